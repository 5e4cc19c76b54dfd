"""Reads and writes workbooks and CSV against declared columns; every row is accounted for. Plain Python."""
