"""Lists as workbooks and CSV, streamed in constant memory, each marked with who took it and why."""

from mingbai.kit.export.csv import write_csv
from mingbai.kit.export.mark import Mark
from mingbai.kit.export.xlsx import write_xlsx

__all__ = ["Mark", "write_csv", "write_xlsx"]
