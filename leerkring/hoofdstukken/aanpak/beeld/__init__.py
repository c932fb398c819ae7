"""The picture of the chapter aanpak: charts, tables and sentences from finished frames."""
