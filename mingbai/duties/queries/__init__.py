"""What this room reads and counts."""
