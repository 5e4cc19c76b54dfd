"""The county's own pack as a file to keep: the same folder that the program itself lays over the packs."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mingbai.kit.pack import installed
from mingbai.screening.queries import decisions, editions
from mingbai.screening.queries.decisions import Decision

EMPTY = "# 本县尚未对规则书作出决定。 / The county has decided nothing about the rule book yet.\n"
# Equal decisions make an equal file, whenever it is fetched.
SINCE = (2020, 1, 1, 0, 0, 0)


def folder(found: Sequence[Decision]) -> bytes:
    """A ZIP whose folder ``county-pack`` is a pack directory for ``--packs``."""
    county = installed().county
    text = decisions.written(found, county)
    name = f"county-pack/{editions.place(county)}" if text else "county-pack/README.yaml.txt"
    whole = BytesIO()
    with ZipFile(whole, "w") as pack:
        pack.writestr(ZipInfo(name, SINCE), text or EMPTY, ZIP_DEFLATED)
    return whole.getvalue()
