"""What this room fills in the pages of lower rooms."""
