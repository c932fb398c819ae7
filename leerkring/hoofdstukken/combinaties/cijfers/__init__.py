"""The numbers of the chapter combinaties: tables of a traject in, finished frames out."""
