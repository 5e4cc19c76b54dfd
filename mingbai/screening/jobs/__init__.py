"""What this room's queue does."""
