"""The rows of made-up tables: an insats with its period, partners, money, results and goals, and its gold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from variant_words import (
    COMPANIES,
    EFFECTS,
    ERUF,
    FILLER,
    FIRST,
    FUNDS,
    NATIONAL,
    OUTPUTS,
    PLACES,
    SECOND,
    TOPICS,
    WHAT,
)

if TYPE_CHECKING:
    import random


def _new_name(r: random.Random, used: set[str]) -> str:
    """Return a name that no insats of the report has yet."""
    while True:
        name = " ".join(x for x in (f"{r.choice(FIRST)} {r.choice(SECOND)}", r.choice(PLACES)) if x)
        if name not in used:
            used.add(name)
            return name


def make_row(
    r: random.Random,
    made: Any,
    question: str,
    goals: list[tuple[int, str, str]],
    towns: list[Any],
    board: Any,
    used: set[str],
) -> dict[str, Any]:
    """Return one row of a table, and note in the gold what it says."""
    style = made.style
    name = _formed(_new_name(r, used), style["name_forms"][len(used) % 4])
    start = r.randint(2019, 2023)
    end = r.randint(max(start + 1, 2023), 2027)
    period = {
        "dash": f"{start}–{end}", "hyphen": f"{start}-{end}", "words": f"Pågår {start} till {end}", "months": f"januari {start}–december {end}", "from": f"Startade {start} och pågår till och med {end}",
    }[style["period_style"]]  # fmt: skip
    bases = r.choice(([], ["uppföljning"], ["utvärdering"], ["egen bedömning"], ["uppföljning", "egen bedömning"]))
    funds = r.sample(sorted(FUNDS), r.choice((0, 1, 1, 2)))
    partners = r.sample(towns, min(len(towns), r.randint(1, 3)))
    owner = r.choice((made.county.region_name, partners[0].name, board.name, r.choice(COMPANIES)))
    agency = r.choice(NATIONAL)
    others = [p.name for p in partners if p.name != owner]
    lead = r.choice(
        (f"Projektet drivs av {owner}", f"Leds av {owner}", f"{owner} är projektägare", f"Insatsen ägs av {owner}")
    )
    joined = listed([*others, agency])
    text = [r.choice(WHAT), f"{lead} {r.choice(('i samverkan med', 'tillsammans med', 'i samarbete med'))} {joined}."]
    fund_words = [r.choice(FUNDS[f]) for f in funds]
    if funds:
        money = listed(fund_words)
        text.append(
            {"paren": f"({money})", "label": f"Finansiering: {money}.", "verb": f"Finansieras av {money}."}[
                style["fund_style"]
            ]
        )
    text.insert(1, period + ".")
    if style["long"] and len(used) % 3 == 0:
        text[1:1] = [" ".join(FILLER)]
    picked = r.sample(goals, r.choice((1, 1, 2)))
    row: dict[str, Any] = {
        "q": question, "name": name, "start": start, "end": end, "areas": [], "delmal": [], "funding": funds, "basis": bases,
        "actors": sorted({owner, *others, agency}), "figures": [], "eruf": [],
    }  # fmt: skip
    goal_lines = []
    for number, title, area in picked:
        goal_lines.append(_goal(style, number, title, area))
        if style["numbered"]:
            row["delmal"].append(number)
        else:
            row.setdefault("goal_titles", []).append(title)
        if style["goal_style"] in {"area-number-title", "area-title"}:
            row["areas"].append(area)
    row["areas"] = sorted(set(row["areas"]))
    if "ERUF" in funds:
        objective = r.choice(sorted(ERUF))
        goal_lines.append(f"ERUF: särskilt mål {objective} {ERUF[objective]}.")
        row["eruf"].append(objective)
    outputs, effects = _results(r, row)
    if not effects:
        row["basis"] = bases = []
    made.gold["insatser"].append(row)
    return {**row, "text": text, "outputs": outputs, "effects": _based(style, bases, effects), "goals": goal_lines}


def _formed(name: str, form: str) -> str:
    """Return a name in a form that makes it harder to find: quotes, brackets, a dash, a colon."""
    letters = "".join(word[0] for word in name.split()).upper()
    return {
        "quotes": f"”{name}”", "bracket": f"{name} ({letters})", "dash": f"{name} – etapp 2", "colon": f"{letters}: {name[0].lower()}{name[1:]}", "hash": f"#{name}", "och": f"{name} & {name.split()[1]}stöd",
    }.get(form, name)  # fmt: skip


def _results(r: random.Random, row: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the outputs and effects of a row, and note their figures in it."""
    outputs: list[str] = []
    effects: list[str] = []
    for line in r.sample(OUTPUTS, r.choice((0, 1, 2, 3))):
        n = r.randint(12, 480)
        outputs.append(line.format(n=n) + ".")
        if "{n}" in line:
            row["figures"].append(n)
    for line, _ in r.sample(EFFECTS, r.choice((0, 1, 2))) if outputs else ():
        p = r.randint(21, 94)
        effects.append(line.format(t=r.choice(TOPICS), p=p) + ".")
        if "{p}" in line:
            row["figures"].append(p)
    return outputs, effects


def _goal(style: dict[str, Any], number: int, title: str, area: str) -> str:
    term, kind = style["goal_term"], style["area_term"]
    numbered = f"{term} {number} {title}" if style["numbered"] else f"{term} {title}"
    return {
        "area-number-title": f"RUS: {kind} {area}, {numbered}.", "number-title": f"RUS: {numbered}.", "area-title": f"RUS: {area}, {numbered}.",
        "short": f"RUS {term} {number}." if style["numbered"] else f"RUS: {title}.",
    }[style["goal_style"]]  # fmt: skip


def _based(style: dict[str, Any], bases: list[str], effects: list[str]) -> list[str]:
    if not bases or not effects:
        return effects
    joined = listed(bases)
    if style["basis_style"] == "rests":
        return [f"Resultatbeskrivningen baseras på {joined}.", *effects]
    if style["basis_style"] == "paren":
        return [*effects, f"({joined[0].upper()}{joined[1:]})"]
    return [f"{joined[0].upper()}{joined[1:]}:", *effects]


def listed(items: list[str]) -> str:
    """Return items as a sentence lists them."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} och {items[-1]}"
