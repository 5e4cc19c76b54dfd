"""Rows without a usable identity number reach people; what is doubtful is put before a person."""
