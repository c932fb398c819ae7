"""The numbers of the chapter deelnemers: tables of a traject in, finished frames out."""
