"""The kit's own pages: search, display choices, faults, the gallery."""
