"""The numbers of the chapter lessen: tables of a traject in, finished frames out."""
