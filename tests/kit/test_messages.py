"""The catalogues are complete, merges keep what people wrote, and faults are found."""

import os
import sys
from pathlib import Path

import pytest

from mingbai.kit.messages import compile_catalogues

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import messages


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A room that says three things."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "code.py").write_text('from django.utils.translation import gettext as _\n_("Send %(n)s")\n')
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}\n    {% trans "Hello" %}\n  '
        "{% blocktrans count n=rows %}{{ n }} row{% plural %}{{ n }} rows{% endblocktrans %}"
    )
    return tmp_path


def say(room: Path, **pairs: str) -> None:
    path = messages.catalogue_path(room)
    text = path.read_text(encoding="utf-8")
    for source, chinese in pairs.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{chinese}"')
    path.write_text(text, encoding="utf-8")


def test_texts_of_code_and_templates_are_found_with_plurals(room: Path) -> None:
    said = {messages.key(message) for message in messages.extracted(room) if message.id}
    assert said == {"Send %(n)s", "Hello", "%(n)s row"}


def test_a_missing_translation_is_a_fault(room: Path) -> None:
    messages.write(room)
    assert [fault for fault in messages.faults(room) if "not translated: 'Hello'" in fault]


def test_a_merge_keeps_translations_and_drops_what_is_no_longer_said(room: Path) -> None:
    messages.write(room)
    say(room, Hello="你好")
    (room / "code.py").write_text("")
    messages.write(room)
    text = messages.catalogue_path(room).read_text(encoding="utf-8")
    assert "你好" in text
    assert "Send" not in text


def test_a_text_that_is_no_longer_said_is_a_fault_until_merged(room: Path) -> None:
    messages.write(room)
    (room / "code.py").write_text("")
    assert any("no longer said" in fault for fault in messages.faults(room))


def test_other_placeholders_than_the_source_are_a_fault(room: Path) -> None:
    messages.write(room)
    path = messages.catalogue_path(room)
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            'msgid "Send %(n)s"\nmsgstr ""', 'msgid "Send %(n)s"\nmsgstr "发送 %(m)s"'
        ),
        encoding="utf-8",
    )
    assert any("other placeholders" in fault for fault in messages.faults(room))


def test_a_doubtful_translation_is_a_fault(room: Path) -> None:
    messages.write(room)
    say(room, Hello="你好")
    path = messages.catalogue_path(room)
    text = path.read_text(encoding="utf-8").replace('msgid "Hello"', '#, fuzzy\nmsgid "Hello"')
    path.write_text(text, encoding="utf-8")
    assert any("doubtful: 'Hello'" in fault for fault in messages.faults(room))


def beside(room: Path, name: str, **pairs: str) -> Path:
    """A room of this name with its own catalogue."""
    (room / name).mkdir()
    (room / name / "code.py").write_text("".join(f'_("{text}")\n' for text in pairs))
    messages.write(room / name)
    say(room / name, **pairs)
    return room / name


def test_what_two_rooms_translate_differently_is_a_fault(tmp_path: Path) -> None:
    one = beside(tmp_path, "one", Back="返回", On="继续")
    two = beside(tmp_path, "two", Back="上一页", On="继续")
    six = beside(tmp_path, "six", Back="返回")
    assert messages.clashes([one, two, six]) == [
        "translated differently: 'Back': 返回 (one, six); 上一页 (two)"
    ]


def test_rooms_that_agree_and_texts_of_one_room_alone_are_no_fault(tmp_path: Path) -> None:
    one = beside(tmp_path, "one", Back="返回", On="发生日期")
    two = beside(tmp_path, "two", Back="返回", Next="下一页")
    assert messages.clashes([one, two]) == []


def test_plurals_are_compared_too(room: Path, tmp_path: Path) -> None:
    messages.write(room)
    say_rows(room, "%(n)s 行")
    other = beside(tmp_path, "other", Hello="你好")
    (other / "code.py").write_text('ngettext("%(n)s row", "%(n)s rows", 1)\n')
    messages.write(other)
    say_rows(other, "%(n)s 条")
    found = messages.clashes([room, other])
    assert [fault for fault in found if "'%(n)s row': %(n)s 行" in fault and "%(n)s 条 (other)" in fault]


def say_rows(room: Path, chinese: str) -> None:
    path = messages.catalogue_path(room)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgstr[0] ""', f'msgstr[0] "{chinese}"'), encoding="utf-8")


def test_writing_twice_changes_nothing(room: Path) -> None:
    messages.write(room)
    first = messages.catalogue_path(room).read_bytes()
    messages.write(room)
    assert messages.catalogue_path(room).read_bytes() == first


def test_only_stale_catalogues_are_compiled(tmp_path: Path) -> None:
    source = tmp_path / "room" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n')
    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
    assert compile_catalogues(tmp_path) == []
    os.utime(source.with_suffix(".mo"), (0, 0))
    assert len(compile_catalogues(tmp_path)) == 1


@pytest.mark.parametrize("path", messages.rooms(), ids=lambda path: path.name)
def test_every_room_speaks_chinese(path: Path) -> None:
    assert messages.faults(path) == []


def test_no_two_rooms_say_one_text_differently() -> None:
    assert messages.clashes(messages.rooms()) == []
