"""The picture of the chapter effecten: charts, tables and sentences from finished frames."""
