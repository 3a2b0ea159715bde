"""Kolada: indicators that may follow a goal, by the words of its title.

The interface is the one that public programs of the service use, read 2026-11-28 (its documentation:
https://api.kolada.se/v3/docs); no answer of the live service has been seen. `kpi?title=…` answers {"values": [{"id", "title", "description",
"municipality_type": "K" municipalities, "L" regions, "A" both, …}]}.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from samgraf.errors import RemoteReplyError
from samgraf.linking.likeness import has_word_form, subject_words
from samgraf.linking.link import Link, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.linking.asking import Asker
    from samgraf.linking.things import Aim, Things

NAME = "kolada"
ADDRESS = "https://api.kolada.se/v3"
INDICATOR = "https://api.kolada.se/v3/kpi/"
WORDS, ROWS, MOST = 3, 100, 5
BASE, PER_SHARE, FOR_REGIONS, LEAST = 0.25, 0.4, 0.1, 0.4
_ID = re.compile(r"[A-Z][A-Z0-9]{3,9}")


def propose(things: Things, ask: Asker, address: str) -> Iterator[Link]:
    """Yield the indicators that have most words of a goal's title, at most five a goal."""
    for goal in things.goals:
        words = subject_words(goal.title)[:WORDS] if goal.title else ()
        if words:
            yield from _for_goal(goal, words, ask, address)


def _for_goal(goal: Aim, words: tuple[str, ...], ask: Asker, address: str) -> Iterator[Link]:
    """Yield the indicators for one goal."""
    known: dict[str, tuple[str, str, str]] = {}
    last = ""
    for word in words:
        where = f"{address}/kpi?title={quote(word)}&per_page={ROWS}"
        answer, on = ask.json(where)
        known |= indicators(answer, address)
        last = max(last, on)
    found = []
    for key, (title, text, kind) in known.items():
        shared = [word for word in words if has_word_form(f"{title} {text}", word)]
        sure = round(BASE + PER_SHARE * len(shared) / len(words) + (FOR_REGIONS if kind in {"L", "A"} else 0), 2)
        if shared and sure >= LEAST:
            scope = {"L": "; finns för regioner", "A": "; finns för regioner och kommuner", "K": "; finns för kommuner"}
            why = "nyckeltalet har " + ", ".join(f"”{word}”" for word in shared) + scope.get(kind, "")
            found.append((-sure, key, title, why))
    for sure, key, title, why in sorted(found)[:MOST]:
        yield Link(
            kind="indicator", subject=goal.iri, target=INDICATOR + key, target_name=f"{key} {title}", method="words-of-goal",
            confidence=-sure, grounds=why, found_at=address, found_on=last,
        )  # fmt: skip


def indicators(answer: Any, address: str) -> dict[str, tuple[str, str, str]]:  # noqa: ANN401  (JSON)
    """Return the indicators of an answer by id: title, description, for whom.

    Raises:
        RemoteReplyError: the answer has not the form of Kolada's.
    """
    values = answer.get("values") if isinstance(answer, dict) else None
    if not isinstance(values, list):
        raise RemoteReplyError(
            f"{address}: svaret har inte den form som Kolada beskriver (values saknas). Ingenting av det användes.",
            f"{address}: the answer has not the form that Kolada describes (no values). Nothing of it was used.",
        )
    return {
        one["id"]: (said(one.get("title")), said(one.get("description")), str(one.get("municipality_type", "")))
        for one in values
        if isinstance(one, dict)
        and isinstance(one.get("id"), str)
        and _ID.fullmatch(one["id"])
        and said(one.get("title"))
    }
