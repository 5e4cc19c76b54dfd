"""One YAML file as nodes that remember their lines.

Values are never resolved by YAML's own guessing (`no` is not a boolean, `01` keeps its zero): the
declared schema reads each scalar's text.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from mingbai.packs.problems import PackError, Where, problem

LARGEST = 4 * 1024 * 1024  # bytes; a pack file is written by people
DEEPEST = 40  # maps and lists within one another; a file of brackets would end the process

# libyaml is many times faster; both give the same nodes and marks.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path, *, name: str) -> yaml.Node:
    """The root node of the file. `name` is what messages call it. Raises PackError."""
    return composed(text_of(path, name=name), name=name)


def composed(text: str, *, name: str) -> yaml.Node:
    """The root node of a file's text. Raises PackError."""
    try:
        _refuse_knots(text, name=name)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        what = error.problem or error.context or ""
        raise PackError(
            [problem(Where(name, line), zh=f"YAML 写法有误：{what}", en=f"not readable as YAML: {what}")]
        ) from error
    if root is None:
        raise PackError([problem(Where(name), zh="文件是空的", en="the file is empty")])
    return root


def _refuse_knots(text: str, *, name: str) -> None:
    """Neither aliases, which can make a file endless, nor nesting that no person writes."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        where = Where(name, event.start_mark.line + 1 if event.start_mark else 0)
        if isinstance(event, yaml.AliasEvent):
            raise PackError(
                [
                    problem(
                        where,
                        zh="不能用 & 和 * 引用，请写全",
                        en="anchors and aliases are not used here; write it out",
                    )
                ]
            )
        if depth > DEEPEST:
            raise PackError([problem(where, zh="层次太深", en="nested too deeply")])


def text_of(path: Path, *, name: str) -> str:
    """What the file says, if it is text that a person wrote. Raises PackError."""
    data = path.read_bytes()
    if len(data) > LARGEST:
        raise PackError([problem(Where(name), zh="文件超过 4 MB", en="the file is larger than 4 MB")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PackError(
            [
                problem(
                    Where(name, line), zh="不是 UTF-8 编码，请另存为 UTF-8", en="not UTF-8; save it as UTF-8"
                )
            ]
        ) from error
    _refuse_control_characters(text, name=name)
    return text


def _refuse_control_characters(text: str, *, name: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        bad = next((c for c in line if c < " " and c not in "\t\r"), None)
        if bad is not None:
            raise PackError(
                [
                    problem(
                        Where(name, number),
                        zh=f"有看不见的控制字符 U+{ord(bad):04X}",
                        en=f"holds an invisible control character U+{ord(bad):04X}",
                    )
                ]
            )
