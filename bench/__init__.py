"""What our claims of speed rest on: each measures ours and the plain way side by side, in one run."""
