"""The picture of the chapter bevindingen: charts, tables and sentences from finished frames."""
