"""The page of a thing: its properties, its parts as tables with page and line, and the things that name it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from samgraf.facts import SG, TYPE, Facts
from samgraf.findings import question_order
from samgraf.publishing.addresses import folder_of
from samgraf.publishing.page import DataLink, Fact, Group, Page, Site, Table, TableRow, Value, anchor_of
from samgraf.publishing.things import COLUMNS, HIDDEN, Index
from samgraf.publishing.wording import CODES, PLURALS, kind_of, kind_words, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samgraf.publishing.wording import Lang

DATA = (("index.ttl", "text/turtle", "Turtle"), ("index.jsonld", "application/ld+json", "JSON-LD"))
MOST = 400
"""Links in a list of where a thing is named; the count tells the rest, and the data has them all."""
_QUOTE = 200
_BEGIN = 160
_IN_TABLES = frozenset({"entry", "actor", "collaboration"})
"""What names an insats and stands in the tables of its page."""


@dataclass(frozen=True)
class Pages:
    """What the pages of things are made from."""

    site: Site
    index: Index

    @property
    def facts(self) -> Facts:
        """Return the statements."""
        return self.index.facts

    def thing(self, iri: str, lang: Lang) -> Page:
        """Return the page of a thing in one language."""
        at = folder_of(iri)
        known = iri in self.facts.by_subject
        label = self.site.labels.of(iri).in_(lang)
        return Page(
            folder=at,
            title=label,
            kind=kind_words(self.facts, self.site.labels, iri).in_(lang).capitalize(),
            lead=() if known else (self._unknown(iri, lang),),
            iri=iri,
            facts=tuple(self._properties(iri, at, lang)),
            tables=(*self._special(iri, at, lang), *self._parts(iri, at, lang)),
            groups=tuple(self._named(iri, at, lang)),
            data=tuple(DataLink(*each) for each in DATA),
        )

    def _unknown(self, iri: str, lang: Lang) -> str:
        """Return what is told of an address that nothing is said of: a graph has its statements, any other has nothing."""
        count = self.site.graphs.get(iri)
        return f"{count} {self.site.say('statements', lang)}" if count else self.site.say("unknown", lang)

    def _properties(self, iri: str, at: str, lang: Lang) -> Iterator[Fact]:
        """Yield what is said of a thing, by what the properties are called."""
        said = self.facts.by_subject.get(iri, {})
        rows = [
            (self.site.thing(predicate, at, lang), predicate, terms)
            for predicate, terms in said.items()
            if predicate not in HIDDEN
        ]
        for name, predicate, terms in sorted(rows, key=lambda row: (row[0].text.casefold(), row[1])):
            values = [value for term in sorted(terms, key=str) if (value := self._value(predicate, term, at, lang))]
            if values:
                yield Fact(name, tuple(dict.fromkeys(values)))

    def _value(self, predicate: str, term: Any, at: str, lang: Lang) -> Value | None:  # noqa: ANN401  (any RDF term)
        """Return an object of a statement as it is shown; a text in the other language is left to that page."""
        if isinstance(term, NamedNode):
            return self._linked(term.value, at, lang)
        if isinstance(term, Literal):
            if term.language and term.language != lang and term.language in {"sv", "en"}:
                return None
            if coded := CODES.get(predicate, {}).get(term.value):
                return Value(coded.in_(lang))
            foreign = term.language if term.language and term.language != lang else None
            return Value(
                _truth(term.value, lang) if term.datatype.value.endswith("#boolean") else term.value, lang=foreign
            )
        return None

    def _linked(self, iri: str, at: str, lang: Lang) -> Value:
        """Return a link to a thing, to a part on the page of what it belongs to."""
        top = self.index.owner.get(iri)
        if top is None:
            return self.site.thing(iri, at, lang)
        shown = self.site.thing(top, at, lang)
        return Value(shown.text, f"{shown.href}#{anchor_of(self.index.row(iri))}")

    def _parts(self, iri: str, at: str, lang: Lang) -> Iterator[Table]:
        """Yield a table for each kind of parts that a thing has."""
        held = self.index.parts.get(iri, ())
        shown = set()
        for kind, columns in COLUMNS.items():
            parts = [part for part in held if kind_of(part) == kind]
            if not parts:
                continue
            shown.update(parts)
            used = [name for name in columns if any(self._cell(part, name, at, lang) for part in parts)]
            parts.sort(key=lambda part: (self._ordinal(part), part))
            rows = [
                TableRow(
                    (*(self._cell(part, name, at, lang) for name in used), (self._place(part, lang),)), anchor_of(part)
                )
                for part in parts
            ]
            heads = (*(self.site.labels.of(SG + name).in_(lang) for name in used), self.site.say("evidence", lang))
            yield Table(kind, f"{PLURALS[kind].in_(lang)} ({len(rows)})", heads, tuple(rows))
        rest = [part for part in held if part not in shown and kind_of(part) == "evidence"]
        if rest:
            rows = [
                TableRow(
                    (self._page(part, lang), (Value(shortened(self.facts.one(part, SG + "quote") or "", _QUOTE)),)),
                    anchor_of(part),
                )
                for part in rest
            ]
            heads = (self.site.say("evidence", lang), self.site.labels.of(SG + "quote").in_(lang))
            yield Table("evidence", self.site.say("evidence", lang), heads, tuple(rows))

    def _ordinal(self, part: str) -> tuple[int, int]:
        """Return what sorts parts as the text runs."""
        evidence = self.facts.all(part, SG + "hasEvidence")
        offsets = [int(self.facts.one(each, SG + "startOffset") or 0) for each in evidence]
        return int(self.facts.one(part, SG + "ordinal") or 0), min(offsets, default=0)

    def _cell(self, part: str, name: str, at: str, lang: Lang) -> tuple[Value, ...]:
        """Return the values of one property of a part; a group and a horizon are told in words."""
        if name == "group":
            return tuple(Value(self._group(group)) for group in self.facts.all(part, SG + "group"))
        if name == "horizon":
            judged = self.facts.all(part, SG + "assessedHorizon")
            return tuple(self._linked(h, at, lang) for each in judged for h in self.facts.all(each, SG + "horizon"))
        terms = self.facts.by_subject.get(part, {}).get(SG + name, ())
        return tuple(value for term in sorted(terms, key=str) if (value := self._value(SG + name, term, at, lang)))

    def _group(self, group: str) -> str:
        least, most = self.facts.one(group, SG + "least"), self.facts.one(group, SG + "most")
        whole = self.facts.one(group, SG + "wholeSize")
        counted = least if least == most else f"{least or ''}–{most or ''}"
        return f"{counted} / {whole}" if counted and whole else counted or "–"

    def _place(self, part: str, lang: Lang) -> Value:
        """Return where a part stands in the source."""
        found = self.index.place(part)
        if found is None:
            return Value("")
        told = [f"{self.site.say('page', lang)} {found.page}"] if found.page else []
        told += [f"{self.site.say('line', lang)} {found.lines}"] if found.lines else []
        return Value(", ".join(told))

    def _page(self, evidence: str, lang: Lang) -> tuple[Value, ...]:
        page, line = self.facts.one(evidence, SG + "page"), self.facts.one(evidence, SG + "firstLine")
        told = [f"{self.site.say('page', lang)} {page}"] if page else []
        return (Value(", ".join([*told, f"{self.site.say('line', lang)} {line}"])),)

    def _named(self, iri: str, at: str, lang: Lang) -> Iterator[Group]:
        """Yield, by property, the things on whose pages a thing is named."""
        found = []
        for predicate, subject in self.index.named.get(iri, ()):
            if kind_of(iri) == "insats" and kind_of(self.index.owner.get(subject, subject)) in _IN_TABLES:
                continue
            if predicate not in {TYPE, SG + "hasEvidence"} and self.index.owner.get(subject, subject) != iri:
                found.append((self.site.labels.of(predicate).in_(lang), predicate, subject))
        for (name, _), rows in groupby(sorted(found), key=lambda row: row[:2]):
            links = list(dict.fromkeys(self._linked_whole(subject, at, lang) for _, _, subject in rows))
            links.sort(key=lambda value: (value.text.casefold(), value.href or ""))
            more = f" ({len(links)})" if len(links) > 1 else ""
            yield Group(f"{self.site.say('said_of', lang)}: {name}{more}", tuple(links[:MOST]))

    def _linked_whole(self, subject: str, at: str, lang: Lang) -> Value:
        """Return a link to the page on which a thing stands, each page once."""
        return self.site.thing(self.index.owner.get(subject, subject), at, lang)

    def _special(self, iri: str, at: str, lang: Lang) -> Iterator[Table]:
        """Yield the tables that only some things have: a report's answers and insatser, an insats' years, who works with it."""
        kind = kind_of(iri)
        named = self.index.named.get(iri, ())
        if kind == "report":
            answers = [
                subject for predicate, subject in named if predicate == SG + "inReport" and kind_of(subject) == "answer"
            ]
            entries = [
                subject for predicate, subject in named if predicate == SG + "inReport" and kind_of(subject) == "entry"
            ]
            yield from self._entries(entries, at, lang, without=("reports", "measures"))
            yield from self._answers(answers, at, lang)
        elif kind == "insats":
            entries = sorted({subject for predicate, subject in named if predicate == SG + "describesInsats"})
            yield from self._entries(entries, at, lang, without=("measures",))
            yield from self._crew(entries, at, lang)
            yield from self._results(entries, at, lang)
        elif kind == "actor":
            yield from self._taking_part(iri, at, lang)
        elif kind in {"goal", "framework", "national-strategy", "fund"}:
            yield from self._entries(self._towards(iri), at, lang)

    def _towards(self, goal: str) -> list[str]:
        """Return the entries that name a goal or a fund, or that have a goal under it."""
        named = self.index.named.get(goal, ())
        found = {
            self.index.owner.get(subject, "")
            for predicate, subject in named
            if predicate in {SG + "goal", SG + "goalArea", SG + "fund", SG + "framework"}
        }
        return [entry for entry in found if kind_of(entry) == "entry"]

    def _entries(
        self, entries: Iterable[str], at: str, lang: Lang, *, without: tuple[str, ...] = ()
    ) -> Iterator[Table]:
        """Yield a table of entries: whose, which year, under which question, when, towards what."""
        rows = []
        heads = [name for name in ("name", "reports", "question", "period", "goals", "measures") if name not in without]
        for entry in sorted(
            set(entries),
            key=lambda e: (self.facts.one(e, SG + "inReport") or "", self._question(e), self._ordinal(e), e),
        ):
            insats, report = self.facts.one(entry, SG + "describesInsats"), self.facts.one(entry, SG + "inReport")
            goals = {g for part in self.index.parts.get(entry, ()) for g in self.facts.all(part, SG + "goal")}
            start, end = self.facts.one(entry, SG + "startYear"), self.facts.one(entry, SG + "endYear")
            cells = {
                "name": (Value(self.facts.one(entry, SG + "name") or "–", self.site.thing(entry, at, lang).href),),
                "reports": (self.site.thing(report, at, lang),) if report else (),
                "question": (Value(self.facts.one(entry, SG + "questionNumber") or ""),),
                "period": (Value(f"{start or ''}–{end or ''}" if start or end else ""),),
                "goals": tuple(sorted((self.site.thing(goal, at, lang) for goal in goals), key=lambda v: v.text)),
                "measures": (self.site.thing(insats, at, lang),) if insats else (),
            }
            rows.append(TableRow(tuple(cells[name] for name in heads)))
        if rows:
            told = tuple(self.site.say(name, lang) for name in heads)
            yield Table("insatser", f"{self.site.say('measures', lang)} ({len(rows)})", told, tuple(rows))

    def _crew(self, entries: Iterable[str], at: str, lang: Lang) -> Iterator[Table]:
        """Yield a table of who takes part in an insats: in which role, in which report, and where it says so."""
        places: dict[tuple[Value, ...], list[Value]] = {}
        for entry, part in self._held(entries, {"participation"}):
            actor, role = self.facts.one(part, SG + "actor"), self.facts.one(part, SG + "role")
            written = Value(self.facts.one(part, SG + "asWritten") or "–")
            who = self.site.thing(actor, at, lang) if actor else written
            as_what = Value(self.site.labels.of(role).in_(lang) if role else "")
            places.setdefault((who, as_what, self._report(entry, at, lang)), []).append(self._place(part, lang))
        rows = [TableRow((*((value,) for value in key), tuple(dict.fromkeys(found)))) for key, found in places.items()]
        if rows:
            rows.sort(key=lambda row: tuple(cell[0].text.casefold() for cell in row.cells))
            heads = tuple(self.site.say(name, lang) for name in ("who", "role", "reports", "evidence"))
            yield Table("medverkande", f"{self.site.say('taking_part', lang)} ({len(rows)})", heads, tuple(rows))

    def _results(self, entries: Iterable[str], at: str, lang: Lang) -> Iterator[Table]:
        """Yield a table of what was done in an insats and what it led to, as its reports say it, with the basis."""
        rows = []
        for entry, part in self._held(entries, {"output", "effect"}):
            bases = self.facts.all(entry, SG + "basis")
            rows.append(
                TableRow((
                    (Value(kind_words(self.facts, self.site.labels, part).in_(lang)),),
                    (Value(self.facts.one(part, SG + "text") or ""),),
                    tuple(Value(self.site.labels.of(basis).in_(lang)) for basis in sorted(bases)),
                    (self._report(entry, at, lang),),
                    (self._place(part, lang),),
                ))
            )  # fmt: skip
        if rows:
            heads = tuple(self.site.say(name, lang) for name in ("kind", "what", "basis", "reports", "evidence"))
            yield Table("resultat", f"{self.site.say('results', lang)} ({len(rows)})", heads, tuple(rows))

    def _held(self, entries: Iterable[str], kinds: set[str]) -> Iterator[tuple[str, str]]:
        """Yield the parts of some kinds that entries have, as their text runs."""
        for entry in entries:
            parts = [part for part in self.index.parts.get(entry, ()) if kind_of(part) in kinds]
            yield from ((entry, part) for part in sorted(parts, key=lambda part: (self._ordinal(part), part)))

    def _report(self, entry: str, at: str, lang: Lang) -> Value:
        """Return a link to the report that an entry stands in."""
        report = self.facts.one(entry, SG + "inReport")
        return self.site.thing(report, at, lang) if report else Value("")

    def _question(self, iri: str) -> tuple[tuple[int, int, str], ...]:
        return question_order(self.facts.one(iri, SG + "questionNumber"))

    def _answers(self, answers: Iterable[str], at: str, lang: Lang) -> Iterator[Table]:
        """Yield a table of a report's answers: which question, its status, how it begins."""
        rows = []
        for answer in sorted(answers, key=self._question):
            question, status = (
                self.facts.one(answer, SG + "answersQuestion"),
                self.facts.one(answer, SG + "answerStatus"),
            )
            number = self.facts.one(answer, SG + "questionNumber") or "–"
            rows.append(
                TableRow((
                    (Value(number, self.site.thing(answer, at, lang).href),),
                    (self.site.thing(question, at, lang),) if question else (),
                    (Value(self.site.labels.of(status).in_(lang)),) if status else (),
                    (Value(shortened(self.facts.one(answer, SG + "text") or "", _BEGIN)),),
                ))
            )  # fmt: skip
        if rows:
            heads = tuple(self.site.say(name, lang) for name in ("number", "question", "status", "begins"))
            yield Table("svar", f"{self.site.say('answers', lang)} ({len(rows)})", heads, tuple(rows))

    def _taking_part(self, actor: str, at: str, lang: Lang) -> Iterator[Table]:
        """Yield a table of what an actor takes part in: the entry, in which role, towards what, and where it says so."""
        rows = []
        for predicate, part in self.index.named.get(actor, ()):
            entry = self.index.owner.get(part, "")
            if predicate != SG + "actor" or kind_of(entry) != "entry":
                continue
            goals = {g for other in self.index.parts.get(entry, ()) for g in self.facts.all(other, SG + "goal")}
            role = self.facts.one(part, SG + "role")
            report = self.facts.one(entry, SG + "inReport")
            rows.append(
                TableRow((
                    (self.site.thing(entry, at, lang),),
                    (self.site.thing(report, at, lang),) if report else (),
                    (Value(self.site.labels.of(role).in_(lang)),) if role else (),
                    tuple(sorted((self.site.thing(goal, at, lang) for goal in goals), key=lambda v: v.text)),
                    (self._place(part, lang),),
                ))
            )  # fmt: skip
        if rows:
            rows.sort(key=lambda row: tuple(cell[0].text if cell else "" for cell in row.cells))
            heads = tuple(self.site.say(name, lang) for name in ("measures", "reports", "role", "goals", "evidence"))
            yield Table("insatser", f"{self.site.say('measures', lang)} ({len(rows)})", heads, tuple(rows))


def _truth(text: str, lang: Lang) -> str:
    return {"true": {"sv": "ja", "en": "yes"}, "false": {"sv": "nej", "en": "no"}}.get(text, {}).get(lang, text)
