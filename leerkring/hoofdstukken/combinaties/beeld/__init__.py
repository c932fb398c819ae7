"""The picture of the chapter combinaties: charts, tables and sentences from finished frames."""
