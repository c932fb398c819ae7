"""The picture of the chapter vormen: charts, tables and sentences from finished frames."""
