"""Declaration files as fields that remember their lines, so that every refusal names file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from mingbai.packs.problems import PackError, Where, problem, unknown
from mingbai.packs.text import Text
from mingbai.packs.yamlfile import read


@dataclass(frozen=True, slots=True)
class Mark:
    """One node of a file; the readers below raise PackError with its place."""

    node: yaml.Node
    file: str

    @property
    def where(self) -> Where:
        """File and line."""
        return Where(self.file, self.node.start_mark.line + 1)

    def refuse(self, *, zh: str, en: str) -> PackError:
        """A problem at this place, ready to raise."""
        return PackError([problem(self.where, zh=zh, en=en)])

    def fields(self) -> dict[str, Mark]:
        """The named fields standing here."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.refuse(zh="这里应写若干“名称: 值”", en="named fields belong here")
        found: dict[str, Mark] = {}
        for key, value in self.node.value:
            if key.value in found:
                raise Mark(key, self.file).refuse(
                    zh=f"“{key.value}”写了两次", en=f"“{key.value}” is written twice"
                )
            found[key.value] = Mark(value, self.file)
        return found

    def only(self, *, need: Iterable[str] = (), may: Iterable[str] = ()) -> dict[str, Mark]:
        """The fields, all of `need` among them and none unknown."""
        found, needed = self.fields(), tuple(need)
        known = (*needed, *may)
        for name, mark in found.items():
            if name not in known:
                raise PackError([unknown(mark.where, zh="字段", en="field", word=name, known=known)])
        for name in needed:
            if name not in found:
                raise self.refuse(zh=f"缺少“{name}”", en=f"“{name}” is missing")
        return found

    def scalars(self) -> Iterator[Mark]:
        """Every single value here and below."""
        if isinstance(self.node, yaml.ScalarNode):
            yield self
        elif isinstance(self.node, yaml.SequenceNode):
            for one in self.node.value:
                yield from Mark(one, self.file).scalars()
        elif isinstance(self.node, yaml.MappingNode):
            for _, value in self.node.value:
                yield from Mark(value, self.file).scalars()

    def items(self) -> list[Mark]:
        """The items of the list standing here."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.refuse(zh="这里应写一个列表", en="a list belongs here")
        return [Mark(item, self.file) for item in self.node.value]

    def text(self) -> str:
        """The scalar standing here, never empty."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            raise self.refuse(zh="这里应写一个值", en="a value belongs here")
        return str(self.node.value)

    def choice(self, known: Iterable[str], *, zh: str, en: str) -> str:
        """One of the known words."""
        word, words = self.text(), tuple(known)
        if word not in words:
            raise PackError([unknown(self.where, zh=zh, en=en, word=word, known=words)])
        return word

    def flag(self) -> bool:
        """true or false."""
        return self.choice(("true", "false"), zh="真假值", en="truth value") == "true"

    def whole(self) -> int:
        """A whole number."""
        try:
            return int(self.text())
        except ValueError:
            raise self.refuse(
                zh=f"“{self.text()}”不是整数", en=f"“{self.text()}” is not a whole number"
            ) from None

    def words(self) -> Text:
        """`{zh: …, en: …}`."""
        found = self.only(need=("zh", "en"))
        return Text(zh=found["zh"].text(), en=found["en"].text())


def marked(path: Path) -> Mark:
    """The file's root. Raises PackError."""
    return Mark(read(path, name=path.name), path.name)
