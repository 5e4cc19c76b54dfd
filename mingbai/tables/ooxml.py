"""The parts of a workbook around its sheets (ECMA-376), the same bytes for the same sheet names."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FONT = '<sz val="11"/><name val="宋体"/>'
BOLD, DAY = 1, 2  # places in the list of cell styles below
LONGEST_NAME = 31

_STYLES = "".join(
    (
        f'{HEAD}<styleSheet xmlns="{MAIN}">',
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>',
        f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>',
        '<fills count="2"><fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill></fills>',
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>',
        '<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/>',
        '<xf numFmtId="164" applyNumberFormat="1"/></cellXfs>',
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    )
)


def around(names: Sequence[str]) -> dict[str, str]:
    """Every part but the sheets themselves, by its path; sheet n is `xl/worksheets/sheet{n}.xml`."""
    numbered = list(enumerate(names, start=1))
    sheets = "".join(
        f'<sheet name={quoteattr(name[:LONGEST_NAME])} sheetId="{at}" r:id="rId{at}"/>'
        for at, name in numbered
    )
    links = [("worksheet", f"worksheets/sheet{at}.xml") for at, _ in numbered] + [("styles", "styles.xml")]
    return {
        "[Content_Types].xml": _types(len(names)),
        "_rels/.rels": _links([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_LINK}"><sheets>{sheets}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _links(links),
        "xl/styles.xml": _STYLES,
    }


def _types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{at}.xml", "worksheet") for at in range(1, sheets + 1)]
    kinds = "".join(f'<Override PartName="{path}" ContentType="{_TYPE}.{kind}+xml"/>' for path, kind in parts)
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'
    )


def _links(targets: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_LINK}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
