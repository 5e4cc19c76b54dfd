"""Names and what they mean while a book is being read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mingbai.packs.problems import did_you_mean
from mingbai.rulebook.book import Entity, Link, collections, many
from mingbai.rulebook.joining import Refused
from mingbai.rulebook.terms import Given, Parameter, Read, Term
from mingbai.rulebook.types import DATE, Type

AS_OF = "as_of"
PERIOD = ("period_start", "period_end")
GIVEN = (AS_OF, *PERIOD)


@dataclass
class Catalogue:
    """`fact_type` finds a derived fact's type by reading its expression, once."""

    entities: Mapping[str, Entity]
    parameters: Mapping[str, Type]
    fact_type: Callable[[str, str], Type]
    tables: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def link(self, entity: str, name: str) -> Link | None:
        """The link called `name`."""
        return self.entities[entity].links.get(name)

    def many(self, entity: str, name: str) -> tuple[str, Link] | None:
        """The collection called `name`."""
        return many(self.entities, entity, name)


@dataclass(frozen=True)
class Scope:
    """From whose point of view names are read: an entity, inside a collection when `prefix` is not empty."""

    catalogue: Catalogue
    entity: str
    givens: tuple[str, ...] = (AS_OF,)
    prefix: tuple[str, ...] = ()

    def read(self, names: tuple[str, ...]) -> Term:
        """The term that a dotted name means. Raises Refused."""
        shared = self._shared(names[0]) if len(names) == 1 else None
        if shared is not None:
            return shared
        own = self.stripped(names)
        entity, path = self.followed(own[:-1])
        if own[-1] not in self.catalogue.entities[entity].facts:
            raise self._unknown(entity, own[-1])
        return Read(self.catalogue.fact_type(entity, own[-1]), path, own[-1])

    def _shared(self, name: str) -> Term | None:
        if name in self.givens:
            return Given(DATE, name)
        if name in self.catalogue.parameters:
            return Parameter(self.catalogue.parameters[name], name)
        return None

    def stripped(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The name as seen from a row of the collection."""
        size = len(self.prefix)
        if names[:size] == self.prefix and len(names) > size:
            return names[size:]
        prefix = ".".join(self.prefix)
        raise Refused(
            zh=f"在 {prefix} 的统计里，名称要写作 {prefix}.{'.'.join(names)}（所属对象用它的链接）",
            en=f"inside a total over {prefix}, write {prefix}.{'.'.join(names)} (the owner: by its link)",
        )

    def followed(self, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The entity at the end of a path of links."""
        entity = self.entity
        for name in path:
            link = self.catalogue.link(entity, name)
            if link is None:
                raise self._no_link(entity, name)
            entity = link.to
        return entity, path

    def collection(self, names: tuple[str, ...]) -> tuple[int, str]:
        """How many names lead to a collection, and the entity of its rows. Raises Refused."""
        own = self.stripped(names)
        entity = self.entity
        for index, name in enumerate(own):
            found = self.catalogue.many(entity, name)
            if found is not None:
                return len(self.prefix) + index + 1, found[0]
            link = self.catalogue.link(entity, name)
            if link is None:
                break
            entity = link.to
        known = collections(self.catalogue.entities, entity)
        hint = did_you_mean(own[-1], known)
        raise Refused(
            zh=f"“{'.'.join(names)}”不经过任何集合{hint.zh}",
            en=f"{'.'.join(names)} names no collection{hint.en}",
        )

    def _no_link(self, entity: str, name: str) -> Refused:
        if self.catalogue.many(entity, name) is not None:
            return Refused(
                zh=f"“{name}”是多行集合，要用 count、sum、any_of 等统计",
                en=f"{name} has many rows: use count, sum, any_of …",
            )
        hint = did_you_mean(name, self.catalogue.entities[entity].links)
        return Refused(zh=f"{entity} 没有链接“{name}”{hint.zh}", en=f"{entity} has no link {name}{hint.en}")

    def _unknown(self, entity: str, name: str) -> Refused:
        if self.catalogue.many(entity, name) is not None:
            return self._no_link(entity, name)
        shared = (*self.catalogue.parameters, *self.givens) if not self.prefix else ()
        hint = did_you_mean(name, (*self.catalogue.entities[entity].facts, *shared))
        return Refused(zh=f"{entity} 没有事实“{name}”{hint.zh}", en=f"{entity} has no fact {name}{hint.en}")
