"""Finds, overlays, validates and hashes the YAML packs. Plain Python."""
