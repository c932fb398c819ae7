"""The picture of the chapter adviezen: charts, tables and sentences from finished frames."""
