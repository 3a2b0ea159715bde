"""What a report says, as plain records: no files and no RDF.

A `Report` holds answers and entries (the rows of the tables of insatser); both hold passages and
the mentions that were found in them. A mention's `start` and `end` are positions in the text of
its passage; `Passage.spans` leads from there to the source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from samgraf.passages import EMPTY, Passage

if TYPE_CHECKING:
    from decimal import Decimal

    from samgraf.documents import Document, Span
    from samgraf.reports.profile import Profile

Status = Literal["answered", "reference-only", "empty", "not-applicable"]
Role = Literal["owner", "funder", "partner", "convenor", "target-group", "mentioned"]
Basis = Literal["uppfoljning", "utvardering", "egen-bedomning"]
Column = Literal["name", "outputs", "effects", "goals"]
Horizon = Literal["short", "medium", "long"]
Review = Literal["unreviewed", "confirmed", "corrected", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Something recognised in a passage: where, as written, by which method, how sure (0 to 1), what a person said of it."""

    start: int
    end: int
    surface: str
    method: str
    confidence: float
    review: Review = "unreviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention(Mention):
    """An actor named in the text.

    `actor` is the IRI of an actor of the reference graphs, or None: then `name` is what a
    provisional actor is called. `kind` is the local name of the actor's class (`Municipality`).
    `candidates` are the IRIs that the name could also mean.
    """

    actor: str | None
    name: str
    kind: str
    role: Role = "mentioned"
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMention(Mention):
    """A counted or uncounted group without names ("nio av tio kommuner", "länets kommuner").

    `kind` is the class of its members; `least` and `most` bound how many; `whole` is the size of
    the set they are taken from, where the text or the register says it; `whole_of` is the county
    code of that set.
    """

    kind: str
    least: int | None
    most: int | None
    whole: int | None
    whole_of: str | None = None
    role: Role = "mentioned"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalMention(Mention):
    """A goal as written, and the goal it is taken to mean.

    `framework` is the framework's IRI; `goal` the goal's, `area` the area's, each None where it is
    not known. `number` is as written ("14", "1.1"), `wording` the title as written.
    `level` is what the text calls it: an area, a target (delmål), a programme objective, ...
    """

    framework: str | None
    written_framework: str
    level: Literal["area", "target", "objective", "priority"]
    number: str | None = None
    wording: str | None = None
    written_area: str | None = None
    area: str | None = None
    goal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundMention(Mention):
    """A source of money; `fund` is the IRI of a fund, `actor` of an actor that funds, or neither."""

    name: str
    fund: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Mention):
    """A period of time; a bound that is not stated is None. Months are 1 to 12."""

    start_year: int | None
    end_year: int | None
    start_month: int | None = None
    end_month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Mention):
    """A number with what it counts.

    `value` is in `unit`: "count", "percent", "percentage-point", "SEK", "month", "year", "GWh" ...;
    amounts are always in whole SEK, not thousands. `lower` and `upper` are the bounds of what
    the writing can mean ("drygt 2000", "60-70", "57 %" is 56.5 to 57.5); `decimals` is how many
    decimals were written. `of` is the whole that a share is taken of, where the text says so.
    `what` is the counted noun phrase as written.
    """

    kind: Literal["count", "share", "amount", "other"]
    value: Decimal
    unit: str
    lower: Decimal | None = None
    upper: Decimal | None = None
    decimals: int = 0
    approximate: bool = False
    what: str | None = None
    sex: Literal["women", "men"] | None = None
    status: Literal["granted", "paid", "applied"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisMention(Mention):
    """What the description of results rests on."""

    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Mention):
    """A pointer to another place; `target` is the number as written ("11.2"), `what` the thing it is about.

    `external` is the other document's name where the pointer leads out of the report.
    """

    target: str | None
    what: str | None = None
    table: bool = False
    external: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeMention(Mention):
    """A theme of the template: a dimension of sustainability, a societal challenge, a territorial view ...

    `theme` is the IRI of the concept.
    """

    kind: Literal["dimension", "challenge", "territorial", "success-factor", "obstacle"]
    theme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMention(Mention):
    """Something that the region asks the state or somebody else to do (medskick): the sentence, and of whom.

    `actor` is the IRI of the one who is asked and `kind` its class, or None and ""; `to` is what it is called.
    """

    actor: str | None = None
    to: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One output (prestation) or effect (effekt): a part of its cell, and how far it reaches."""

    start: int
    end: int
    text: str
    horizon: Horizon | None = None
    horizon_method: str | None = None
    confidence: float = 1.0
    review: Review = "unreviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink(Mention):
    """What an effect says of its cause: a result of the same insats led to it; places are in the cell of effects.

    `from_column` and `from_index` say which statement is the cause, `to_index` which effect it led to.
    """

    from_column: Literal["outputs", "effects"]
    from_index: int
    to_index: int


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """All that was recognised in one passage, each kind in the order of the text."""

    actors: tuple[ActorMention, ...] = ()
    groups: tuple[GroupMention, ...] = ()
    goals: tuple[GoalMention, ...] = ()
    funds: tuple[FundMention, ...] = ()
    periods: tuple[Period, ...] = ()
    figures: tuple[Figure, ...] = ()
    bases: tuple[BasisMention, ...] = ()
    references: tuple[Reference, ...] = ()
    themes: tuple[ThemeMention, ...] = ()
    requests: tuple[RequestMention, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TableCell:
    """One of an entry's four cells: its passage, what was found in it, how sure that it belongs here."""

    column: Column
    passage: Passage = EMPTY
    mentions: Mentions = field(default_factory=Mentions)
    confidence: float = 1.0
    review: Review = "unreviewed"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of a table of insatser: an insats as one year's report describes it.

    `question` is the number of the question whose table it stands in; `ordinal` counts from 1.
    `outputs` and `effects` are statements in the passages of those cells.
    """

    question: str
    ordinal: int
    name: str
    name_span: tuple[Span, ...]
    description: str
    cells: tuple[TableCell, TableCell, TableCell, TableCell]
    period: Period | None = None
    bases: tuple[BasisMention, ...] = ()
    funds: tuple[FundMention, ...] = ()
    outputs: tuple[Statement, ...] = ()
    effects: tuple[Statement, ...] = ()
    chains: tuple[ChainLink, ...] = ()
    method: str = "table"
    confidence: float = 1.0
    review: Review = "unreviewed"

    def cell(self, column: Column) -> TableCell:
        """Return the cell of one column."""
        return next(cell for cell in self.cells if cell.column == column)


@dataclass(frozen=True, kw_only=True)
class Leftover:
    """A part of a table of insatser that no insats took; `question` is the number of the question whose table it is.

    `beside` are the names of the insatser in that table. `insats` is the one that a person says it belongs to.
    """

    question: str
    passage: Passage
    mentions: Mentions = field(default_factory=Mentions)
    beside: tuple[str, ...] = ()
    insats: str = ""
    review: Review = "unreviewed"


@dataclass(frozen=True, kw_only=True)
class Box:
    """A yes/no question with boxes: which are ticked (None: there was no such box)."""

    yes: bool | None
    no: bool | None
    span: Span


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer to one question or follow-up; `question` is its key in the profile ("3.3", "10.3.interreg").

    `prompt` is where the question itself stands, None where it was not found in the report.
    For a question that asks for a table, `passage` is what is written outside the table, and
    `has_table` says whether the table is there.
    """

    question: str
    status: Status
    prompt: Span | None
    passage: Passage = EMPTY
    mentions: Mentions = field(default_factory=Mentions)
    box: Box | None = None
    has_table: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What the report says of itself; dates are as ISO 8601 where they can be read, else as written."""

    region: str
    region_method: str
    year: int
    title: str | None = None
    case_number: str | None = None
    recipient_case_number: str | None = None
    date: str | None = None
    date_as_written: str | None = None
    signature_date: str | None = None
    signed_by: str | None = None
    spans: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Which characters are evidence, which belong to the form, which nobody has read.

    The three sets are disjoint and together hold every character that is not white space.
    """

    evidence: tuple[Span, ...]
    boilerplate: tuple[Span, ...]
    unread: tuple[Span, ...]

    def shares(self) -> tuple[float, float, float]:
        """Return the shares of evidence, boilerplate and unread, of all three together (0 to 1)."""
        counts = [sum(len(span) for span in spans) for spans in (self.evidence, self.boilerplate, self.unread)]
        total = sum(counts) or 1
        return counts[0] / total, counts[1] / total, counts[2] / total


NoteKind = Literal[
    "other-year", "assumed-year", "unconfirmed-profile", "absent-question", "unknown-question", "cut-short",
    "repeated-form", "unread-text", "no-cells",
    "long-table",
    "unread-sheets", "unread-columns", "unread-rows", "no-region", "no-year", "other-reports",
]  # fmt: skip
"""What a note is about: the form, or what of a register was not read."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the reading of a report that a person should know: `kind` for programs, the rest for people."""

    kind: NoteKind
    sv: str
    en: str

    def in_(self, lang: str) -> str:
        """Return the note in one language, "sv" or "en"."""
        return self.en if lang == "en" else self.sv


@dataclass(frozen=True, kw_only=True)
class Report:
    """A region's report for one year; `profile` is the id of the profile it was read with.

    `form` is that profile itself, where the program read the report: one of a file of the user's own is in no list.
    `template` is the form whose question numbers it uses, where the profile is not that form's own (a register).
    `left` is what no insats took of the tables of insatser.
    """

    document: Document
    profile: str
    metadata: Metadata
    answers: tuple[Answer, ...]
    entries: tuple[Entry, ...]
    coverage: Coverage
    notes: tuple[Note, ...] = ()
    form: Profile | None = None
    template: str | None = None
    left: tuple[Leftover, ...] = ()
