"""What the room can be asked. Reads only."""
