"""A confidence means what it says: of what is called 0.9 sure, nine in ten are right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

calibration = pytest.importorskip("calibration")
variants = pytest.importorskip("variants")

from samgraf.reports import sureness  # noqa: E402

SEEDS = {"txt": (801, 804), "side": (803, 806), "mix": (802,), "cols": (805,)}
"""Seeds on which nothing was fitted."""
FEWEST = 20
LOW, HIGH = 0.15, 0.25
"""So much less, and so much more, of a bin's cells may be right than they were called."""


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    """Return the cells and rows of a few reports, each with how sure it was called and whether it was right."""
    folder = tmp_path_factory.mktemp("sureness")
    return [
        one
        for form, seeds in SEEDS.items()
        for seed in seeds
        for one in calibration.observed(variants.content(seed), form, folder)[0]
    ]


@pytest.mark.parametrize(("low", "high"), calibration.BINS)
def test_as_many_are_right_as_are_called_sure(cells, low, high):
    """A person reads again what is called unsure, and relies on what is called sure."""
    inside = [(sure, right) for _, _, sure, right in cells if low <= sure < high]
    if len(inside) < FEWEST:
        pytest.skip(f"only {len(inside)} cells are called so sure")
    called, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))

    assert called - LOW <= right <= called + HIGH


def test_cells_of_all_degrees_are_seen(cells):
    """A scale that says the same of all tells nothing."""
    assert sum(any(low <= sure < high for _, _, sure, _ in cells) for low, high in calibration.BINS) >= 4


def test_the_measured_points_rise_and_are_shares():
    """A higher score is never less sure."""
    for points in sureness.measured().values():
        assert list(points) == sorted(points)
        assert [share for _, share in points] == sorted(share for _, share in points)
        assert all(0 <= share <= 1 for _, share in points)


def test_every_way_of_reading_flat_text_has_been_measured():
    """A way without points would call its own guess a share."""
    keys = {
        f"{way}/{column}"
        for way in ("flat-lines", "flat-blocks", "flat-columns")
        for column in (*sureness.COLUMNS, "row")
    }

    assert keys <= set(sureness.measured())


def test_a_score_between_two_points_lies_between_their_shares(monkeypatch):
    """Points are few; the line between them is straight."""
    monkeypatch.setattr(sureness, "measured", lambda: {"way/name": ((0.2, 0.4), (0.6, 0.8))})

    assert [sureness.calibrated("way", "name", raw) for raw in (0.1, 0.4, 0.9)] == [0.4, 0.6, 0.8]


def test_a_cell_that_begins_in_the_middle_of_a_sentence_is_less_sure():
    """Its beginning is in another cell."""
    good = [
        "Öppna torg. Drivs av Almby.",
        "- Fyra möten hölls.",
        "Egen bedömning:\n- Ökad samverkan.",
        "RUS: delmål 3.",
    ]
    bad = [good[0], "har hållits och", *good[2:]]

    assert sureness.raw_scores(bad, [0.9] * 4, cut=False)[1] < sureness.raw_scores(good, [0.9] * 4, cut=False)[1]
