"""The ledgers of this room."""
