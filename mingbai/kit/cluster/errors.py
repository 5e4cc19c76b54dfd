"""What can be wrong with the server, in words."""


class ClusterError(Exception):
    """The server cannot be used; the message says why and what to do."""
