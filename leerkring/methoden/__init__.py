"""Methods that know nothing of leerkringen: tables of numbers in, numbers out."""
