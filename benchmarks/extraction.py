"""Precision, recall and F1 of what is read from a report, field by field, against a gold file.

    python benchmarks/extraction.py DOCUMENT GOLD.json [DOCUMENT GOLD.json ...] [--json] [--wrong] [--together]

`--together` adds the counts of all documents into one table.

A gold file lists the insatser with question, name, start, end, areas, delmal, eruf, funding, basis,
actors and figures, and may list goal_titles (of goals without numbers), actor_roles, money, cross_references,
external_references, funds_by_question and actors_by_question (where "Samtliga kommuner" is a group). A priority of a
strategy that has a number is compared by it, with delmal. Every value counts once for the insats (or question) that it belongs to; a value under the wrong insats is wrong twice.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from samgraf.readers import read
from samgraf.reference import load_reference
from samgraf.reports.read import read_report
from samgraf.reports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.reports.model import Entry, Report

ALIKE = 86
"""Names of insatser that are so alike (of 100) are the same insats."""


@dataclass
class Score:
    """Counts of one field, and the values that were missed or invented."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    def add(self, where: str, gold: Iterable[Any], found: Iterable[Any]) -> None:
        """Count the values of one place; both are compared as sets."""
        want, have = set(gold), set(found)
        self.right += len(want & have)
        self.missed += [f"{where}: {value}" for value in sorted(map(str, want - have))]
        self.invented += [f"{where}: {value}" for value in sorted(map(str, have - want))]

    @property
    def precision(self) -> float:
        """Return the share of found values that are right; 1 where nothing was found."""
        total = self.right + len(self.invented)
        return self.right / total if total else 1.0

    @property
    def recall(self) -> float:
        """Return the share of gold values that were found; 1 where there are none."""
        total = self.right + len(self.missed)
        return self.right / total if total else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(report: Report, gold: dict[str, Any]) -> dict[str, Score]:
    """Return the scores of a report by field."""
    fields = ("insatser", "questions", "periods", "bases", "funds", "delmal", "areas", "eruf", "actors", "figures")
    scores = {name: Score() for name in fields}
    pairs, extra, lost = _pairs(report.entries, gold["insatser"])
    for entry, row in pairs:
        scores["insatser"].right += 1
        scores["questions"].add(row["name"], [row["q"]], [entry.question])
        _score_entry(scores, row["name"], row, entry)
    for row in lost:
        scores["insatser"].missed.append(f"{row['q']} {row['name']}")
        _score_entry(scores, row["name"], row, None)
    for entry in extra:
        scores["insatser"].invented.append(f"{entry.question} {entry.name}")
        _score_entry(scores, entry.name, {}, entry)
    _score_answers(scores, report, gold)
    return scores


def _pairs(
    entries: Iterable[Entry], rows: list[dict[str, Any]]
) -> tuple[list[tuple[Entry, dict[str, Any]]], list[Entry], list[dict[str, Any]]]:
    left = list(entries)
    pairs, lost = [], []
    for row in rows:
        ranked = sorted(left, key=lambda e: (-_alike(e.name, row["name"]), e.question != row["q"], e.ordinal))
        if ranked and _alike(ranked[0].name, row["name"]) >= ALIKE:
            pairs.append((ranked[0], row))
            left.remove(ranked[0])
        else:
            lost.append(row)
    return pairs, left, lost


def _alike(found: str, gold: str) -> float:
    a, b = (re.sub(r"[^a-z0-9]+", " ", fold(x)).strip() for x in (found, gold))
    return 100.0 if a == b else min(99.0, fuzz.ratio(a, b))


def _score_entry(scores: dict[str, Score], where: str, row: dict[str, Any], entry: Entry | None) -> None:
    goals = [g for cell in entry.cells for g in cell.mentions.goals] if entry else []
    period = entry.period if entry else None
    scores["periods"].add(
        where,
        [(k, row[k]) for k in ("start", "end") if row.get(k)],
        [
            (k, v)
            for k, v in (("start", period.start_year if period else None), ("end", period.end_year if period else None))
            if v
        ],
    )
    names = {"uppfoljning": "uppföljning", "utvardering": "utvärdering", "egen-bedomning": "egen bedömning"}
    scores["bases"].add(where, row.get("basis", []), [names[b.basis] for b in entry.bases] if entry else [])
    rus = [g for g in goals if g.framework and "/rus-" in g.framework]
    ranked = [g for g in rus if g.level == "area" and g.number and "prioritering" in g.surface.lower()]
    targets = [g for g in rus if g.level == "target"]
    if "goal_titles" in row:
        titles = scores.setdefault("goal-titles", Score())
        titles.add(
            where, map(_title, row["goal_titles"]), [_title(g.wording or g.surface) for g in targets if not g.number]
        )
        targets = [g for g in targets if g.number]
    scores["delmal"].add(where, row.get("delmal", []), [_number(g.number or g.goal) for g in (*targets, *ranked)])
    scores["areas"].add(
        where,
        map(_area, row.get("areas", [])),
        [
            _area(g.written_area or g.wording or "")
            for g in rus
            if (g.level == "area" or g.written_area) and g not in ranked
        ],
    )
    scores["eruf"].add(
        where,
        row.get("eruf", []),
        [
            _number_text(g)
            for g in goals
            if g.framework and "/eruf" in g.framework and g.level == "objective" and _number_text(g)
        ],
    )
    funds = [f for f in (entry.funds if entry else ()) if f.confidence >= 0.5]
    scores["funds"].add(where, map(_fund, row.get("funding", [])), [_fund(f.name) for f in funds])
    paying = {_actor(name) for name in row.get("funding", [])} - {_actor(name) for name in row.get("actors", [])}
    actors = [a.name for cell in entry.cells for a in cell.mentions.actors if a.confidence >= 0.5] if entry else []
    actors = [name for name in actors if _actor(name) not in paying]  # who only pays is counted among the funds
    gold_actors = [a for a in row.get("actors", []) if not a.startswith("Samtliga")]
    scores["actors"].add(where, map(_actor, gold_actors), map(_actor, actors))
    if "actor_roles" in row:
        _score_roles(scores.setdefault("actor-roles", Score()), where, row["actor_roles"], entry)
    figures = [_plain(f.value) for cell in entry.cells for f in cell.mentions.figures] if entry else []
    figures += (
        [_plain(f.value / 1_000_000) for cell in entry.cells for f in cell.mentions.figures if f.kind == "amount"]
        if entry
        else []
    )
    wanted = [_plain(f) for f in row.get("figures", [])]
    scores["figures"].add(where, wanted, [f for f in figures if f in wanted])


_ROLES = {"leder": "owner", "deltar": "partner", "finansierar": "funder"}
_RANKS = ("owner", "convenor", "funder", "target-group", "partner", "mentioned")


def _score_roles(score: Score, where: str, roles: dict[str, str], entry: Entry | None) -> None:
    """Count the roles of the actors that the gold gives one, each with the highest role that it is found in."""
    found: dict[str, str] = {}
    for actor in (a for cell in (entry.cells if entry else ()) for a in cell.mentions.actors if a.confidence >= 0.5):
        name = _actor(actor.name)
        found[name] = min(found.get(name, "mentioned"), actor.role, key=_RANKS.index)
    wanted = {_actor(name): _ROLES[role] for name, role in roles.items() if not name.startswith("Samtliga")}
    held = {name: "owner" if role == "convenor" else role for name, role in found.items() if name in wanted}
    score.add(where, wanted.items(), held.items())


def _score_more(scores: dict[str, Score], report: Report, gold: dict[str, Any]) -> None:
    """Count funds, whole groups of municipalities and pointers to other documents by question."""
    if "funds_by_question" in gold:
        found: dict[str, set[str]] = {}
        for question, funds in (
            *((a.question, a.mentions.funds) for a in report.answers),
            *((e.question, e.funds) for e in report.entries),
        ):
            key = ".".join(question.split(".")[:2])
            found.setdefault(key, set()).update(_fund(f.name) for f in funds if f.fund and f.confidence >= 0.5)
        kept = {
            q: {f for f in funds if f not in {"egna medel", "kommunerna", "statliga medel", "eu", "interreg"}}
            for q, funds in found.items()
        }
        wanted = {(q, _fund(f)) for q, funds in gold["funds_by_question"].items() for f in funds}
        scores["funds-by-question"] = Score()
        scores["funds-by-question"].add("funds", wanted, {(q, f) for q, funds in kept.items() for f in funds})
    if any(a.startswith("Samtliga") for named in gold.get("actors_by_question", {}).values() for a in named):
        whole = {q for q, named in gold["actors_by_question"].items() if any(a.startswith("Samtliga k") for a in named)}
        tables = {e.question for e in report.entries}
        groups = {
            a.question
            for a in report.answers
            for g in a.mentions.groups
            if g.kind == "Municipality" and g.least is not None and g.least == g.most == g.whole
        }
        scores["whole-groups"] = Score()
        scores["whole-groups"].add("groups", whole - tables, groups)
    if "external_references" in gold:
        scores["external-references"] = Score()
        scores["external-references"].add(
            "external",
            [r["at"] for r in gold["external_references"]],
            [a.question for a in report.answers if any(r.external for r in a.mentions.references)],
        )


def _score_answers(scores: dict[str, Score], report: Report, gold: dict[str, Any]) -> None:
    answers = {a.question: a for a in report.answers}
    empty = {
        a.question
        for a in report.answers
        if a.status in {"empty", "reference-only"} and re.fullmatch(r"\d+\.\d+", a.question)
    }
    want = {*gold.get("unanswered", []), *(q for q in gold.get("refers_to_other_answer", {}) if q in answers)}
    scores["unanswered"] = Score()
    scores["unanswered"].add("answers", want, empty)
    _score_more(scores, report, gold)
    if "money" in gold:
        scores["money"] = Score()
        found = [
            (a.question.split(".no")[0], _plain(f.value))
            for a in report.answers
            for f in a.mentions.figures
            if f.kind == "amount"
        ]
        found = [(".".join(q.split(".")[:2]), v) for q, v in found]
        scores["money"].add("money", [(m["question"], _plain(m["amount_sek"])) for m in gold["money"]], found)
    if "cross_references" in gold:
        scores["references"] = Score()
        scores["references"].add(
            "references",
            [(r["at"], r["to"]) for r in gold["cross_references"]],
            [
                (a.question, r.target)
                for a in report.answers
                for r in a.mentions.references
                if r.target and not r.external and a.status == "answered"
            ],
        )
    if "actors_by_question" in gold:
        scores["actors-in-answers"] = Score()
        named = gold.get("actors_only_named_by_question", {})
        for question, wanted in gold["actors_by_question"].items():
            if question in answers and not any(e.question == question for e in report.entries):
                actors = {_actor(a.name) for a in answers[question].mentions.actors if a.confidence >= 0.5}
                also = set(map(_actor, named.get(question, [])))
                scores["actors-in-answers"].add(
                    question, [_actor(w) for w in wanted if not w.startswith("Samtliga")], actors - also
                )


def _number(text: str | None) -> int | str:
    m = re.search(r"(\d+)$", text or "")
    return int(m.group(1)) if m else text or ""


def _number_text(goal: Any) -> str | None:
    if goal.number and re.fullmatch(r"\d\.\d", goal.number):
        return str(goal.number)
    m = re.search(r"/(\d\.\d)$", goal.goal or "")
    return m.group(1) if m else None


def _title(text: str) -> str:
    return fold(text).strip(" .")


def _area(text: str) -> str:
    return re.sub(r"^(?:ett|en|det)\s+", "", fold(text)).split(" genom ")[0].strip(" .")


def _plain(value: Any) -> str:
    return f"{float(value):.4f}".rstrip("0").rstrip(".")


_FAMILIES = (("eruf", "eruf"), ("regionala utvecklingsfonden", "eruf"), ("esf", "esf"), ("socialfond", "esf"), ("1:1", "anslag 1:1"), ("jordbruksfond", "ejflu"),
             ("nationella regionalfond", "nationella regionalfonden"), ("egna medel", "egna medel"), ("ovriga medel", "ovriga medel"), ("kommunala medel", "kommunerna"), ("interreg", "interreg"), ("landsbygdsprogram", "ejflu"), ("landsbygdsfond", "ejflu"), ("leader ", "ejflu"), ("kommuner", "kommunerna"),
             ("europeiska unionen", "eu"), ("rattvis omstallning", "fro"), ("fro", "fro"))  # fmt: skip


def _fund(name: str) -> str:
    text = "europeiska unionen" if fold(name) == "eu" else fold(name)
    if "nationella regionalfond" in text:
        return "nationella regionalfonden"
    for cue, family in _FAMILIES:
        if cue in text:
            return family
    known = next((fund.name for fund in load_reference().funds if text in map(fold, fund.names)), name)
    return _actor(known)


def _actor(name: str) -> str:
    text = fold(name).strip().removesuffix(" ab")
    return _canonical().get(text, text)


def _canonical() -> dict[str, str]:
    if not _NAMES:
        for actor in load_reference().actors:
            for spelling in (actor.name, *actor.aliases, *actor.acronyms):
                _NAMES.setdefault(fold(spelling), fold(actor.name))
    return _NAMES


_NAMES: dict[str, str] = {}


def table(scores: dict[str, Score]) -> str:
    """Return the scores as a Markdown table."""
    rows = ["| field | right | missed | invented | precision | recall | F1 |", "|---|---:|---:|---:|---:|---:|---:|"]
    rows += [
        f"| {n} | {s.right} | {len(s.missed)} | {len(s.invented)} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} |"
        for n, s in scores.items()
    ]
    return "\n".join(rows)


def main(arguments: list[str]) -> int:
    """Print the scores of each document against its gold file, or of all together."""
    files = [a for a in arguments if not a.startswith("--")]
    if len(files) < 2 or len(files) % 2:
        print(__doc__, file=sys.stderr)
        return 2
    total: dict[str, Score] = {}
    for document, gold in zip(files[::2], files[1::2], strict=True):
        report = read_report(read(Path(document)))
        scores = score(report, json.loads(Path(gold).read_text(encoding="utf-8")))
        if "--together" in arguments:
            _add(total, scores, Path(document).name)
        elif "--json" in arguments:
            print(
                json.dumps({n: {"precision": s.precision, "recall": s.recall, "f1": s.f1} for n, s in scores.items()})
            )
        else:
            shares = dict(zip(("evidence", "form", "unread"), report.coverage.shares(), strict=True))
            covered = ", ".join(f"{name} {share:.1%}" for name, share in shares.items())
            print(f"\n## {Path(document).name}\n\n{table(scores)}\n\ncoverage: {covered}")
            _print_wrong(scores, arguments)
    if total:
        print(f"{len(files) // 2} documents\n\n{table(total)}")
        _print_wrong(total, arguments)
    return 0


def _add(total: dict[str, Score], scores: dict[str, Score], document: str) -> None:
    """Add a document's counts to those of all."""
    for name, one in scores.items():
        all_of = total.setdefault(name, Score())
        all_of.right += one.right
        all_of.missed += [f"{document} {value}" for value in one.missed]
        all_of.invented += [f"{document} {value}" for value in one.invented]


def _print_wrong(scores: dict[str, Score], arguments: list[str]) -> None:
    """Print what was missed and what was invented, where that was asked for."""
    for name, one in scores.items() if "--wrong" in arguments else ():
        for kind, values in (("missed", one.missed), ("invented", one.invented)):
            for value in values:
                print(f"  {name} {kind}: {value}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
