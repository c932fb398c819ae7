"""The kinds of files that hold tables: one reader each."""
