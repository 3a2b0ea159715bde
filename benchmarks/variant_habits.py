"""The habits of a made-up report's layout: how the form's parts look and how its tables are built."""

from __future__ import annotations

import random
from typing import Any

LAYOUTS = (
    "plain",
    "basis-column",
    "other-order",
    "turned",
    "numbered",
    "reworded",
    "empty-rows",
    "caption",
    "two-tables",
    "merged-goals",
)
"""How a report builds its tables where the format has cells."""


def habits(seed: int) -> dict[str, Any]:
    """Return the habits of layout of one seed: what the form's parts look like and how its tables are built."""
    r = random.Random(seed + 7)
    bullets = {"bullet": r.choice(("o", "➢", "▪", "✓"))} if r.random() < 0.2 else {}
    return {
        "prompt": r.choices(("same-line", "own-line", "unnumbered", "dotted"), (6, 2, 1, 2))[0], "contents": r.random() < 0.3, "furniture": r.random() < 0.4, "after": r.random() < 0.2,
        "layout": r.choices(LAYOUTS, (8, *[2] * (len(LAYOUTS) - 1)))[0], "nothing": r.choice(("", "", "Ingen insats att redovisa.", "Se 3.1")), "long": r.random() < 0.2,
        "hyphens": r.choice((None, None, "-", "\u00ad")), "gaps": r.random() < 0.2, "nested": r.random() < 0.15, "bold": r.random() < 0.3, "width": r.choice((26, 30, 32, 38)),
        "name_forms": [r.choice(("plain", "plain", "plain", "quotes", "bracket", "dash", "colon", "hash", "och")) for _ in range(4)], "spaced": r.random() < 0.5, **bullets,
    }  # fmt: skip
