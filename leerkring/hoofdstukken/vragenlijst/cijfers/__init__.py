"""The numbers of the chapter vragenlijst: tables of a traject in, finished frames out."""
