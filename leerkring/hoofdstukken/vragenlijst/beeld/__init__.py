"""The picture of the chapter vragenlijst: charts, tables and sentences from finished frames."""
