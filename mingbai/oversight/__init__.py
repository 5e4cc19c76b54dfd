"""Inspections, problems, rectification and scores: every problem is somebody's, with a day."""
