"""What this room adds to the pages of lower rooms."""
