"""The numbers of the chapter effecten: tables of a traject in, finished frames out."""
