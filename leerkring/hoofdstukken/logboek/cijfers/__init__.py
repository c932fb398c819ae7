"""The numbers of the chapter logboek: tables of a traject in, finished frames out."""
