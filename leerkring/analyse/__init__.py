"""Pure functions from the tables of a traject to finished frames; one module per question or method."""
