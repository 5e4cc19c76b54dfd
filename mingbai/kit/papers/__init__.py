"""Papers: made from facts, PDF to sign and post, DOCX to edit, fonts that hold rare characters."""

from mingbai.kit.papers.fonts import NoFont, missing
from mingbai.kit.papers.pdf import pages, typeset

__all__ = ["NoFont", "missing", "pages", "typeset"]
