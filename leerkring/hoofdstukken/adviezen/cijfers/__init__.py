"""The numbers of the chapter adviezen: tables of a traject in, finished frames out."""
