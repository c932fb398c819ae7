"""The picture of the chapter deelnemers: charts, tables and sentences from finished frames."""
