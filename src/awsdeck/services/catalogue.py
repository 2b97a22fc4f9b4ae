"""The catalogue of AWS services: names, abbreviations and parts, read from a data file.

In: ``catalogue.json`` and what a project adds to it. Out: a `Catalogue`. It must not know of cards.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

TOKEN = re.compile(r"[^\W_]+(?:[@&+'’][^\W_]+)*\+?")


class Service(NamedTuple):
    """One service.

    ``word`` marks a name that is also an ordinary word: it counts only behind AWS or Amazon.
    """

    slug: str
    name: str
    category: str = "general"
    long: str | None = None
    word: bool = False
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the service is called."""
        return tuple(name for name in (self.name, self.long, *self.aliases, *self.exact) if name)


class Term(NamedTuple):
    """A way to name a service: its words, and whether their case and a prefix matter.

    The slug is empty for a phrase that names none.
    """

    slug: str
    tokens: tuple[str, ...]
    cased: bool = False
    prefixed: bool = False


@dataclass(frozen=True)
class Catalogue:
    """All services by slug."""

    services: Mapping[str, Service] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    """Phrases that hold a service's name but mean something else."""

    @cached_property
    def terms(self) -> Mapping[str, tuple[Term, ...]]:
        """The terms by their first word in lower case, the longest first."""
        index: dict[str, list[Term]] = {}
        for service in self.services.values():
            for term in _terms(service):
                index.setdefault(term.tokens[0].casefold(), []).append(term)
        for phrase in self.phrases:
            for term in _forms("", phrase):
                index.setdefault(term.tokens[0], []).append(term)
        return {word: tuple(sorted(found, key=lambda t: -len(t.tokens))) for word, found in index.items()}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, ...], str]:
        names: dict[tuple[str, ...], str] = {}
        for service in self.services.values():
            for name in (service.slug, *service.names):
                names.setdefault(_key(name), service.slug)
        return names

    @cached_property
    def digest(self) -> bytes:
        """The same for catalogues that find the same."""
        return hashlib.sha256(repr((sorted(self.services.items()), self.phrases)).encode()).digest()

    def resolve(self, name: str) -> str | None:
        """The slug of the service that a person means by this name, if there is one."""
        return self._by_name.get(_key(name))

    def name(self, slug: str) -> str:
        """The short name of a service, as AWS writes it."""
        service = self.services.get(slug)
        return service.name if service else slug

    def words(self) -> frozenset[str]:
        """Every single word that occurs in a name, as written there."""
        return frozenset(
            word
            for service in self.services.values()
            for name in service.names
            for word in TOKEN.findall(name)
        )

    def extended(self, additions: Iterable[Service]) -> "Catalogue":
        """The catalogue with more services, and more names for those it has."""
        services = dict(self.services)
        for new in additions:
            old = services.get(new.slug)
            services[new.slug] = new if old is None else _merged(old, new)
        return Catalogue(services, self.phrases)


def _merged(old: Service, new: Service) -> Service:
    return Service(
        old.slug,
        old.name if new.name == new.slug else new.name,
        old.category,
        new.long or old.long,
        old.word,
        old.aliases + new.aliases,
        old.exact + new.exact,
    )


def _key(name: str) -> tuple[str, ...]:
    tokens = TOKEN.findall(name.casefold())
    return tuple(tokens[1:] if len(tokens) > 1 and tokens[0] in ("aws", "amazon") else tokens)


def _terms(service: Service) -> Iterator[Term]:
    yield from _forms(service.slug, service.name, cased=service.word, prefixed=service.word)
    for name in (service.long, *service.aliases):
        if name:
            yield from _forms(service.slug, name)
    for name in service.exact:
        yield from _forms(service.slug, name, cased=True)


def _forms(slug: str, name: str, *, cased: bool = False, prefixed: bool = False) -> Iterator[Term]:
    """A name and, unless it needs a prefix, its plural."""
    tokens = tuple(TOKEN.findall(name if cased else name.casefold()))
    if not tokens:
        return
    yield Term(slug, tokens, cased, prefixed)
    if not prefixed and not tokens[-1].endswith("s"):
        yield Term(slug, (*tokens[:-1], tokens[-1] + "s"), cased)


def load() -> Catalogue:
    """The catalogue that comes with awsdeck."""
    data: dict[str, Any] = json.loads(Path(__file__).with_name("catalogue.json").read_text("utf-8"))
    services = {slug: service(slug, entry) for slug, entry in data["services"].items()}
    return Catalogue(services, tuple(data["phrases"]))


def service(slug: str, entry: Mapping[str, Any]) -> Service:
    """A service from an entry of the data file or of a project's settings."""
    return Service(
        slug=slug,
        name=entry.get("name", slug),
        category=entry.get("category", "general"),
        long=entry.get("long"),
        word=entry.get("word", False),
        aliases=tuple(entry.get("aliases", ())),
        exact=tuple(entry.get("exact", ())),
    )
