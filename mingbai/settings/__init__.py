"""Django settings, read from the installation's home."""
