"""What this room reads and reckons."""
