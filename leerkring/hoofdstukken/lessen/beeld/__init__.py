"""The picture of the chapter lessen: charts, tables and sentences from finished frames."""
