"""kit.export: a list as PDF, marked on every page, no character silently lost."""

import io
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.kit import papers
from mingbai.kit.export import Mark, write_pdf
from mingbai.kit.export.pdf import WIDEST, widths

AT = datetime(2020, 11, 30, 9, 5, 17, 123456, tzinfo=ZoneInfo("Asia/Shanghai"))
MARK = Mark("E000007", "王芳", "花园街道扶贫专干", "季度核对", AT)
RARE = ["李䶮", "王𠮷", "张㛃", "陈𫖯"]
NOWHERE = "赵\U000fffff"  # a private place beyond every font's


def paged(rows, columns=("姓名", "人口")):
    """The document, and the text of each page without its line breaks."""
    out = io.BytesIO()
    assert write_pdf(
        out, title="户台账 #1", mark=MARK, columns=list(columns), rows=rows, language="zh-hans"
    ) == len(rows)
    book = pypdfium2.PdfDocument(out.getvalue())
    return book, [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in book]


def test_every_row_is_on_paper_and_every_page_is_marked_in_its_head_and_across():
    book, pages = paged([[f"户主{n}号", n] for n in range(120)])
    assert len(book) > 2
    assert all(f"户主{n}号" in "".join(pages) for n in range(120))
    for page in pages:
        assert "花园街道扶贫专干" in page
        assert "季度核对" in page
        assert page.count("E000007 王芳 2020-11-30") >= 8
        assert "人口" in page


def test_pages_lie_across_and_the_document_itself_leads_to_its_asker():
    book, _pages = paged([["李", 1]])
    width, height = book[0].get_size()
    assert width > height
    told = book.get_metadata_dict()
    assert (told["Author"], told["Keywords"]) == ("王芳", "E000007")
    assert "季度核对" in told["Subject"]


@pytest.mark.parametrize("name", RARE)
def test_rare_characters_are_printed(name):
    assert papers.missing(name) == []
    _book, (page,) = paged([[name, 1]])
    assert name in page
    assert "U+" not in page


def test_a_character_that_no_font_has_is_printed_as_its_code_and_said():
    _book, (page,) = paged([[NOWHERE, 1]])
    assert "赵〔U+FFFFF〕" in page.replace(" ", "")
    assert page.count("U+FFFFF") == 2


def test_what_looks_like_a_command_is_printed_as_it_is():
    _book, (page,) = paged([['#panic() *x* $1$ \\ <b> "', 1]])
    assert "#panic() *x* $1$ \\ <b>" in page


def test_an_empty_list_is_a_page_with_its_titles():
    _book, (page,) = paged([])
    assert "姓名" in page


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=5))
def test_no_column_is_starved_or_takes_the_page(rows):
    assert all(5 <= share <= WIDEST for share in widths(["甲", "乙"], rows))
