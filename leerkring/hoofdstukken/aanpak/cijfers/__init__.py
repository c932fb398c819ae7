"""The numbers of the chapter aanpak: tables of a traject in, finished frames out."""
