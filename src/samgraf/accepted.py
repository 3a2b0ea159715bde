"""Findings that somebody has accepted with a reason: kept as lines in the workspace, until what they rest on changes.

`corrections/findings.jsonl` is only ever appended to, one JSON object a line; the last line about a finding
is what holds. Each keeps a digest of what the finding rested on when it was accepted, so that a finding whose
words or quote have changed since is open again, and says so.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal

from samgraf import files
from samgraf.errors import UsageError, WorkspaceError
from samgraf.findings import Decision
from samgraf.results import digest
from samgraf.system_words import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from samgraf.findings import Finding
    from samgraf.workspace import Workspace

NAME = "corrections/findings.jsonl"
SHORTEST = 4
"""Digits of an id that must be typed: fewer are a slip."""
LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the file: what was decided about a finding, and a digest of what the finding rested on then."""

    finding: str
    decision: Literal["accepted", "open"]
    rests_on: str
    report: str
    rule: str
    question: str | None
    who: str
    when: str
    reason: str


def rests_on(found: Finding) -> str:
    """Return a digest of what a finding rests on: its rule, what it is about, what it says and what it quotes."""
    return digest(found.rule, found.focus, found.message.sv, found.quote or "")


def read_lines(path: Path) -> list[Line]:
    """Return the lines of the file in their order, none where there is no file.

    A last line that was cut short by a crash was never acknowledged and is left out.

    Raises:
        WorkspaceError: another line cannot be read; the message names it.
    """
    data = path.read_bytes() if path.is_file() else b""
    found = []
    for number, raw in enumerate(data.split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            found.append(Line(**json.loads(raw)))
        except (ValueError, TypeError) as error:
            if not data.endswith(b"\n") and raw == data.rsplit(b"\n", 1)[-1]:
                break
            sv, en = reason_of(error)
            raise WorkspaceError(
                f"{path}, rad {number}: går inte att läsa ({sv}). Rätta raden eller ta bort den, och kör igen.",
                f"{path}, line {number}: cannot be read ({en}). Mend the line or remove it, and run again.",
            ) from error
    return found


def latest(lines: Iterable[Line]) -> dict[str, Line]:
    """Return what holds for each finding: its last line."""
    return {line.finding: line for line in lines}


def settle(findings: Iterable[Finding], lines: Mapping[str, Line]) -> list[Finding]:
    """Return findings with what was decided about them: accepted ones stay so while they rest on the same."""
    return [_settled(found, lines.get(found.id)) for found in findings]


def _settled(found: Finding, line: Line | None) -> Finding:
    """Return one finding with what was decided about it."""
    if line is None or line.decision != "accepted":
        return found
    holds = line.rests_on == rests_on(found)
    decision = Decision(line.who, line.when, line.reason, holds)
    return replace(found, status="accepted" if holds else "open", decision=decision)


def accept(workspace: Workspace, findings: Iterable[Finding], *, reason: str, who: str, now: datetime) -> list[Line]:
    """Return the lines that were written: these findings are accepted from now on.

    Raises:
        UsageError: the reason is empty or longer than 2000 characters.
    """
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise UsageError(
            f"Skälet är {'tomt' if not said else 'för långt'}: skriv 1–{LONGEST_REASON} tecken efter --reason.",
            f"The reason is {'empty' if not said else 'too long'}: write 1 to {LONGEST_REASON} characters after "
            "--reason.",
        )
    lines = [_line(found, "accepted", said, who, now) for found in findings]
    append(workspace, lines)
    return lines


def reopen(workspace: Workspace, held: Iterable[Line], *, who: str, now: datetime) -> list[Line]:
    """Return the lines that were written: what these lines accepted is open from now on."""
    lines = [replace(line, decision="open", who=who, when=_stamp(now), reason="") for line in held]
    append(workspace, lines)
    return lines


def _line(found: Finding, decision: Literal["accepted", "open"], reason: str, who: str, now: datetime) -> Line:
    """Return the line that says what is decided about a finding."""
    return Line(
        finding=found.id,
        decision=decision,
        rests_on=rests_on(found),
        report=found.report,
        rule=found.rule,
        question=found.question,
        who=" ".join(who.split()),
        when=_stamp(now),
        reason=reason,
    )


def _stamp(now: datetime) -> str:
    """Return a time as the file has it."""
    return now.isoformat(timespec="seconds")


def append(workspace: Workspace, lines: Sequence[Line]) -> None:
    """Return when the lines are on the disk, after all that were there; a torn last line is cut off first."""
    path = workspace.path / NAME
    data = "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines).encode()
    with workspace.writing():
        path.parent.mkdir(parents=True, exist_ok=True)
        read_lines(path)  # a file that cannot be read is not written to
        with path.open("a+b") as file:
            _whole_lines(path)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        files.sync_folder(path.parent)


def _whole_lines(path: Path) -> None:
    """Return when a file ends with a whole line: one that was cut short goes, one that only lacks its end gets it."""
    data = path.read_bytes()
    if not data or data.endswith(b"\n"):
        return
    before, _, last = data.rpartition(b"\n")
    try:
        json.loads(last)
    except ValueError:
        os.truncate(path, len(before) + 1 if before else 0)
    else:
        with path.open("ab") as file:
            file.write(b"\n")


def chosen(ids: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the ids of findings that typed beginnings stand for, each once, in the order typed.

    Raises:
        UsageError: a beginning fits none or several.
    """
    by_digits = {iri.rsplit("/", 1)[-1]: iri for iri in known}
    picked: dict[str, None] = {}
    for typed in ids:
        digits = typed.rsplit("/", 1)[-1].strip("[]").lower()
        fits = sorted(name for name in by_digits if name.startswith(digits)) if len(digits) >= SHORTEST else []
        if len(fits) != 1:
            raise _no_such(typed, fits)
        picked[by_digits[fits[0]]] = None
    return list(picked)


def _no_such(typed: str, fits: Sequence[str]) -> UsageError:
    """Return the error for an id that stands for no finding, or for several."""
    if fits:
        return UsageError(
            f"{typed} kan vara flera iakttagelser: {', '.join(fits)}. Skriv fler tecken.",
            f"{typed} may be several findings: {', '.join(fits)}. Write more digits.",
        )
    return UsageError(
        f"{typed} är ingen iakttagelse här. Läs in rapporten med samgraf build, kör samgraf check, och skriv minst "
        f"{SHORTEST} tecken av det som står inom hakparentes.",
        f"{typed} is no finding here. Load the report with samgraf build, run samgraf check, and write at least "
        f"{SHORTEST} digits of what stands in square brackets.",
    )
