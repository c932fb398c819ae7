"""The picture of the chapter bewijs: charts, tables and sentences from finished frames."""
