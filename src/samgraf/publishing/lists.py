"""The pages that list: the start, reports, insatser, actors, goals, the ontology, the questions, the data files."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from samgraf.api import library
from samgraf.facts import SG, TYPE
from samgraf.publishing.addresses import PAGES, link
from samgraf.publishing.dcat import MEDIA
from samgraf.publishing.diagrams import Classes, class_tree, kinds_of_term
from samgraf.publishing.library import query_iri
from samgraf.publishing.page import Card, DataLink, Group, Page, Table, TableRow, Value
from samgraf.publishing.term_changes import changes
from samgraf.publishing.wording import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from samgraf.publishing.page import Site
    from samgraf.publishing.things import Index
    from samgraf.publishing.wording import Lang

_TERMS = (("Class", "Klasser", "Classes"), ("ObjectProperty", "Egenskaper mellan saker", "Properties between things"),
          ("DatatypeProperty", "Egenskaper med värden", "Properties with values"), ("AnnotationProperty", "Anteckningar", "Annotations"))  # fmt: skip


@dataclass(frozen=True)
class Lists:
    """What the lists are made from; `tree` is what else is published."""

    site: Site
    index: Index
    tree: Mapping[str, bytes]

    def pages(self, lang: Lang) -> Iterator[Page]:
        """Yield all lists in one language."""
        yield self._start(lang)
        yield self._reports(lang)
        yield self._insatser(lang)
        yield self._actors(lang)
        yield self._goals(lang)
        yield self._terms(lang)
        yield self._changes(lang)
        yield self._questions(lang)
        yield self._data(lang)

    def _said(self, lang: Lang, sv: str, en: str) -> str:
        return en if lang == "en" else sv

    def _of(self, kind: str) -> list[str]:
        """Return the things of a kind that something is said of, sorted."""
        return [iri for iri in self.index.addresses if kind_of(iri) == kind and iri in self.index.facts.by_subject]

    def _start(self, lang: Lang) -> Page:
        """Return the page that one comes to first."""
        counts = [("reports", "id/report", len(self._of("report"))), ("measures", "id/insats", len(self._of("insats"))),
                  ("actors", "id/actor", len(self._taking_part())), ("goals", "id/goal", len(self._of("goal")))]  # fmt: skip
        return Page(
            folder="",
            title=self.site.settings.title,
            lead=(
                self._said(
                    lang,
                    "Vad regionerna gjorde, med vem, mot vilka mål och med vilket resultat, ur deras egna rapporter om regional utveckling. Bakom varje uppgift står sida och rad i rapporten.",
                    "What the regions did, with whom, towards which goals and with which results, from their own reports on regional development. Behind every fact stand the page and the line of the report.",
                ),
            ),
            cards=tuple(
                Card(count, self.site.say(name, lang), link(f"{folder}/{PAGES[lang]}", ""))
                for name, folder, count in counts
            ),
            tables=(self._report_table("", lang),),
        )

    def _report_table(self, at: str, lang: Lang) -> Table:
        """Return the reports, newest year first."""
        facts, rows = self.index.facts, []
        for iri in sorted(self._of("report"), key=lambda iri: (-self._year(iri), iri)):
            named = [subject for predicate, subject in self.index.named.get(iri, ()) if predicate == SG + "inReport"]
            counts = [sum(kind_of(subject) == kind for subject in named) for kind in ("answer", "entry")]
            rows.append(TableRow(((self.site.thing(iri, at, lang),), (Value(facts.one(iri, SG + "reportYear") or ""),),
                                  (Value(str(counts[0])),), (Value(str(counts[1])),))))  # fmt: skip
        heads = tuple(self.site.say(name, lang) for name in ("reports", "year", "answers", "measures"))
        return Table("rapporter", self.site.say("reports", lang), heads, tuple(rows))

    def _year(self, report: str) -> int:
        """Return the year of a report, 0 where it does not say one."""
        told = self.index.facts.one(report, SG + "reportYear") or ""
        return int(told) if told.isdigit() else 0

    def _reports(self, lang: Lang) -> Page:
        return Page(
            folder="id/report", title=self.site.say("reports", lang), tables=(self._report_table("id/report", lang),)
        )

    def _insatser(self, lang: Lang) -> Page:
        """Return the insatser by region."""
        facts = self.index.facts
        found = [
            (self.site.labels.of(facts.one(iri, SG + "reportedBy") or "").in_(lang), iri) for iri in self._of("insats")
        ]
        return Page(
            folder="id/insats",
            title=self.site.say("measures", lang),
            groups=tuple(self._grouped(found, "id/insats", lang)),
        )

    def _taking_part(self) -> list[str]:
        """Return the actors that some report names."""
        parts = {"participation", "mention", "insats", "report", "entry"}
        return [
            iri
            for iri in self._of("actor")
            if any(kind_of(subject) in parts for _, subject in self.index.named.get(iri, ()))
        ]

    def _actors(self, lang: Lang) -> Page:
        """Return the actors that reports name, by kind."""
        facts = self.index.facts
        found = []
        for iri in self._taking_part():
            kinds = [kind for kind in facts.all(iri, TYPE) if kind.startswith(SG)]
            specific = [kind for kind in kinds if kind != SG + "Actor"] or kinds
            found.append((self.site.labels.of(specific[0]).in_(lang).capitalize() if specific else "–", iri))
        return Page(
            folder="id/actor", title=self.site.say("actors", lang), groups=tuple(self._grouped(found, "id/actor", lang))
        )

    def _goals(self, lang: Lang) -> Page:
        """Return the goals by framework."""
        facts = self.index.facts
        found = []
        for iri in self._of("goal"):
            framework = (
                facts.one(iri, SG + "inFramework")
                or facts.one(iri, "http://www.w3.org/2004/02/skos/core#inScheme")
                or ""
            )
            found.append((self.site.labels.of(framework).in_(lang) if framework else "–", iri))
        return Page(
            folder="id/goal", title=self.site.say("goals", lang), groups=tuple(self._grouped(found, "id/goal", lang))
        )

    def _grouped(self, found: Iterable[tuple[str, str]], at: str, lang: Lang) -> Iterator[Group]:
        """Yield things under what they belong to, in the order of their names."""
        held = sorted((name, self.site.labels.of(iri).in_(lang).casefold(), iri) for name, iri in found)
        for name, rows in groupby(held, key=lambda row: row[0]):
            links = tuple(self.site.thing(iri, at, lang) for _, _, iri in rows)
            yield Group(f"{name} ({len(links)})", links)

    def _terms(self, lang: Lang) -> Page:
        """Return the ontology: its classes as a tree, its properties, what it is aligned to."""
        facts = self.index.facts
        named, linked = self.called("def", lang)
        terms = [iri for iri in self.index.addresses if iri.startswith(SG) and "/" not in iri.removeprefix(SG)]
        groups = []
        for kind, sv, en in _TERMS:
            links = [iri for iri in terms if kinds_of_term(facts, iri) == kind]
            if links:
                links.sort(key=lambda iri: (named(iri).casefold(), iri))
                groups.append(
                    Group(
                        f"{self._said(lang, sv, en)} ({len(links)})",
                        tuple(Value(named(iri), linked(iri)) for iri in links),
                    )
                )
        alignments = [iri for iri in self.index.addresses if iri.startswith(SG + "alignment/")]
        if alignments:
            groups.append(Group(self._said(lang, "Hur begreppen förhåller sig till andras", "How the terms stand to those of others"),
                                tuple(self.site.thing(iri, "def", lang) for iri in alignments)))  # fmt: skip
        groups.append(Group(self._said(lang, "Ändringar", "Changes"),
                            (Value(self._said(lang, "Vad som ändrats, version för version", "What changed, version by version"), link(f"def/changes/{PAGES[lang]}", "def")),)))  # fmt: skip
        title = self._said(lang, "Begreppen: samgrafs ontologi", "The terms: the samgraf ontology")
        about = facts.by_subject.get("https://w3id.org/samgraf/def", {}).get("http://purl.org/dc/terms/description", ())
        return Page(
            folder="def",
            title=title,
            lead=tuple(term.value for term in about if term.language == lang),
            iri="https://w3id.org/samgraf/def",
            diagram=class_tree(
                Classes.of(facts), named, linked, self._said(lang, "Klasserna som ett träd", "The classes as a tree")
            ),
            groups=tuple(groups),
            data=(
                DataLink("index.ttl", "text/turtle", "Turtle"),
                DataLink("index.jsonld", "application/ld+json", "JSON-LD"),
            ),
        )

    def called(self, at: str, lang: Lang) -> tuple[Callable[[str], str], Callable[[str], str]]:
        """Return what says what a term is called, and what says where its page is, from a page in a folder."""
        return (lambda iri: self.site.labels.of(iri).in_(lang)), (lambda iri: self.site.thing(iri, at, lang).href or "")

    def _changes(self, lang: Lang) -> Page:
        """Return what changed in the ontology, version by version."""
        groups = []
        for change in changes(self.index.facts):
            version = (
                self._said(lang, "Ännu inte utgivet", "Not let out yet") if change.version == "next" else change.version
            )
            head = f"{version}{f' ({change.date})' if change.date else ''}"
            for names, sv, en in (
                (change.added, "nya", "new"),
                (change.removed, "borttagna", "removed"),
                (change.retired, "ska inte användas längre", "no longer to be used"),
            ):
                if names:
                    links = tuple(
                        self.site.thing(SG + name, "def/changes", lang)
                        if SG + name in self.index.addresses
                        else Value(name)
                        for name in names
                    )
                    groups.append(Group(f"{head}: {len(names)} {self._said(lang, sv, en)}", links))
        return Page(
            folder="def/changes",
            title=self._said(lang, "Ändringar i begreppen", "Changes of the terms"),
            groups=tuple(groups),
        )

    def _questions(self, lang: Lang) -> Page:
        """Return the questions of the library."""
        rows = [
            TableRow((
                (Value(query.title[lang], self.site.thing(query_iri(query.id), "id/query", lang).href),),
                (Value(query.question[lang]),),
            ))
            for query in library().values()
        ]  # fmt: skip
        table = Table(
            "fragor",
            self.site.say("questions", lang),
            (self.site.say("name", lang), self.site.say("question", lang)),
            tuple(rows),
        )
        return Page(
            folder="id/query", title=self.site.say("questions", lang), tables=(table,), iri="https://w3id.org/samgraf/id/query",
            data=(DataLink(link("data/queries.ttl", "id/query"), "text/turtle", "Turtle"),),
        )  # fmt: skip

    def _data(self, lang: Lang) -> Page:
        """Return the files to take home."""
        what = {
            "data/samgraf.": ("Alla rapporter, som graf", "All reports, as a graph"),
            "data/reference.": ("Ontologi, aktörer och mål", "Ontology, actors and goals"),
            "data/queries.": ("Frågorna i SPARQL", "The questions in SPARQL"),
            "data/context.": ("Kontext för JSON-LD", "Context for JSON-LD"),
            "csv/": ("Tabell", "Table"),
            "dcat.rdf": ("Katalogen, DCAT-AP-SE", "The catalogue, DCAT-AP-SE"),
            "void.ttl": ("Beskrivning, VoID", "Description, VoID"),
        }
        rows = []
        for path in sorted(self.tree):
            told = next((words for prefix, words in what.items() if path.startswith(prefix)), None)
            if told and "/" not in path.removeprefix("data/").removeprefix("csv/"):
                media = MEDIA.get(
                    path.rpartition(".")[2],
                    "application/rdf+xml" if path.endswith(".rdf") else "application/json",
                )
                rows.append(TableRow(((Value(path.rpartition("/")[2], link(path, "data")),), (Value(self._said(lang, *told)),), (Value(media),),
                                      (Value(_size(len(self.tree[path]), lang)),))))  # fmt: skip
        heads = tuple(
            self._said(lang, *pair)
            for pair in (("Fil", "File"), ("Innehåll", "Content"), ("Format", "Format"), ("Storlek", "Size"))
        )
        return Page(
            folder="data",
            title=self.site.say("data", lang),
            tables=(Table("filer", self._said(lang, "Filer", "Files"), heads, tuple(rows)),),
        )


def _size(count: int, lang: Lang) -> str:
    """Return a size as people read it."""
    number = f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"  # noqa: PLR2004  (a million)
    return number.replace(".", ",") if lang == "sv" else number
