"""Reports made up by seed in which nothing is missing and everything adds up: whatever is found in them is a false accusation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from variant_words import FILLER
from variants import content

if TYPE_CHECKING:
    from variants import Content

WHOLE = (
    "{said} Arbetet har bedrivits tillsammans med länets kommuner, länsstyrelsen, Arbetsförmedlingen, Rädda Barnen och det "
    "lokala näringslivet. Den ekonomiska, den sociala och den miljömässiga dimensionen har vägts samman, och "
    "skillnaderna mellan landsbygd och stad har styrt valen."
)
"""What treats all that the template asks a text for."""
MOST_ROWS = 5


def clean(seed: int) -> Content:
    """Return a report without faults: the one of a seed, with what it misses filled in and what it gets wrong left out."""
    made = content(seed)
    for nth, key in enumerate(made.answers):
        if key.count(".") == 1 or key == "other":
            made.answers[key] = [WHOLE.format(said=" ".join(FILLER[nth % len(FILLER) :] + FILLER[: nth % 3]))]
    made.boxes = dict.fromkeys(made.boxes, True)
    for key in made.boxes:
        made.answers[f"10.3.{key}"] = ["Anslaget har medfinansierat projekt som bidrar till målen."]
    made.answers["10.3.no"] = []
    for question, rows in made.rows.items():
        made.rows[question] = [_whole(row) for row in rows[:MOST_ROWS]]
        made.after[question] = "" if rows else "Inga särskilda insatser har genomförts under året."
    made.style |= {"basis_style": "label"}
    return made


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with outputs, effects, what they rest on, and funding."""
    effects = row["effects"] or ["Fler deltagare planerar sitt arbete gemensamt."]
    based = effects if row["basis"] else ["Egen bedömning:", *effects]
    text = row["text"] if row["funding"] else [*row["text"], "Finansieras av anslag 1:1."]
    return row | {"outputs": row["outputs"] or ["12 möten har genomförts."], "effects": based, "text": text}
