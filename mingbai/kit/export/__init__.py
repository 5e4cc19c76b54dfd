"""Lists as workbooks, CSV and PDF, each marked with who took it and why; the first two in constant memory."""

from mingbai.kit.export.csv import write_csv
from mingbai.kit.export.mark import Mark
from mingbai.kit.export.pdf import write_pdf
from mingbai.kit.export.xlsx import write_xlsx

__all__ = ["Mark", "write_csv", "write_pdf", "write_xlsx"]
