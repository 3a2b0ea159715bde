"""Reports written by hand, each in the habits of another region, with exact gold: `reports/*.yaml`.

    python benchmarks/handmade.py OUT_DIR [--formats docx,txt,mix,pdf] [NAME ...]

All content is invented. A file holds the answers by question and the rows of the tables, each beside what a reader
must find in it; the writers of `variants.py` write it down.
"""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path
from typing import Any

import yaml
from variants import Content, write

from samgraf.reference import load_reference

FOLDER = Path(__file__).parent / "reports"
PLAIN = {
    "goal_term": "mål", "area_term": "område", "numbered": False, "bullet": "-", "box_style": "after", "name_style": "paragraph", "prompt": "same-line",
    "contents": False, "furniture": False, "after": False, "layout": "plain", "nothing": "", "long": False, "hyphens": None, "gaps": False, "nested": False,
    "bold": True, "width": 30, "spaced": True,
}  # fmt: skip
"""How a report looks that says nothing of it."""


ASIDE = FOLDER / "aside"
"""Reports that no rule is made with: they are read when all is done, and tell how others' reports will be read."""


def names(folder: Path = FOLDER) -> list[str]:
    """Return the names of the reports in a folder, sorted."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


def handmade(name: str) -> Content:
    """Return what one report says, with its gold."""
    folder = ASIDE if (ASIDE / f"{name}.yaml").exists() else FOLDER
    told = yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8"))
    county = next(c for c in load_reference().counties if c.code == told["region"])
    answers = {key: list(answer["text"]) for key, answer in told["answers"].items()}
    rows = {key: [_row(row) for row in table] for key, table in told["tables"].items()}
    after = {key: text for key, text in told.get("after", {}).items() if text}
    return Content(
        seed=zlib.crc32(name.encode()) % 10_000,
        county=county,
        year=told["year"],
        answers=answers,
        rows=rows,
        boxes=told["boxes"],
        gold=_gold(told, county.region_name),
        style=PLAIN | told.get("style", {}),
        after=after,
        form=told.get("form", "villkorsbeslut/2023"),
    )


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as the writers take it."""
    return {"name": row["name"], "text": row["about"], **{key: row[key] for key in ("outputs", "effects", "goals")}}


def _gold(told: dict[str, Any], region: str) -> dict[str, Any]:
    """Return what a reader must find, in the form that `extraction.py` compares with."""
    answers, tables, after = told["answers"], told["tables"], told.get("after", {})
    numbered = {key: answer for key, answer in answers.items() if key.count(".") == 1 and not key.endswith("no")}
    insatser = [
        {"q": q, "name": row["name"], "eruf": [], **row["gold"]} for q, table in tables.items() for row in table
    ]
    referring = {key: answer["refers_to"] for key, answer in numbered.items() if "refers_to" in answer}
    referring |= told.get("tables_refer_to", {})
    pointing = answers | {key: {"references": to} for key, to in told.get("tables_point_to", {}).items()}
    empty = [key for key, answer in numbered.items() if answer.get("unanswered", not answer["text"])]
    return {
        "region": region,
        "year": told["year"],
        "diarienummer": told["case_number"],
        "unanswered": [*empty, *(key for key, table in tables.items() if not table and not after.get(key))],
        "refers_to_other_answer": referring,
        "insatser": insatser,
        "money": [
            {"question": ".".join(key.split(".")[:2]), "amount_sek": amount}
            for key, answer in answers.items()
            for amount in answer.get("money", [])
        ],
        "cross_references": [
            {"at": key, "to": to} for key, answer in pointing.items() for to in answer.get("references", [])
        ],
        "actors_by_question": {key: answer.get("actors", []) for key, answer in answers.items()},
        "actors_only_named_by_question": {key: answer.get("only_named", []) for key, answer in answers.items()},
        "true_defects": told.get("defects", []),
    }


def main() -> int:
    """Write the reports with their gold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("reports", nargs="*", metavar="NAME")
    parser.add_argument("--formats", default="docx,txt")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.reports or names():
        made = handmade(name)
        gold = json.dumps(made.gold, ensure_ascii=False, indent=1, sort_keys=True)
        (options.out / f"{name}.gold.json").write_text(gold, encoding="utf-8")
        for form in options.formats.split(","):
            write(made, options.out / name, form)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
