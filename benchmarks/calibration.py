"""Whether a confidence means what it says: of what is called 0.9 sure, nine in ten are right.

    python benchmarks/calibration.py [--seeds 700:706] [--forms docx,txt,mix,side,cols] [--hand]
    python benchmarks/calibration.py --fit [--seeds 600:612] [--forms txt,mix,side,cols]

Prints for each form how many cells and rows were called how sure, and how many of them were right; then the same for
what is recognised in the cells. `--hand` adds the reports written by hand. `--fit` measures the raw scores and
writes the points to src/samgraf/reports/sureness.json: fit on some seeds, look at others.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import defaultdict
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import extraction
from handmade import handmade, names
from rapidfuzz import fuzz
from variant_parts import cells as gold_cells
from variants import content, write

from samgraf.readers import read
from samgraf.reports import sureness
from samgraf.reports.read import read_report
from samgraf.reports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DATA = Path(__file__).parents[1] / "src" / "samgraf" / "reports" / "sureness.json"
ALIKE = 95
"""A cell whose text is so like the one that was written (of 100) is right."""
BINS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01))
LEAST = 12
"""So many observations make a point."""
CAUTION = 0.94
"""Reports of habits that no seed has are read a little worse than the seeds, as those written by hand show."""

Seen = tuple[str, str, float, bool]
"""Where or what it is, how it was found, how sure it was called, whether it was right."""


def observed(made: Any, form: str, folder: Path) -> tuple[list[Seen], list[Seen]]:
    """Return the cells and rows of one report as read in one form, and the mentions in them."""
    report = read_report(read(write(made, folder / f"{made.seed}", form)), year=made.year)
    rows = {(q, row["name"]): gold_cells(made, row) for q, table in made.rows.items() for row in table}
    pairs, extra, _ = extraction._pairs(report.entries, made.gold["insatser"])  # noqa: SLF001  (the same pairs are scored there)
    found: list[Seen] = []
    mentions: list[Seen] = []
    for entry, row in pairs:
        wanted = rows[row["q"], row["name"]]
        right = [_same(c.passage.text, " ".join(w or ())) for c, w in zip(entry.cells, wanted, strict=True)]
        found += [(c.column, entry.method, c.confidence, ok) for c, ok in zip(entry.cells, right, strict=True)]
        found.append((sureness.ROW, entry.method, entry.confidence, row["q"] == entry.question))
        mentions += _mentions(entry, row)
    for entry in extra:
        found += [(c.column, entry.method, c.confidence, False) for c in entry.cells]
        found.append((sureness.ROW, entry.method, entry.confidence, False))
    return found, mentions


def _same(found: str, wanted: str) -> bool:
    a, b = (re.sub(r"[^a-z0-9]+", "", fold(text)) for text in (found, wanted))
    return a == b or (bool(a and b) and fuzz.ratio(a, b) >= ALIKE)


def _mentions(entry: Any, row: dict[str, Any]) -> Iterator[Seen]:
    """Yield what was recognised in an insats, each with whether the gold has it."""
    actors = {extraction._actor(name) for name in (*row["actors"], *row.get("funding", []))}  # noqa: SLF001
    funds = {extraction._fund(name) for name in row.get("funding", [])}  # noqa: SLF001
    bases = {"uppföljning": "uppfoljning", "utvärdering": "utvardering", "egen bedömning": "egen-bedomning"}
    yield from (
        ("actors", m.method, m.confidence, extraction._actor(m.name) in actors)  # noqa: SLF001
        for cell in entry.cells
        for m in cell.mentions.actors
    )
    yield from (("funds", m.method, m.confidence, extraction._fund(m.name) in funds) for m in entry.funds)  # noqa: SLF001
    yield from (("bases", m.method, m.confidence, m.basis in {bases[b] for b in row["basis"]}) for m in entry.bases)
    for m in (goal for cell in entry.cells for goal in cell.mentions.goals if goal.number and goal.framework):
        if "/rus-" in m.framework and m.level == "target":
            yield "goals", m.method, m.confidence, extraction._number(m.number) in row.get("delmal", [])  # noqa: SLF001
        elif "/eruf" in m.framework and m.level == "objective":  # of other programmes the gold says nothing
            yield "goals", m.method, m.confidence, m.number in row.get("eruf", [])
    if p := entry.period:
        yield "periods", p.method, p.confidence, (p.start_year, p.end_year) == (row.get("start"), row.get("end"))


def points(seen: Iterable[tuple[float, bool]]) -> list[list[float]]:
    """Return the share that was right by raw score, never falling: neighbours that fall are one (isotonic regression)."""
    bins: list[list[float]] = []  # sum of scores, right ones, number, the last score
    for raw, right in sorted(seen):
        if bins and (bins[-1][2] < LEAST or bins[-1][3] == raw):
            bins[-1] = [bins[-1][0] + raw, bins[-1][1] + right, bins[-1][2] + 1, raw]
        else:
            bins.append([raw, float(right), 1.0, raw])
    if len(bins) > 1 and bins[-1][2] < LEAST:
        last = bins.pop()
        bins[-1] = [*(x + y for x, y in zip(bins[-1][:3], last[:3], strict=True)), last[3]]
    blocks: list[list[float]] = []
    for one in bins:
        blocks.append(one[:3])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [x + y for x, y in zip(blocks[-1], last, strict=True)]
    shares = accumulate((round(CAUTION * (right + 0.5) / (n + 1), 3) for _, right, n in blocks), max)
    return [[round(total / n, 3), share] for (total, _, n), share in zip(blocks, shares, strict=True)]


def fit(seen: Sequence[Seen]) -> dict[str, list[list[float]]]:
    """Return the points by "way/column" of what was found in flat text."""
    by_key: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for column, method, raw, right in seen:
        if method.startswith("flat-"):
            by_key[f"{method}/{column}"].append((raw, right))
    return {key: points(values) for key, values in sorted(by_key.items()) if len(values) >= 2 * LEAST}


def table(title: str, groups: dict[str, list[Seen]]) -> str:
    """Return a Markdown table: for each group and bin how many, what they were called, what share was right."""
    heads = [f"{low:g}–{min(high, 1):g}" for low, high in BINS]
    lines = [f"| {title} | " + " | ".join(heads) + " |", "|---|" + "---:|" * len(BINS)]
    for name, seen in groups.items():
        inside = [[(c, ok) for _, _, c, ok in seen if low <= c < high] for low, high in BINS]
        told = [
            f"{sum(c for c, _ in b) / len(b):.2f} → {sum(ok for _, ok in b) / len(b):.2f} ({len(b)})" if b else ""
            for b in inside
        ]
        lines.append(f"| {name} | " + " | ".join(told) + " |")
    return "\n".join(lines)


def main() -> int:
    """Print the reliability of confidences, or fit them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds")
    parser.add_argument("--forms")
    parser.add_argument("--hand", action="store_true")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    if options.fit:
        sureness.measured = dict  # type: ignore[assignment]  # the raw scores themselves
    first, last = (int(x) for x in (options.seeds or ("600:612" if options.fit else "700:706")).split(":"))
    forms = (options.forms or ("txt,mix,side,cols" if options.fit else "docx,txt,mix,side,cols")).split(",")
    reports = [content(seed) for seed in range(first, last)] + ([handmade(n) for n in names()] if options.hand else [])
    rows: dict[str, list[Seen]] = {}
    mentions: dict[str, list[Seen]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for form in forms:
            for made in reports:
                found, named = observed(made, form, Path(folder))
                rows.setdefault(f"{form}, rows", []).extend(s for s in found if s[0] == sureness.ROW)
                rows.setdefault(f"{form}, cells", []).extend(s for s in found if s[0] != sureness.ROW)
                for seen in named:
                    mentions[seen[0]].append(seen)
    if options.fit:
        DATA.write_text(json.dumps(fit([s for seen in rows.values() for s in seen]), indent=1) + "\n", encoding="utf-8")
        return 0
    print(f"{len(reports)} reports. In each field: called → right (number)\n")
    print(table("form", rows))
    print()
    print(table("recognised", dict(sorted(mentions.items()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
