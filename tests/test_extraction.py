"""Reports with a gold file are read as well as the documents say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from extraction import Score, score
from read_once import reading

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "reports"
TABLES = ("insatser", "questions", "delmal", "areas", "bases", "periods")
LEAST: dict[str, dict[str, float]] = {
    "vastmanland-2023.txt": {**dict.fromkeys(TABLES, 0.95), "funds": 0.95, "actors": 0.85, "insatser": 1.0},
    "orebro-2023.docx": {**dict.fromkeys(TABLES, 0.98), "actors-in-answers": 0.9, "money": 0.95, "references": 0.98},
    "orebro-2023.pdf": {**dict.fromkeys(TABLES, 0.98), "actors-in-answers": 0.9, "money": 0.95, "references": 0.98},
    "orebro-2023.txt": {**dict.fromkeys(TABLES, 0.95), "money": 0.95, "references": 0.98},
}
"""The F1 that each field of a report must reach."""


def _scores(name: str) -> dict[str, Score]:
    """Return the scores of a report beside the checkout, skipped with a word where it is not there."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the checkout")
    gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
    return score(reading(path), gold)


@pytest.mark.parametrize("name", LEAST)
def test_a_report_is_read_as_well_as_promised(name: str) -> None:
    """The figures in docs/accuracy.md are true."""
    scores = _scores(name)
    below = {field: (scores[field].f1, least) for field, least in LEAST[name].items() if scores[field].f1 < least}

    assert not below


@pytest.mark.parametrize("name", LEAST)
def test_no_insats_is_invented(name: str) -> None:
    """A row that is none would be counted, checked and published."""
    assert _scores(name)["insatser"].invented == []
