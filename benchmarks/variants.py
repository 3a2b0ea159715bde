"""Reports made up by seed, with exact gold: regions, habits of writing, defects and formats vary.

    python benchmarks/variants.py OUT_DIR --seeds 0:200 [--formats docx,txt,mix,side,cols,pdf]

Nothing here is any region's text. `content(seed)` decides what a report says (and so its gold);
`docx_bytes`, `pdf_bytes`, `flat_text`, `scrambled_text`, `side_text` and `column_text` write it down. The same seed gives the same report.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from variant_docx import docx_bytes
from variant_flat import column_text, flat_text, scrambled_text, side_text
from variant_habits import habits
from variant_pdf import pdf_bytes
from variant_rows import listed, make_row
from variant_turned import turned_habits
from variant_words import AREA_TERMS, AREAS, FILLER, GOAL_TERMS, NATIONAL, TITLES

from samgraf.reference import load_reference
from samgraf.reports.profile import load_profiles

if TYPE_CHECKING:
    from samgraf.reports.profile import Question

__all__ = ["Content", "column_text", "content", "docx_bytes", "flat_text", "pdf_bytes", "scrambled_text", "side_text"]


@dataclass
class Content:
    """What a made-up report says: answers by question key, rows by question, and the gold."""

    seed: int
    county: Any
    year: int
    answers: dict[str, list[str]]
    rows: dict[str, list[dict[str, Any]]]
    boxes: dict[str, bool]
    gold: dict[str, Any]
    style: dict[str, Any] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    form: str = "villkorsbeslut/2023"


def content(seed: int) -> Content:
    """Return what the report of one seed says, with its gold."""
    r = random.Random(seed)
    reference = load_reference()
    county = r.choice(reference.counties)
    towns = [a for a in reference.actors if a.kind == "Municipality" and a.county == county.code]
    board = next(a for a in reference.actors if a.kind == "CountyBoard" and a.county == county.code)
    style = _style(r) | habits(seed) | turned_habits(seed)
    areas = r.sample([a.format(s=county.short) for a in AREAS], 4)
    titles = r.sample(TITLES, 12)
    goals = [(i + 1, title, areas[i // 3]) for i, title in enumerate(titles)]
    gold: dict[str, Any] = {
        "region": county.region_name, "year": 2023, "diarienummer": f"RS{r.randint(2022, 2024)}-{r.randint(100, 9999)}", "unanswered": [], "refers_to_other_answer": {},
        "insatser": [], "money": [], "cross_references": [], "actors_by_question": {}, "actors_only_named_by_question": {},
    }  # fmt: skip
    made = Content(seed, county, 2023, {}, {}, {}, gold, style)
    used: set[str] = set()
    for question in load_profiles()[0].questions:
        if question.kind == "table":
            made.rows[question.number] = []
            for _ in range(r.choice((0, 1, 2, 3, 3, 4, 5, 7)) if r.random() < 0.9 else 0):
                row = make_row(r, made, question.number, goals, towns, board, used)
                made.rows[question.number].append(row)
            if not made.rows[question.number]:
                _nothing(made, question.number)
        elif question.kind == "boxes":
            _tick(r, made, question)
        else:
            made.answers[question.number] = _answer(r, made, question.number, towns, board)
    return made


def _style(r: random.Random) -> dict[str, Any]:
    """Return a way of writing: the words for goals, the forms of periods, funds, bases and names."""
    return {
        "goal_term": r.choice(GOAL_TERMS), "area_term": r.choice(AREA_TERMS), "numbered": r.random() < 0.75, "goal_style": r.choice(("area-number-title", "number-title", "area-title", "short")),
        "bullet": r.choice(("-", "•", "–", "*", "")), "basis_style": r.choice(("label", "rests", "paren", "label-colon-line")), "period_style": r.choice(("dash", "hyphen", "words", "months", "from")),
        "fund_style": r.choice(("paren", "label", "verb")), "money_style": r.choice(("mkr", "kronor", "msek", "tkr", "mnkr")), "box_style": r.choice(("after", "before", "x")),
        "name_style": r.choice(("paragraph", "paragraph", "dash", "dot")),
    }  # fmt: skip


def _tick(r: random.Random, made: Content, question: Question) -> None:
    """Tick boxes, and say why."""
    for item in question.items:
        made.boxes[item.key] = r.random() < 0.6
        made.answers[f"{question.number}.{item.key}"] = [r.choice(FILLER)] if made.boxes[item.key] else []
    why = not all(made.boxes.values()) and r.random() < 0.7
    made.answers[f"{question.number}.no"] = [r.choice(FILLER)] if why else []


def _nothing(made: Content, number: str) -> None:
    """Say in the report's way that a table has no rows, and note it in the gold."""
    said = made.style["nothing"]
    made.after[number] = said
    if said.startswith("Se "):
        made.gold["refers_to_other_answer"][number] = "3.1"
    elif not said:
        made.gold["unanswered"].append(number)


def _answer(r: random.Random, made: Content, number: str, towns: list[Any], board: Any) -> list[str]:
    gold = made.gold
    kind = r.random()
    if kind < 0.06 and number != "other":
        gold["unanswered"].append(number)
        return []
    if kind < 0.12 and number not in {"1.1", "other"}:
        target = r.choice(("2.1", "3.1", "4.1", "9.1"))
        if target != number:
            gold["refers_to_other_answer"][number] = target
            return [r.choice((f"Se svar under {target}.", f"Se rubrik {target}", f"Se punkt {target} ovan."))]
    actors = sorted({t.name for t in r.sample(towns, min(len(towns), 2))} | set(r.sample(NATIONAL, 2)) | {board.name})
    paragraphs = [
        f"{r.choice(FILLER)} Arbetet har bedrivits i samverkan med {listed(actors)}.",
        f"{r.choice(FILLER)} {r.choice(FILLER)}",
    ]
    gold["actors_by_question"][number] = actors
    if r.random() < 0.3:
        target = r.choice(("3.4", "4.4", "5.4", "9.1", "11.2"))
        gold["cross_references"].append({"at": number, "to": target})
        paragraphs.append(
            r.choice(
                (
                    f"Insatserna beskrivs närmare under avsnitt {target}.",
                    f"Läs mer under {target}.",
                    f"Det gäller även energifrågan (se kap {target}).",
                )
            )
        )
    if number.startswith("10."):
        amount = r.randint(11, 480) * 100_000
        gold["money"].append({"question": number, "amount_sek": amount})
        paragraphs.append(f"Under året beviljades {_money(amount, made.style['money_style'])} till projektverksamhet.")
    r.shuffle(paragraphs)
    return paragraphs


def _money(amount: int, style: str) -> str:
    million = f"{amount / 1_000_000:.1f}".replace(".", ",")
    grouped = f"{amount:,}".replace(",", " ")
    return {
        "mkr": f"{million} Mkr",
        "kronor": f"{million} miljoner kronor",
        "msek": f"{million} MSEK",
        "tkr": f"{amount // 1000:,} tkr".replace(",", " "),
        "mnkr": f"{million} mnkr",
    }.get(style, f"{grouped} kronor")


def main() -> int:
    """Write the reports of a range of seeds with their gold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", default="0:20")
    parser.add_argument("--formats", default="docx,txt")
    options = parser.parse_args()
    first, last = (int(x) for x in options.seeds.split(":"))
    options.out.mkdir(parents=True, exist_ok=True)
    for seed in range(first, last):
        made = content(seed)
        stem = options.out / f"report-{seed:04d}"
        stem.with_suffix(".gold.json").write_text(
            json.dumps(made.gold, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8"
        )
        for form in options.formats.split(","):
            write(made, stem, form)
    return 0


FLAT = {"txt": flat_text, "mix": scrambled_text, "side": side_text, "cols": column_text}
"""Ways in which a tool flattens a report: row by row, in no order, columns side by side, column by column."""


def write(made: Content, stem: Path, form: str) -> Path:
    """Return the file that a report was written to, in one of the forms docx, pdf, txt, mix, side and cols."""
    path = stem.with_suffix(f".{form}.txt" if form in FLAT and form != "txt" else f".{form}")
    if form in FLAT:
        path.write_text(FLAT[form](made), encoding="utf-8")
    else:
        path.write_bytes(docx_bytes(made) if form == "docx" else pdf_bytes(made))
    return path


if __name__ == "__main__":
    raise SystemExit(main())
