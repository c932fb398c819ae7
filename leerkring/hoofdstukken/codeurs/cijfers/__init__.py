"""The numbers of the chapter codeurs: tables of a traject in, finished frames out."""
