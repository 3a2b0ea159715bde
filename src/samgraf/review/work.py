"""Review over a workspace: what is uncertain in it, what was decided, and its reports built again.

A report is read again from the source that the workspace keeps, by the program and the registers as they are now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from samgraf.errors import ReviewError, WorkspaceError
from samgraf.graph.iris import digest
from samgraf.graph.rdf_file import is_rdf
from samgraf.graph.report import to_quads
from samgraf.readers import read as read_document
from samgraf.reference import load_reference
from samgraf.reports.model import ActorMention
from samgraf.reports.register import read_reports
from samgraf.review.allowed import NotAllowedError, choices, local_actor, new_values, old_values, reading
from samgraf.review.corrections import Outcome, apply_corrections
from samgraf.review.decisions import Decided, read_decisions
from samgraf.review.records import CHANGEABLE, DECISIONS, Correction, append, latest, read_records, records_path
from samgraf.review.register import Confirmed, enter, register_path
from samgraf.review.sheet import Line
from samgraf.review.statements import review_quads
from samgraf.review.things import Thing, things
from samgraf.review.uncertain import BELOW, DOUBTS, Row, in_order, uncertain
from samgraf.workspace_folder import writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from samgraf.records import Reference
    from samgraf.reports.model import Report
    from samgraf.review.allowed import New
    from samgraf.review.records import Broken
    from samgraf.workspace import Workspace

LONGEST_REASON = 2000
"""Characters of a comment, and of a name of who decides."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a sheet led to: records added, decisions that were there before, names entered, reports built again."""

    added: int
    known: int
    names: int
    reports: dict[str, tuple[Outcome, ...]]


@dataclass(frozen=True, slots=True)
class Status:
    """How far the review of a report has come: what became of its corrections, lines that are broken, what is open."""

    report: str
    outcomes: tuple[Outcome, ...]
    broken: tuple[Broken, ...]
    undecided: int


def reference_of(workspace: Path) -> Reference:
    """Return the reference data with the workspace's own register."""
    return load_reference(workspace / "reference")


def reviewed(workspace: Path, report: Report, reference: Reference) -> tuple[Report, list[Quad], tuple[Outcome, ...]]:
    """Return a report with the corrections that the workspace has for it, its statements, and what became of each."""
    about = report.metadata
    records, _ = read_records(records_path(workspace, f"{about.region}-{about.year}"))
    corrected, outcomes = apply_corrections(report, records)
    quads = [*to_quads(corrected, reference), *review_quads(outcomes, about.region, about.year)]
    return corrected, quads, outcomes


def read_again(workspace: Workspace, key: str, reference: Reference) -> Report:
    """Return a stored report as its source reads now, without corrections.

    Raises:
        WorkspaceError: no such report is stored, it came as a graph, or its source is not kept or damaged.
    """
    record = workspace.record(key)
    if record.source and is_rdf(record.source):
        raise WorkspaceError(
            f"{workspace.path}: {key} lästes in som graf ({record.source_name}) och har ingen text att läsa om. Rätta i den filen och läs in den igen.",
            f"{workspace.path}: {key} was read from a graph ({record.source_name}) and has no text to read again. Mend that file and load it again.",
        )
    at = workspace.path / record.source if record.source else None
    document = read_document(at) if at and at.is_file() else None
    if document is None or document.sha256 != record.source_sha256:
        raise WorkspaceError(
            f"{workspace.path}: källan till {key} finns inte kvar som den lästes. Läs in rapporten igen med samgraf build {record.source_name}.",
            f"{workspace.path}: the source of {key} is not there as it was read. Load the report again with samgraf build {record.source_name}.",
        )
    document = replace(document, name=record.source_name)
    (report,) = read_reports(
        document,
        region=record.region,
        year=record.year,
        profile=record.profile,
        reference=reference,
        folders=(workspace.profiles_folder,),
    )
    return report


def has_text(workspace: Workspace, key: str) -> bool:
    """Return whether a stored report has a source that can be read again: one that came as a graph has none."""
    source = workspace.record(key).source
    return bool(source) and not is_rdf(str(source)) and (workspace.path / str(source)).is_file()


def rebuild(workspace: Workspace, read: Report, reference: Reference) -> tuple[Outcome, ...]:
    """Return what became of the corrections of a report as its source reads now; its graph is built again and stored."""
    report, quads, outcomes = reviewed(workspace.path, read, reference)
    source = workspace.record(f"{read.metadata.region}-{read.metadata.year}").source
    workspace.add(report, quads, workspace.path / source if source else None)
    return outcomes


def open_rows(workspace: Workspace, keys: Sequence[str], *, below: float = BELOW) -> list[Line]:
    """Return what is uncertain in stored reports and not decided, most uncertain and most consequential first."""
    reference = reference_of(workspace.path)
    goals = {goal.iri for goal in reference.goals}
    names = {county.code: county.region_name for county in reference.counties}
    reports: dict[str, Report] = {}
    rows: list[tuple[str, Row]] = []
    for key in keys:
        reports[key] = read_again(workspace, key, reference)
        decided = latest(read_records(records_path(workspace.path, key))[0])
        left = [thing for thing in things(reports[key]) if thing.key not in decided]
        rows += [(key, row) for row in uncertain(left, goals, below=below)]
    return [
        _line(number, key, row, reports[key], reference, names)
        for number, (key, row) in enumerate(in_order(rows), start=1)
    ]


def apply_sheet(
    workspace: Workspace, path: Path, *, who: str | None = None, clock: Callable[[], datetime] | None = None
) -> Applied:
    """Return what a filled-in sheet led to. All its rows are examined first: if one is wrong, nothing is done.

    Raises:
        ReviewError: the file is no sheet of ours, or rows are wrong; the message names each.
        WorkspaceError: somebody else is writing, or the disk refuses.
    """
    decided = read_decisions(path)
    now = (clock or (lambda: datetime.now(UTC)))().isoformat(timespec="seconds")
    with writable(workspace.path), workspace.writing():
        reference = reference_of(workspace.path)
        stored = set(workspace.manifest().reports)
        read = {key: read_again(workspace, key, reference) for key in sorted({row.report for row in decided} & stored)}
        held = {key: latest(read_records(records_path(workspace.path, key))[0]) for key in read}
        drafts, known = _examined(path, decided, read, held, reference, who, now)
        added = sum(append(records_path(workspace.path, key), drafts[key]) for key in sorted(drafts))
        names = sum(
            enter(register_path(workspace.path, key[:2]), key[:2], _confirmed(drafts[key])) for key in sorted(drafts)
        )
        if names:  # they change how the sources read
            reference = reference_of(workspace.path)
            read = {key: read_again(workspace, key, reference) for key in read}
        outcomes = {key: rebuild(workspace, read[key], reference) for key in sorted(read)}
    return Applied(added, known + sum(map(len, drafts.values())) - added, names, outcomes)


def status(workspace: Workspace, keys: Sequence[str]) -> list[Status]:
    """Return how far the review of stored reports has come."""
    reference = reference_of(workspace.path)
    goals = {goal.iri for goal in reference.goals}
    found = []
    for key in keys:
        report = read_again(workspace, key, reference)
        records, broken = read_records(records_path(workspace.path, key))
        held = latest(records)
        left = [thing for thing in things(report) if thing.key not in held]
        outcomes = apply_corrections(report, records)[1]
        found.append(Status(key, outcomes, tuple(broken), len(uncertain(left, goals))))
    return found


def _line(number: int, key: str, row: Row, report: Report, reference: Reference, names: Mapping[str, str]) -> Line:
    """Return a row in words."""
    first = row.first
    region, _, year = key.partition("-")
    lines = [
        report.document.line_at(at) for span in first.spans[:1] for at in (span.start, max(span.start, span.end - 1))
    ]
    pages = list(dict.fromkeys(str(line.page) for line in lines if line.page is not None))
    numbers = list(dict.fromkeys(str(line.number) for line in lines))
    more = len(row.things) - 1
    return Line(
        number=number,
        report=f"{names.get(region, region)} {year}",
        question=", ".join(dict.fromkeys(thing.question for thing in row.things)),
        insats="; ".join(dict.fromkeys(thing.insats for thing in row.things if thing.insats)),
        doubt=DOUBTS[row.doubt],
        reading=reading(first, reference),
        confidence=row.confidence,
        rows=row.consequence,
        quote=first.quote + (f" (+ {more})" if more else ""),
        page="–".join(pages),
        lines="–".join(numbers),
        key=" ".join([key, *(thing.key for thing in row.things)]),
        kind=first.kind,
        offered=tuple(choice.label for choice in choices(first, reference, region)),
    )


def _examined(
    path: Path,
    decided: Sequence[Decided],
    read: Mapping[str, Report],
    held: Mapping[str, Mapping[str, Correction]],
    reference: Reference,
    who: str | None,
    now: str,
) -> tuple[dict[str, list[Correction]], int]:
    """Return the records that decisions make, by report, and how many decisions only say what is already on record.

    Raises:
        ReviewError: rows are wrong.
    """
    known = {key: {thing.key: thing for thing in things(report)} for key, report in read.items()}
    drafts: dict[str, list[Correction]] = {key: [] for key in read}
    wrong: list[tuple[str, str]] = []
    said: dict[tuple[str, str], int] = {}
    repeated = 0
    for row in decided:
        try:
            found = _things_of(row, known, held)
            by = _decider(row, who)
            _only_once(row, found, said)
            news = [_new(row, thing, reference, row.report[:2]) for thing in found]
        except NotAllowedError as error:
            wrong.append((f"  rad {row.row}: {error.sv}", f"  row {row.row}: {error.en}"))
            continue
        repeated += len(row.keys) - len(found)
        report = read[row.report]
        drafts[row.report] += [
            _record(row, thing, report, new, by, now) for thing, new in zip(found, news, strict=True)
        ]
    if wrong:
        sv, en = ("\n".join(column) for column in zip(*wrong, strict=True))
        rows = ("1 rad", "1 row") if len(wrong) == 1 else (f"{len(wrong)} rader", f"{len(wrong)} rows")
        raise ReviewError(
            f"{path}: {rows[0]} kan inte tas emot, så ingenting är ändrat:\n{sv}\nRätta i arket och kör igen.",
            f"{path}: {rows[1]} cannot be taken, so nothing is changed:\n{en}\nMend the sheet and run again.",
        )
    return drafts, repeated


def _things_of(
    row: Decided, known: Mapping[str, Mapping[str, Thing]], held: Mapping[str, Mapping[str, Correction]]
) -> list[Thing]:
    """Return the things that a row decides about, but for those that were decided so and since then read otherwise."""
    if not row.report:
        raise NotAllowedError(
            "den dolda kolumnen är tom: raden är tillagd för hand. Ta bort den, eller fyll i beslutet på den rad som saken gäller",
            "the hidden column is empty: the row was added by hand. Remove it, or decide in the row that it is about",
        )
    if row.report not in known or not row.keys:
        raise NotAllowedError(
            f"rapporten {row.report!r} finns inte i arbetsytan, eller den dolda kolumnen är ändrad",
            f"the report {row.report!r} is not in the workspace, or the hidden column was changed",
        )
    here = known[row.report]
    records = held[row.report]
    if any(key not in here and (key not in records or records[key].decision != row.decision) for key in row.keys):
        raise NotAllowedError(
            "det som raden gäller finns inte i rapporten som den nu läses: källan är ny eller den dolda kolumnen ändrad. Gör ett nytt ark",
            "what the row is about is not in the report as it reads now: its source is new or the hidden column was changed. Make a new sheet",
        )
    return [here[key] for key in row.keys if key in here]


def _only_once(row: Decided, found: Iterable[Thing], said: dict[tuple[str, str], int]) -> None:
    """Remember which row decides about which things; a second one that does is an error."""
    for thing in found:
        before = said.setdefault((row.report, thing.key), row.row)
        if before != row.row:
            raise NotAllowedError(
                f"samma sak avgörs också på rad {before}", f"row {before} decides about the same thing"
            )


def _decider(row: Decided, who: str | None) -> str:
    """Return who decides, when the row can be taken at all."""
    if not row.decision:
        raise NotAllowedError(
            "det finns ett nytt värde men inget beslut: välj ändra om det ska gälla",
            "there is a new value but no decision: choose ändra (change) if it is to hold",
        )
    if row.decision not in DECISIONS:
        raise NotAllowedError(
            f"beslutet {row.decision[:40]!r} är inte rätt, fel eller ändra",
            f"the decision {row.decision[:40]!r} is not rätt (right), fel (wrong) or ändra (change)",
        )
    if row.decision == "corrected" and not row.value:
        raise NotAllowedError("ändra kräver ett nytt värde", "ändra (change) needs a new value")
    if row.decision == "rejected" and row.keys and all(key.startswith("left.") for key in row.keys):
        raise NotAllowedError(
            "om texten hör till en insats: välj ändra och skriv insatsens namn som nytt värde",
            "if the text belongs to an insats: choose ändra (change) and write the insats's name as the new value",
        )
    if row.decision != "corrected" and row.value:
        raise NotAllowedError(
            "det finns ett nytt värde men beslutet är inte ändra",
            "there is a new value but the decision is not ändra (change)",
        )
    by = row.who or who or ""
    if not by:
        raise NotAllowedError(
            "vem som beslutar saknas: fyll i vem, eller ange --who",
            "who decides is missing: fill in who, or give --who",
        )
    if any(len(text) > LONGEST_REASON or not text.replace("\n", " ").isprintable() for text in (by, row.why)):
        raise NotAllowedError(
            "vem eller kommentar har styrtecken eller är för lång",
            "who or comment has control characters or is too long",
        )
    return by


def _new(row: Decided, thing: Thing, reference: Reference, region: str) -> New:
    """Return the values that a decision sets; a confirmed name that no register holds gets an address of its own."""
    item = thing.item
    if row.decision == "corrected":
        return new_values(row.value, thing, reference, region)
    if row.decision == "confirmed" and thing.kind == "actor" and isinstance(item, ActorMention) and item.actor is None:
        return local_actor(item.name, item.kind, region)
    if row.decision == "confirmed":
        return {name: value for name, value in old_values(thing, CHANGEABLE[thing.kind]).items() if value is not None}
    return {}


def _record(row: Decided, thing: Thing, report: Report, new: New, who: str, now: str) -> Correction:
    """Return the record of a decision about one thing."""
    decision = next(each for each in DECISIONS if each == row.decision)
    return Correction(
        id=digest(row.report, thing.key, decision, repr(sorted(new.items())), row.why, who, now),
        key=thing.key,
        kind=thing.kind,
        report=row.report,
        question=thing.question,
        insats=thing.insats,
        surface=thing.surface,
        decision=decision,
        old=old_values(thing, CHANGEABLE[thing.kind]),
        new=new,
        who=who,
        when=now,
        why=row.why,
        source=report.document.sha256,
        quote=thing.quote,
    )


def _confirmed(records: Iterable[Correction]) -> list[Confirmed]:
    """Return the actors that the register should know by these words: those that no register knew."""
    return [
        Confirmed(
            str(record.new["actor"]),
            str(record.new["name"]),
            str(record.new["kind"]),
            str(record.old.get("name") or record.surface),
        )
        for record in records
        if record.kind == "actor" and record.decision != "rejected" and record.new.get("actor") and _was_unknown(record)
    ]


def _was_unknown(record: Correction) -> bool:
    """Return whether no register knew the name, or the person gave one that none knows.

    A place or a misspelling that was corrected to a known actor is no name of it: it would be read so everywhere.
    """
    return record.old.get("actor") is None
