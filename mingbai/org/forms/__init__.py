"""What people type into the room's pages."""
