"""How the demo county stood before its files, and how it came there."""
