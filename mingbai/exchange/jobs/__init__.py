"""What the room's queue does."""
