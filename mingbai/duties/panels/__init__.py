"""What this room shows on pages around its own."""
