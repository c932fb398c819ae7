"""The numbers of the chapter vormen: tables of a traject in, finished frames out."""
