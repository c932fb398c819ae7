"""The numbers of the chapter bevindingen: tables of a traject in, finished frames out."""
