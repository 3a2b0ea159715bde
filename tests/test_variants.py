"""Made-up reports: the same seed gives the same report, and most of what they say is found."""

import sys
from functools import cache
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

extraction = pytest.importorskip("extraction")
variants = pytest.importorskip("variants")

from samgraf.readers import read  # noqa: E402
from samgraf.reports.read import read_report  # noqa: E402

SEEDS = {"docx": (4, 6), "pdf": (2,), "txt": (0, 2, 5, 6, 10, 12), "mix": (1, 7)}
"""Seeds of each format whose tables differ: numbered rows, captions, reworded heads, turned tables, cut pages."""
LEAST = {"docx": (0.98, 0.98, 0.98), "pdf": (0.98, 0.95, 0.95), "txt": (0.95, 0.93, 0.92), "mix": (0.85, 0.85, 0.0)}
"""F1 of the names, the periods and the bases over the seeds of a format."""


@cache
def scores(form, folder):
    """Return the scores over a format's seeds, added up."""
    total = {}
    for seed in SEEDS[form]:
        made = variants.content(seed)
        path = variants.write(made, Path(folder) / str(seed), form)
        for name, one in extraction.score(read_report(read(path)), made.gold).items():
            whole = total.setdefault(name, extraction.Score())
            whole.right += one.right
            whole.missed += one.missed
            whole.invented += one.invented
    return total


@pytest.mark.parametrize("form", sorted(SEEDS))
def test_insatser_are_found_in_reports_of_other_habits(form, tmp_path):
    """The program is judged on reports that it has not seen."""
    found = scores(form, str(tmp_path))
    least = dict(zip(("insatser", "periods", "bases"), LEAST[form], strict=True))
    low = {name: round(found[name].f1, 3) for name, bound in least.items() if found[name].f1 < bound}

    assert low == {}, {name: (found[name].missed, found[name].invented) for name in low}


@pytest.mark.parametrize("form", ["docx", "txt", "mix", "pdf"])
def test_the_same_seed_gives_the_same_bytes(form, tmp_path):
    """A figure that cannot be measured again is no figure."""
    first, second = (variants.write(variants.content(3), tmp_path / name, form).read_bytes() for name in "ab")

    assert first == second


def test_every_way_of_building_a_table_is_drawn():
    """A habit that no seed has is never measured."""
    from variant_habits import LAYOUTS, habits  # noqa: PLC0415

    assert {habits(seed)["layout"] for seed in range(200)} == set(LAYOUTS)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("txt", "Inga insatser har genomförts."),
        ("mix", ""),
        ("side", "Ingen insats att redovisa."),
        ("cols", "Inga insatser"),
        ("side", ""),
    ],
)
def test_no_insats_is_made_of_a_table_without_any(form, said, tmp_path):
    """A row that is none would be counted, checked and published."""
    made = variants.content(11)
    made.rows.update({key: [] for key in made.rows})
    made.after.update(dict.fromkeys(made.rows, said))
    report = read_report(read(variants.write(made, tmp_path / "none", form)))

    assert report.entries == ()
    assert report.coverage.shares()[2] < 0.01


@pytest.mark.parametrize("form", ["side", "cols"])
def test_columns_side_by_side_and_one_by_one_are_written_whole(form, tmp_path):
    """A way of flattening that loses words would measure nothing."""
    made = variants.content(3)
    text = variants.write(made, tmp_path / "whole", form).read_text("utf-8")

    assert all(word in text for rows in made.rows.values() for row in rows for word in row["name"].split())
