"""Reports made up by seed, with exact gold: regions, habits of writing, defects and formats vary.

    python benchmarks/variants.py OUT_DIR --seeds 0:200 [--formats docx,txt]

Nothing here is any region's text. `content(seed)` decides what a report says (and so its gold);
`docx_bytes` and `flat_text` write it down. The same seed gives the same report.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import textwrap
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samgraf.reference import load_reference
from samgraf.reports.profile import load_profiles

GOAL_TERMS = ("delmål", "effektmål", "mål", "inriktningsmål", "utvecklingsmål")
AREA_TERMS = ("område", "målområde", "utvecklingsområde", "insatsområde", "prioriterat område")
AREAS = (
    "Livskraftiga orter", "Ett öppet och tryggt {s}", "Smart och grön industri", "Kunskap hela livet", "Nära till allt", "Klimatneutralt {s}", "Hälsa för alla",
    "Ett uppkopplat {s}", "Växande företag i hela länet", "Attraktiva livsmiljöer", "Ett {s} som håller ihop", "Hållbara resor och transporter",
)  # fmt: skip
TITLES = (
    "Fler i arbete", "Ökad andel förnybar energi", "Bättre folkhälsa", "Fler nystartade företag", "Högre utbildningsnivå", "Minskade utsläpp från transporter", "Fler besökare året runt",
    "Tryggare offentliga miljöer", "Fler exporterande småföretag", "Bredband till alla hushåll", "Kortare restider med kollektivtrafik", "Fler bostäder i mindre orter",
    "Jämställda villkor i näringslivet", "Ökat deltagande i kulturlivet", "Stärkt innovationsförmåga", "Bättre matchning på arbetsmarknaden", "Levande landsbygd med god service",
    "Fler fullföljda gymnasiestudier", "Cirkulära materialflöden", "Stärkt beredskap i hela länet",
)  # fmt: skip
FIRST = ("Grön", "Ny", "Smart", "Trygg", "Öppen", "Hållbar", "Digital", "Stark", "Nära", "Hela", "Växande", "Cirkulär", "Regional", "Ung", "Levande")
SECOND = (
    "omställning", "kompetens", "landsbygd", "industri", "mobilitet", "vård", "matproduktion", "besöksnäring", "energi", "inkubation", "bygd", "export", "skola", "handel",
    "kraftsamling", "logistik", "teknik", "framtid",
)  # fmt: skip
PLACES = ("i norr", "i inlandet", "vid kusten", "för småföretag", "i hela länet", "2.0", "för unga", "på lika villkor", "i samverkan", "nästa steg", "")
WHAT = (
    "Metodutveckling för mindre företag som vill ställa om.", "Gemensam satsning på språkstöd i arbetslivet.", "Rådgivning och nätverk för entreprenörer utanför centralorten.",
    "Utbyggd vägledning för vuxna som vill byta yrke.", "Testmiljö för ny teknik i tillverkande företag.", "Kunskapsunderlag för planering av bostäder och transporter.",
    "Stöd till lokala utvecklingsgrupper.", "Samlad information till företag som vill växa utomlands.", "Förstudie om energilagring i mindre nät.",
)  # fmt: skip
COMPANIES = ("Norrsken Teknik AB", "Bergdala Energi AB", "Lindholm Konsult AB", "Västra Skogsbolaget AB", "Solvik Mekaniska AB", "Tre Åar Data AB")
OUTPUTS = (
    "{n} företag har fått rådgivning", "{n} personer har deltagit i utbildning", "{n} seminarier har genomförts", "En handbok har tagits fram", "{n} kommuner har fått stöd i planeringen",
    "{n} unga har praktiserat hos lokala arbetsgivare", "Ett nätverk med {n} medlemmar har startats", "{n} energikartläggningar har gjorts", "Tre rapporter har publicerats",
)  # fmt: skip
EFFECTS = (
    ("Ökad kunskap om {t} hos deltagarna", "short"), ("Stärkt förmåga att planera för {t}", "short"), ("{p} procent av företagen har ändrat sina arbetssätt", "medium"),
    ("Kommunerna använder det nya verktyget i sin planering", "medium"), ("Ökad konkurrenskraft i länets näringsliv", "long"), ("Större medvetenhet om {t}", "short"),
    ("{p} % av deltagarna har fått arbete", "medium"), ("Minskade utsläpp från de medverkande företagen", "long"),
)  # fmt: skip
TOPICS = ("energifrågor", "kompetensbehov", "exportmarknader", "digital teknik", "cirkulära affärsmodeller", "jämställdhet")
BASES = {"uppföljning": "Uppföljning", "utvärdering": "Utvärdering", "egen bedömning": "Egen bedömning"}
FUNDS = {
    "ERUF": ("ERUF", "Europeiska regionala utvecklingsfonden", "Eruf"), "ESF": ("ESF+", "ESF", "Europeiska socialfonden"), "Anslag 1:1": ("anslag 1:1", "1:1-medel", "anslag 1:1 Regionala utvecklingsåtgärder"),
    "Vinnova": ("Vinnova",), "Tillväxtverket": ("Tillväxtverket",), "Energimyndigheten": ("Energimyndigheten",), "Interreg": ("Interreg",), "FRO": ("FRO", "Fonden för en rättvis omställning"),
}  # fmt: skip
ERUF = {"1.1": "Utveckla och förbättra forsknings- och innovationskapaciteten", "1.2": "Dra nytta av digitaliseringens fördelar", "1.3": "Förbättra små och medelstora företags hållbara tillväxt",
        "2.1": "Främja energieffektivitet och minska utsläppen av växthusgaser", "2.6": "Främja övergången till en cirkulär ekonomi"}  # fmt: skip
NATIONAL = ("Tillväxtverket", "Arbetsförmedlingen", "Trafikverket", "Naturvårdsverket", "Boverket", "Skogsstyrelsen", "Folkhälsomyndigheten", "Svenskt Näringsliv", "Sveriges Kommuner och Regioner", "Skolverket")
FILLER = (
    "Arbetet har följt den plan som beslutades föregående år.", "En framgångsfaktor är att ansvaret är tydligt fördelat.", "En utmaning är att resurserna i mindre organisationer är begränsade.",
    "Prioriteringarna har stämts av två gånger under året.", "Resultaten tas om hand i nästa års verksamhetsplan.", "Landsbygdens villkor har beaktats i alla större beslut.",
    "De sociala, ekonomiska och miljömässiga dimensionerna har vägts samman.", "Den demografiska utvecklingen ställer nya krav på samarbete över länsgränserna.",
)  # fmt: skip


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


def content(seed: int) -> Content:
    """Return what the report of one seed says, with its gold."""
    r = random.Random(seed)
    reference = load_reference()
    county = r.choice(reference.counties)
    towns = [a for a in reference.actors if a.kind == "Municipality" and a.county == county.code]
    board = next(a for a in reference.actors if a.kind == "CountyBoard" and a.county == county.code)
    style = {
        "goal_term": r.choice(GOAL_TERMS), "area_term": r.choice(AREA_TERMS), "numbered": r.random() < 0.75, "goal_style": r.choice(("area-number-title", "number-title", "area-title", "short")),
        "bullet": r.choice(("-", "•", "–", "*", "")), "basis_style": r.choice(("label", "rests", "paren", "label-colon-line")), "period_style": r.choice(("dash", "hyphen", "words", "months", "from")),
        "fund_style": r.choice(("paren", "label", "verb")), "money_style": r.choice(("mkr", "kronor", "msek", "tkr", "mnkr")), "box_style": r.choice(("after", "before", "x")),
        "name_style": r.choice(("paragraph", "paragraph", "dash", "dot")),
    }  # fmt: skip
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
                row = _row(r, made, question.number, goals, towns, board, used)
                made.rows[question.number].append(row)
            if not made.rows[question.number]:
                gold["unanswered"].append(question.number)
        elif question.kind == "boxes":
            for item in question.items:
                made.boxes[item.key] = r.random() < 0.6
                made.answers[f"{question.number}.{item.key}"] = [r.choice(FILLER)] if made.boxes[item.key] else []
            made.answers[f"{question.number}.no"] = [r.choice(FILLER)] if not all(made.boxes.values()) and r.random() < 0.7 else []
        else:
            made.answers[question.number] = _answer(r, made, question.number, towns, board)
    return made


def _row(r: random.Random, made: Content, question: str, goals: list[tuple[int, str, str]], towns: list[Any], board: Any, used: set[str]) -> dict[str, Any]:
    style = made.style
    while True:
        name = " ".join(x for x in (f"{r.choice(FIRST)} {r.choice(SECOND)}", r.choice(PLACES)) if x)
        if name not in used:
            used.add(name)
            break
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
    lead = r.choice((f"Projektet drivs av {owner}", f"Leds av {owner}", f"{owner} är projektägare", f"Insatsen ägs av {owner}"))
    joined = _listed([*others, agency])
    text = [r.choice(WHAT), f"{lead} {r.choice(('i samverkan med', 'tillsammans med', 'i samarbete med'))} {joined}."]
    fund_words = [r.choice(FUNDS[f]) for f in funds]
    if funds:
        money = _listed(fund_words)
        text.append({"paren": f"({money})", "label": f"Finansiering: {money}.", "verb": f"Finansieras av {money}."}[style["fund_style"]])
    text.insert(1, period + ".")
    picked = r.sample(goals, r.choice((1, 1, 2)))
    row = {
        "q": question, "name": name, "start": start, "end": end, "areas": [], "delmal": [], "funding": funds, "basis": bases,
        "actors": sorted({owner, *others, agency}), "figures": [], "eruf": [],
    }  # fmt: skip
    goal_lines = []
    for number, title, area in picked:
        goal_lines.append(_goal(style, number, title, area))
        if style["numbered"]:
            row["delmal"].append(number)
        if style["goal_style"] in {"area-number-title", "area-title"}:
            row["areas"].append(area)
    row["areas"] = sorted(set(row["areas"]))
    if "ERUF" in funds:
        number = r.choice(sorted(ERUF))
        goal_lines.append(f"ERUF: särskilt mål {number} {ERUF[number]}.")
        row["eruf"].append(number)
    outputs, effects = [], []
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
    if not effects:
        row["basis"] = bases = []
    made.gold["insatser"].append(row)
    return {**row, "text": text, "outputs": outputs, "effects": _based(style, bases, effects), "goals": goal_lines}


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
    joined = _listed(bases)
    if style["basis_style"] == "rests":
        return [f"Resultatbeskrivningen baseras på {joined}.", *effects]
    if style["basis_style"] == "paren":
        return [*effects, f"({joined[0].upper()}{joined[1:]})"]
    return [f"{joined[0].upper()}{joined[1:]}:", *effects]


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
        f"{r.choice(FILLER)} Arbetet har bedrivits i samverkan med {_listed(actors)}.",
        f"{r.choice(FILLER)} {r.choice(FILLER)}",
    ]
    gold["actors_by_question"][number] = actors
    if r.random() < 0.3:
        target = r.choice(("3.4", "4.4", "5.4", "9.1", "11.2"))
        gold["cross_references"].append({"at": number, "to": target})
        paragraphs.append(r.choice((f"Insatserna beskrivs närmare under avsnitt {target}.", f"Läs mer under {target}.", f"Det gäller även energifrågan (se kap {target}).")))
    if number.startswith("10."):
        amount = r.randint(11, 480) * 100_000
        gold["money"].append({"question": number, "amount_sek": amount})
        paragraphs.append(f"Under året beviljades {_money(amount, made.style['money_style'])} till projektverksamhet.")
    r.shuffle(paragraphs)
    return paragraphs


def _money(amount: int, style: str) -> str:
    million = f"{amount / 1_000_000:.1f}".replace(".", ",")
    grouped = f"{amount:,}".replace(",", " ")
    return {"mkr": f"{million} Mkr", "kronor": f"{million} miljoner kronor", "msek": f"{million} MSEK", "tkr": f"{amount // 1000:,} tkr".replace(",", " "), "mnkr": f"{million} mnkr"}.get(style, f"{grouped} kronor")


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} och {items[-1]}"


def _named(made: Content, row: dict[str, Any]) -> list[str]:
    """Return the paragraphs of a name cell in the report's habit of naming."""
    name, text = row["name"], row["text"]
    if made.style["name_style"] == "dash":
        return [f"{name} – {text[0][0].lower()}{text[0][1:]}", *text[1:]]
    if made.style["name_style"] == "dot":
        return [f"{name}. {' '.join(text)}"]
    return [name, *text]


def cells(made: Content, row: dict[str, Any]) -> list[list[str]]:
    """Return the paragraphs of a row's four cells."""
    mark = f"{made.style['bullet']} " if made.style["bullet"] else ""
    outputs = [mark + line for line in row["outputs"]]
    effects = [line if line.endswith(":") or line.startswith(("Resultatb", "(")) else mark + line for line in row["effects"]]
    return [_named(made, row), outputs, effects, row["goals"]]


def docx_bytes(made: Content) -> bytes:
    """Return the report as a Word file; heads, merged heads and boxes by the report's habits."""
    from docx import Document  # noqa: PLC0415  (only for this format)

    r = random.Random(made.seed + 1)
    profile = load_profiles()[0]
    document = Document()
    document.add_heading(f"Återrapportering av villkorsbeslut {made.year}", 0)
    document.add_paragraph(made.county.region_name)
    document.add_paragraph(f"Diarienummer: {made.gold['diarienummer']}")
    document.add_paragraph("Datum: 2024-02-15")
    section = ""
    for question in profile.questions:
        if question.section != section and question.number[0].isdigit():
            section = question.section
            title = next(s.title for s in profile.sections if s.number == section)
            document.add_heading(f"{section} {title}", 1)
            if lead := profile.section_lead(section):
                document.add_paragraph(lead)
        prompt = f"{question.number} {question.prompt}" if question.number[0].isdigit() else question.prompt
        document.add_heading(prompt, 2) if r.random() < 0.7 else document.add_paragraph(prompt)
        if question.kind == "table":
            _docx_table(document, made, question.number, profile)
        elif question.kind == "boxes":
            for line in _boxes(made, question):
                document.add_paragraph(line)
        for paragraph in made.answers.get(question.number, []):
            document.add_paragraph(paragraph)
    document.add_paragraph(f"{made.county.short} 2024-02-15")
    out = io.BytesIO()
    document.save(out)
    return _still(out.getvalue())


def _boxes(made: Content, question: Any) -> list[str]:
    lines: list[str] = []
    for item in question.items:
        yes = made.boxes[item.key]
        marks = ("☒", "☐") if yes else ("☐", "☒")
        lines.append(f"{item.label}?")
        style = made.style["box_style"]
        lines.append({"after": f"Ja {marks[0]}   Nej {marks[1]}", "before": f"{marks[0]} Ja   {marks[1]} Nej", "x": f"Ja [{'x' if yes else ' '}]   Nej [{' ' if yes else 'x'}]"}[style])
    lines.append(question.if_yes)
    for item in question.items:
        lines.append(f"{item.label}.")
        lines += made.answers[f"{question.number}.{item.key}"]
    lines.append(question.if_no)
    lines += made.answers[f"{question.number}.no"]
    return lines


def _docx_table(document: Any, made: Content, number: str, profile: Any) -> None:
    heads = [c.head for c in profile.columns]
    rows = made.rows[number]
    table = document.add_table(rows=1 + max(1, len(rows)), cols=4)
    table.style = "Table Grid"
    for i, head in enumerate(heads):
        table.cell(0, i).text = head
    for k, row in enumerate(rows, start=1):
        for i, paragraphs in enumerate(cells(made, row)):
            cell = table.cell(k, i)
            cell.text = paragraphs[0] if paragraphs else ""
            for paragraph in paragraphs[1:]:
                cell.add_paragraph(paragraph)


def _still(data: bytes) -> bytes:
    """Return a zip file with fixed time stamps, so that the same seed gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "docProps/core.xml":
                import re  # noqa: PLC0415

                body = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-01-01T00:00:00Z", body)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body)
    return out.getvalue()


def flat_text(made: Content, *, spaced: bool | None = None, width: int = 32) -> str:
    """Return the report as the text of a PDF whose tables are flattened cell by cell, with pages cut through rows.

    `spaced` puts a blank line after every line (as some tools do); None lets the seed decide.
    """
    r = random.Random(made.seed + 2)
    spaced = r.random() < 0.5 if spaced is None else spaced
    profile = load_profiles()[0]
    pages: list[list[str]] = [[]]

    def put(lines: list[str]) -> None:
        for line in lines:
            if len(pages[-1]) >= 44:
                pages.append([])
            pages[-1].append(line)

    put([f"Återrapportering av villkorsbeslut {made.year}", made.county.region_name, f"Diarienummer: {made.gold['diarienummer']}", "Datum: 2024-02-15"])
    section = ""
    for question in profile.questions:
        if question.section != section and question.number[0].isdigit():
            section = question.section
            put([f"{section} {next(s.title for s in profile.sections if s.number == section)}"])
            put(textwrap.wrap(profile.section_lead(section), 88))
        prompt = f"{question.number} {question.prompt}" if question.number[0].isdigit() else question.prompt
        put(textwrap.wrap(prompt, 82))
        if question.kind == "table":
            for column in profile.columns:
                put(textwrap.wrap(column.head, width))
            for row in made.rows[question.number]:
                _put_row(pages, [[line for p in cell for line in textwrap.wrap(p, width)] for cell in cells(made, row)])
        elif question.kind == "boxes":
            for line in _boxes(made, question):
                put(textwrap.wrap(line, 88))
        for paragraph in made.answers.get(question.number, []):
            put(textwrap.wrap(paragraph, 88))
    put([f"{made.county.short} 2024-02-15"])
    joint = " \n\n" if spaced else "\n"
    return "\f".join(joint.join([*page, str(i)]) + "\n" for i, page in enumerate(pages, start=1))


def _put_row(pages: list[list[str]], columns: list[list[str]]) -> None:
    """Put a row on the page cell by cell; what does not fit goes on below the break, cell by cell."""
    left = columns
    while any(left):
        room = 44 - len(pages[-1])
        height = max(len(c) for c in left)
        if room <= 2:
            pages.append([])
            continue
        for column in left:
            pages[-1] += column[:room]
        left = [c[room:] for c in left] if height > room else [[], [], [], []]
        if any(left):
            pages.append([])


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
        stem.with_suffix(".gold.json").write_text(json.dumps(made.gold, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        if "docx" in options.formats:
            stem.with_suffix(".docx").write_bytes(docx_bytes(made))
        if "txt" in options.formats:
            stem.with_suffix(".txt").write_text(flat_text(made), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
