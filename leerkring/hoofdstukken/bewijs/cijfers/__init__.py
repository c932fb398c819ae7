"""The numbers of the chapter bewijs: tables of a traject in, finished frames out."""
