"""Papers: made from facts, PDF to sign and post, DOCX to edit, fonts that hold rare characters."""

from mingbai.kit.papers.fonts import NoFont, by_hand, missing
from mingbai.kit.papers.pdf import pages, typeset

__all__ = ["NoFont", "by_hand", "missing", "pages", "typeset"]
