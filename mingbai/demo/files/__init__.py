"""The demo county on disk: what a newcomer would receive from a real one, and the truth about it."""
