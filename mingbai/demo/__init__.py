"""The demo county: an installation marked as a demo, its accounts and its clock."""
