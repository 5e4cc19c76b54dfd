"""How the county changes the text of a duty."""

from mingbai.duties.flow.texts import duty_text

__all__ = ["duty_text"]
