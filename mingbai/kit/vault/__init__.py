"""Identity under seal: numbers, phones and accounts that the application may put in but not read."""
