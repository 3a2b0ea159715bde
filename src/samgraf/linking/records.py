"""What people decided about links: one JSON object a line in the workspace, appended and synced, the last one about a link holds.

A decision is about a link in every report: that an agency is an item of Wikidata is as true next year.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from samgraf import files
from samgraf.errors import UsageError, WorkspaceError
from samgraf.system_words import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from samgraf.linking.link import Link
    from samgraf.workspace import Workspace

NAME = "links/decisions.jsonl"
SHORTEST = 4
"""Digits of a link's key that must be typed: fewer are a slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided about a link; kind, subject and target say which link that was, for who reads the file."""

    link: str
    decision: Literal["confirmed", "rejected"]
    kind: str
    subject: str
    target: str
    who: str
    when: str
    reason: str


def read_decisions(path: Path) -> dict[str, Decision]:
    """Return what holds for each link that somebody has decided about, none where there is no file.

    A last line that was cut short by a crash was never acknowledged and is left out.

    Raises:
        WorkspaceError: another line cannot be read; the message names it.
    """
    data = path.read_bytes() if path.is_file() else b""
    lines = data.split(b"\n")
    held: dict[str, Decision] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            one = Decision(**json.loads(line))
            if one.decision not in {"confirmed", "rejected"}:
                raise ValueError(one.decision)  # noqa: TRY301  (told as every other line that cannot be read)
        except (ValueError, TypeError) as error:
            if number == len(lines):
                break
            sv, en = reason_of(error)
            raise WorkspaceError(
                f"{path}, rad {number}: går inte att läsa ({sv}). Rätta raden eller ta bort den, och kör igen.",
                f"{path}, line {number}: cannot be read ({en}). Mend the line or remove it, and run again.",
            ) from error
        held[one.link] = one
    return held


def decide(
    workspace: Workspace,
    links: Iterable[Link],
    decision: Literal["confirmed", "rejected"],
    *,
    who: str,
    now: datetime,
    reason: str = "",
) -> list[Decision]:
    """Return the decisions that were written, each on the disk; what already holds is not written again."""
    path = workspace.path / NAME
    held = read_decisions(path)
    made = [
        Decision(
            link=link.key,
            decision=decision,
            kind=link.kind,
            subject=link.subject,
            target=link.target,
            who=" ".join(who.split()),
            when=now.isoformat(timespec="seconds"),
            reason=" ".join(reason.split()),
        )
        for link in links
        if link.key not in held or held[link.key].decision != decision
    ]
    if made:
        data = "".join(json.dumps(asdict(one), ensure_ascii=False, sort_keys=True) + "\n" for one in made)
        with workspace.writing():
            path.parent.mkdir(parents=True, exist_ok=True)
            _cut_torn(path)
            with path.open("ab") as file:
                file.write(data.encode("utf-8", "replace"))
                file.flush()
                os.fsync(file.fileno())
            files.sync_folder(path.parent)
    return made


def _cut_torn(path: Path) -> None:
    """Return when the file ends with a whole line: one that was cut short was never acknowledged, and goes."""
    data = path.read_bytes() if path.is_file() else b""
    if data and not data.endswith(b"\n"):
        os.truncate(path, data.rfind(b"\n") + 1)


def chosen(ids: Sequence[str], links: Iterable[Link]) -> list[Link]:
    """Return the links that typed beginnings of keys stand for, each once, in the order typed.

    Raises:
        UsageError: a beginning fits none or several.
    """
    by_key = {link.key: link for link in links}
    picked: dict[str, Link] = {}
    for typed in ids:
        digits = typed.rpartition("/")[2].strip("[]").lower()
        fits = sorted(key for key in by_key if key.startswith(digits)) if len(digits) >= SHORTEST else []
        if len(fits) != 1:
            several = ", ".join(fits[:5])
            sv = (
                f"kan vara flera länkar: {several}. Skriv fler tecken."
                if fits
                else "är ingen länk här. samgraf link list visar vilka som finns."
            )
            en = (
                f"may be several links: {several}. Write more digits."
                if fits
                else "is no link here. samgraf link list shows which there are."
            )
            raise UsageError(f"{typed} {sv}", f"{typed} {en}")
        picked[fits[0]] = by_key[fits[0]]
    return list(picked.values())
