"""Changes that somebody has accepted: kept as lines in the workspace, and written as reference data of its own, with validity in time."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from samgraf import files
from samgraf.errors import UsageError, WorkspaceError
from samgraf.graph.iris import slug
from samgraf.graph.namespaces import THINGS
from samgraf.linking.things import WIKIDATA
from samgraf.refdata.changes import Change
from samgraf.system_words import reason_of
from samgraf.turtle import document, local, text, thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from samgraf.refdata.upstream import Source
    from samgraf.turtle import Thing
    from samgraf.workspace import Workspace

PREFIXES = {
    "actor": THINGS + "actor/",
    "county": THINGS + "county/",
    "nameperiod": THINGS + "name-period/",
    "schema": "http://schema.org/",
}


def chosen(ids: Sequence[str], found: Iterable[Change]) -> list[Change]:
    """Return the changes with these ids, or all that can be accepted for "all".

    Raises:
        UsageError: there is no such change, or it cannot be accepted as it stands.
    """
    by_id = {change.id: change for change in found}
    if "all" in ids:
        return [change for change in by_id.values() if change.can_be_accepted]
    for wanted in ids:
        if wanted not in by_id:
            raise UsageError(f"{wanted}: ingen sådan ändring.", f"{wanted}: there is no such change.")
        if not by_id[wanted].can_be_accepted:
            raise UsageError(
                f"{wanted}: den ändringen kan inte godtas som den står; ta reda på vad som gäller och skriv i reference/.",
                f"{wanted}: that change cannot be accepted as it stands; find out what holds and write it in reference/.",
            )
    return [by_id[wanted] for wanted in ids]


def accept(workspace: Workspace, source: Source, picked: Sequence[Change], today: date, where: str = "") -> int:
    """Return how many changes were added to the workspace's reference data of a source; those before stay.

    `where` is the file or the address that they were read from, if that is not the source's own.
    """
    held = accepted(workspace, source)
    new = [change for change in picked if change.id not in {one.id for one in held}]
    if new:
        every = sorted([*held, *new], key=lambda change: (change.subject, change.sort, change.new))
        lines = "".join(json.dumps(asdict(change), ensure_ascii=False, sort_keys=True) + "\n" for change in every)
        with workspace.writing():
            files.write_whole(workspace.path / "corrections" / f"refdata-{source.key}.jsonl", lines.encode())
            workspace.put(workspace.reference_folder, f"upstream-{source.key}.ttl", turtle(source, every, today, where))
    return len(new)


def accepted(workspace: Workspace, source: Source) -> list[Change]:
    """Return the changes of a source that have been accepted.

    Raises:
        WorkspaceError: a line of the file cannot be read.
    """
    at = workspace.path / "corrections" / f"refdata-{source.key}.jsonl"
    found = []
    for number, line in enumerate(at.read_bytes().splitlines() if at.is_file() else (), start=1):
        try:
            found.append(Change(**json.loads(line)))
        except (ValueError, TypeError) as error:
            sv, en = reason_of(error)
            raise WorkspaceError(
                f"{at}, rad {number}: går inte att läsa ({sv}). Rätta raden eller ta bort den, och kör igen.",
                f"{at}, line {number}: cannot be read ({en}). Mend the line or remove it, and run again.",
            ) from error
    return found


def turtle(source: Source, held: Iterable[Change], today: date, where: str = "") -> bytes:
    """Return accepted changes as Turtle: a new name with the year from which it holds, beside the old one."""
    by_subject: dict[str, list[Change]] = {}
    for change in held:
        by_subject.setdefault(change.subject, []).append(change)
    things: list[Thing] = []
    for subject, listed in sorted(by_subject.items()):
        things += _things(subject, listed)
    comments = (
        f"Changes that were accepted from a source of {source.en}; written by samgraf refdata update, which writes it again.",
        f"Source: {source.address}{f', by way of {where}' if where else ''}. Read {today.isoformat()}   Licence: {source.licence}",
    )
    return document(comments, PREFIXES, things).encode()


def _things(subject: str, listed: Iterable[Change]) -> list[Thing]:
    """Return what the changes say of one thing, and the names that it has from a year on."""
    about: dict[str, list[str]] = {}
    periods = []
    for change in listed:
        if change.sort == "renamed":
            key = f"nameperiod:{local(slug(subject.rpartition('/')[2]))}-{change.year}"
            about.setdefault("sg_namePeriod", []).append(key)
            periods.append(
                thing(
                    key,
                    a="sg:NamePeriod",
                    skos_prefLabel=text(change.new, "sv"),
                    sg_name=text(change.new),
                    sg_validFrom=str(change.year),
                )
            )
        elif change.sort == "new":
            code = subject.rpartition("kommun-")[2] if change.source == "municipalities" else None
            about |= {
                "a": ["sg:Municipality" if code else "sg:Agency"],
                "skos_prefLabel": [text(change.new, "sv")],
                "sg_name": [text(change.new)],
                **({"sg_municipalityCode": [text(code)], "sg_county": [f"county:{code[:2]}"]} if code else {}),
            }
        elif change.sort == "ended":
            about.setdefault("sg_validTo", []).append(str(change.year))
        if change.number:
            about.setdefault("dcterms_identifier", []).append(text(change.number))
            about.setdefault("schema_sameAs", []).append(
                f"<http://dataportal.se/organisation/SE{change.number.replace('-', '')}>"
            )
        if change.item:
            about.setdefault("schema_sameAs", []).append(f"<{WIKIDATA}{change.item}>")
    prefix, _, key = subject.removeprefix(THINGS).partition("/")
    return [*([thing(f"{prefix}:{local(key)}", **about)] if about else []), *periods]
