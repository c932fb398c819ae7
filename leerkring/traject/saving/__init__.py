"""Tables written back: byte for byte what did not change, and all of them or none."""
