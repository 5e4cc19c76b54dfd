"""DOCX in the manner of GB/T 9704, for WPS: title in 小标宋, body in 仿宋 of 16 point, exact line height.

The fonts are named, not carried: every office computer that writes such papers has them.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TITLE, BODY, HEADING = "方正小标宋简体", "仿宋", "黑体"
TITLE_PT, BODY_PT = 22, 16  # second and third size of the standard
A4 = (Mm(210), Mm(297))
STANDARD_LINE = 28.0  # points: 22 lines on a page of the standard


class Paper:
    """A paper that grows from above.

    ``line`` is the height of a line and ``size`` that of the type, in points; ``margins`` are in mm: top,
    right, bottom, left.
    """

    def __init__(
        self,
        *,
        line: float = STANDARD_LINE,
        margins: tuple[float, float, float, float] = (37, 26, 35, 28),
        size: float = BODY_PT,
    ) -> None:
        self._line, self._size = line, size
        self._document: Any = Document()
        self._lay(margins)
        style = self._document.styles["Normal"]
        style.font.size = Pt(size)
        _named(style.element.get_or_add_rPr(), BODY)

    def title(self, text: str) -> None:
        """The title, centred."""
        paragraph = self._paragraph(TITLE_PT * 1.4)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(paragraph, text, TITLE, TITLE_PT)

    def heading(self, text: str) -> None:
        """A heading of the first order."""
        self._run(self._paragraph(), text, HEADING)

    def line(self, text: str) -> None:
        """A line or paragraph of body text."""
        self._run(self._paragraph(), text, BODY)

    def table(self, rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """Rows of text; widths in mm. Numbers stand to the right."""
        table = self._document.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        for row in rows:
            for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
                cell.width = Mm(width)
                self._tight(cell.paragraphs[0], self._line)
                self._run(cell.paragraphs[0], text, BODY)
                if text[-3:-2] == ".":
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def pictures(self, found: Iterable[tuple[bytes, float, str]]) -> None:
        """Pictures side by side: PNG or JPEG, its width in mm, its words for those who do not see it."""
        paragraph = self._document.add_paragraph()
        shape = paragraph.paragraph_format  # its line is as high as the picture
        shape.space_before = shape.space_after = Pt(0)
        for content, width, words in found:
            drawn = paragraph.add_run().add_picture(BytesIO(content), width=Mm(width))
            drawn._inline.docPr.set("descr", words)  # noqa: SLF001 - python-docx has no words for it

    def content(self) -> bytes:
        """The file."""
        sink = BytesIO()
        self._document.save(sink)
        return sink.getvalue()

    def new_page(self) -> None:
        """What follows stands on a page of its own."""
        self._document.add_page_break()

    def _lay(self, margins: tuple[float, float, float, float]) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = A4
        sides = ("top_margin", "right_margin", "bottom_margin", "left_margin")
        for side, size in zip(sides, margins, strict=True):
            setattr(section, side, Mm(size))

    def _paragraph(self, line: float | None = None) -> Any:
        paragraph = self._document.add_paragraph()
        self._tight(paragraph, line or self._line)
        return paragraph

    def _tight(self, paragraph: Any, line: float) -> None:
        shape = paragraph.paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
        shape.space_before = shape.space_after = Pt(0)

    def _run(self, paragraph: Any, text: str, font: str, size: float | None = None) -> None:
        run = paragraph.add_run(text)
        run.font.size = Pt(size or self._size)
        _named(run._element.get_or_add_rPr(), font)  # noqa: SLF001 - python-docx names Latin fonts only


def _named(properties: Any, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(script), font)
