"""The web's machinery; knows no word of the work against poverty."""
