"""The picture of the chapter codeurs: charts, tables and sentences from finished frames."""
