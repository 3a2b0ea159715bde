"""How the paragraphs of the four columns differ in form: the weights of `src/samgraf/reports/looks.json`, fitted.

    python benchmarks/looks.py [--out FILE] [--without NAME,...]

Reports by hand, each in five habits of bullets and names, and twelve made up by seed are the examples; each kind of paragraph
counts as much as another. `--without` leaves reports by hand out, to measure with the rest. Needs numpy: pip install
'samgraf[fit]'.
"""

from __future__ import annotations

import argparse
import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from handmade import handmade, names
from variant_parts import cells
from variants import content

from samgraf.reference import load_reference
from samgraf.reports.context import Context
from samgraf.reports.flat_looks import KINDS, looks
from samgraf.reports.recognise import goal_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from variants import Content

OUT = Path(__file__).resolve().parents[1] / "src" / "samgraf" / "reports" / "looks.json"
HABITS: tuple[dict[str, str], ...] = ({}, {"name_style": "paragraph", "bullet": "•"}, {"name_style": "paragraph", "bullet": ""},
          {"name_style": "dash", "bullet": "-"}, {"name_style": "dot", "bullet": ""})  # fmt: skip
SEEDS = range(1000, 1012)
OWN, VARIED, SEEDED = 1.0, 0.5, 0.1
"""What an example counts: as written, in another habit, made up by seed."""
RIDGE, STEPS, RATE = 4.0, 600, 0.05
Example = tuple[tuple[str, ...], int, float]


def examples(without: frozenset[str] = frozenset()) -> Iterator[Example]:
    """Yield the features of each paragraph, its kind, and what it counts."""
    for name in names():
        if name in without:
            continue
        for k, habit in enumerate(HABITS):
            made = copy.deepcopy(handmade(name))
            made.style.update(habit)
            yield from _told(made, VARIED if k else OWN)
    for seed in SEEDS:
        yield from _told(content(seed), SEEDED)


def _told(made: Content, counts: float) -> Iterator[Example]:
    goal_words = goal_vocabulary(Context(reference=load_reference(), region=made.county.code, year=made.year))
    for rows in made.rows.values():
        for row in rows:
            for column, cell in enumerate(cells(made, row)):
                for k, paragraph in enumerate(cell):
                    yield looks(paragraph.strip(), goal_words), KINDS - 1 if k and not column else column, counts


def fitted(told: list[Example]) -> dict[str, list[float]]:
    """Return the weights of each feature for the kinds of paragraphs: a logistic regression with a ridge, by Adam."""
    features = sorted({name for one, _, _ in told for name in one})
    place = {name: i for i, name in enumerate(features)}
    x = np.zeros((len(told), len(features)))
    y = np.zeros((len(told), KINDS))
    for i, (one, kind, _) in enumerate(told):
        x[i, [place[name] for name in one]] = 1
        y[i, kind] = 1
    counts = np.array([count for _, _, count in told])
    share = (y * counts[:, None]).sum(0)
    counts *= y @ (share.mean() / share)
    weights = np.zeros((len(features), KINDS))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        z = x @ weights
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        slope = x.T @ ((p - y) * counts[:, None]) + RIDGE * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: [round(float(value), 2) for value in row] for name, row in zip(features, weights, strict=True)}


def main() -> int:
    """Fit the weights and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--without", default="")
    options = parser.parse_args()
    weights = fitted(list(examples(frozenset(options.without.split(",")))))
    lines = [f" {json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}" for name, row in sorted(weights.items())]
    options.out.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
