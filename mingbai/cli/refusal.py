"""What a command answers when it will not go on."""


class Refusal(Exception):
    """The command stops with exit code 1; the message says why and what to do."""
