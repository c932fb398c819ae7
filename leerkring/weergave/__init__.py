"""How finished numbers are shown: theme, charts, tables, blocks and Dutch sentences."""
