"""The picture of the chapter logboek: charts, tables and sentences from finished frames."""
