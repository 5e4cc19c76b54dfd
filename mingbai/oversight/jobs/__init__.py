"""The jobs of this room."""
