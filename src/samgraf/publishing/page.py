"""A page of the site as plain records, and how it becomes HTML in one language; everything in it is escaped."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from samgraf.graph.namespaces import compact
from samgraf.publishing.addresses import PAGES, folder_of, is_ours, link, page_link
from samgraf.publishing.wording import FOREIGN, WORDS, Labels, Lang

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samgraf.publishing.settings import Settings

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
MENU = (("home", ""), ("reports", "id/report"), ("measures", "id/insats"), ("actors", "id/actor"), ("goals", "id/goal"),
        ("ontology", "def"), ("questions", "id/query"), ("data", "data"))  # fmt: skip
"""What the menu leads to, by the folder of each page."""
CSS = "site.css"


@dataclass(frozen=True, slots=True)
class Value:
    """A text on a page, with where it leads (inside the site or to the web) and its language where that is another."""

    text: str
    href: str | None = None
    outside: bool = False
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values."""

    name: Value
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, each cell a list of values; `anchor` is what a link to it ends in."""

    cells: tuple[tuple[Value, ...], ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading."""

    anchor: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A list of links with its heading."""

    title: str
    links: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A number with what it counts, and where that is."""

    count: int
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class DataLink:
    """A file with the same in a form for programs."""

    href: str
    media: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """What stands on a page in one language; `folder` is where it lies."""

    folder: str
    title: str
    kind: str = ""
    lead: tuple[str, ...] = ()
    iri: str | None = None
    cards: tuple[Card, ...] = ()
    diagram: str = ""
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    groups: tuple[Group, ...] = ()
    code: str = ""
    data: tuple[DataLink, ...] = ()


@dataclass(frozen=True)
class Site:
    """What all pages share: who publishes, of which day, what things are called, how much each graph holds."""

    settings: Settings
    day: str
    labels: Labels
    graphs: Mapping[str, int] = field(default_factory=dict)
    _words: dict[str, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def template(self) -> Template:
        """Return the one template of the site; a misspelt name in it is an error."""
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES, encoding="utf-8"), autoescape=True, undefined=StrictUndefined
        )
        return environment.get_template("site.html")

    def words(self, lang: Lang) -> dict[str, str]:
        """Return the words of the site in one language."""
        return self._words.setdefault(lang, {name: words.in_(lang) for name, words in WORDS.items()})

    def say(self, name: str, lang: Lang) -> str:
        """Return one word of the site."""
        return WORDS[name].in_(lang)

    def thing(self, iri: str, at: str, lang: Lang) -> Value:
        """Return a link to a thing: to its page if it is ours, else to where its address leads, if that is the web."""
        if is_ours(iri):
            return Value(self.labels.of(iri).in_(lang), page_link(iri, at, lang))
        web = iri.startswith(("https://", "http://"))
        text = self.labels.of(iri).in_(lang) if iri in FOREIGN else compact(iri)
        return Value(text, iri if web else None, outside=web)

    def render(self, page: Page, lang: Lang) -> bytes:
        """Return a page as HTML."""
        other: Lang = "en" if lang == "sv" else "sv"
        menu = [
            {
                "href": link(_file(folder, lang), page.folder),
                "text": self.say(name, lang),
                "here": folder == page.folder,
            }
            for name, folder in MENU
        ]
        html = self.template.render(
            lang=lang,
            other=other,
            w=self.words(lang),
            site=self.settings.title,
            publisher=self.settings.publisher,
            licence=self.settings.licence,
            licence_iri=self.settings.licence_iri,
            day=self.day,
            page=_Shown(page, menu, link(CSS, page.folder), link(_file("", lang), page.folder), PAGES[other]),
        )
        return html.encode("utf-8", "replace")


@dataclass(frozen=True)
class _Shown:
    """A page with its links, as the template wants it."""

    page: Page
    menu: list[dict[str, object]]
    css: str
    home: str
    translated: str

    def __getattr__(self, name: str) -> object:
        """Return a part of the page."""
        return getattr(self.page, name)


def _file(folder: str, lang: Lang) -> str:
    return f"{folder}/{PAGES[lang]}" if folder else PAGES[lang]


def stub(iri: str, top: str, row: str, title: str) -> bytes:
    """Return a small page that leads on from a part to its row on the page of what it belongs to."""
    from html import escape  # noqa: PLC0415  (named like what it does)

    at = folder_of(iri)
    target = f"{page_link(top, at, 'sv')}#{anchor_of(row)}"
    return (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta http-equiv="refresh" content="0; url={escape(target)}"><link rel="canonical" href="{escape(target)}">'
        f'<link rel="alternate" type="text/turtle" href="{escape(link(folder_of(top) + "/index.ttl", at))}">'
        f'<p>{WORDS["moved"].sv} <a href="{escape(target)}">{escape(title)}</a>.'
    ).encode("utf-8", "replace")


def anchor_of(iri: str) -> str:
    """Return what the link to a part ends in."""
    return "-".join(folder_of(iri).split("/")[1:])
