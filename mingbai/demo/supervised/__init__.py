"""What happened in the demo's half-year of supervision, part by part."""
