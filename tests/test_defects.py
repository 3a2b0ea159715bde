"""Faults put into Word files that are whole: each is found by its rule, at its question, and nothing else is."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from samgraf import cli

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
variants = pytest.importorskip("variants")
variant_clean = pytest.importorskip("variant_clean")

SEED = 11  # Västmanland: ten municipalities, a strategy that the reference data has
DOUBTS = ("SG-E03",)
WRONG = {
    "SG-N04": (
        "Av 33 beviljade stöd gick 23 (68 %) till företag i mindre orter.",
        "Under året beviljades 33 stöd. 23 av dem, 68 procent, gick till kvinnor.",
        "Av de 33 besluten gick 68 procent till kvinnor och 32 procent till män.",
        "68 % av de 33 stöden gick till män.",
        "Totalt 23 av 33 företag (68 procent) har infört ny teknik.",
        "23 st (68%) av 33 st.",
    ),
    "SG-N01": (
        "Totalt beviljades 46 stöd, varav 27 till kvinnor, 12 till män och 9 till bolag.",
        "Sammanlagt 48 företag deltog: 20 i norr, 15 i söder och 15 i väster.",
        "Av de 31,2 miljoner kronorna gick 17,9 miljoner kronor till projekt och 14,3 miljoner kronor till stöd.",
        "Det blev 120 deltagare, varav 70 kvinnor och 60 män.",
        "Det var 66 företag, varav 40 i Sala och 30 i Köping.",
        "Sammanlagt 30,0 mkr: 17,5 mkr till projekt (58 procent), 9,0 mkr till företag (30 procent) och 2,5 mkr till service (8 procent).",
    ),
    "SG-N02": ("Enkäten gick ut till 250 företag. 97 svarade, vilket är 49 procent.",),
    "SG-N05": (
        "Av deltagarna var 55 procent kvinnor och 35 procent män.",
        "Medlen fördelades med 40 % till norra, 35 % till södra och 15 % till västra delen av länet.",
    ),
    "SG-N06": ("Det beviljades 453 420 kronor till kommersiell service och 453 420 kronor till landsbygdsstöd.",),
    "SG-N07": (
        "Hälften av de 133 företagen har växt.",
        "50 procent av de 133 deltagarna fick arbete.",
        "Av 133 stöd gick hälften till kvinnor.",
    ),
    "SG-N08": (
        "Arbetet har bedrivits i fyra kommuner: Sala, Köping och Arboga.",
        "Tre delprojekt har genomförts: Lyftet, Steget, Broarna och Vägen.",
    ),
    "SG-N10": (
        "Andelen kvinnor ökade med 6 procent, från 33 till 39 procent.",
        "Andelen ökade från 33 % till 39 %, det vill säga med 6 %.",
    ),
    "SG-A02": (
        "Samtliga 12 kommuner i länet har deltagit.",
        "Länets 14 kommuner har deltagit.",
        "Nio av länets tolv kommuner har antagit planen.",
        "Elva av länets tio kommuner har antagit planen.",
    ),
    "SG-R01": (
        "Arbetet beskrivs närmare i kapitel 14.2.",
        "Insatserna redovisas under rubrik 12.3.",
        "Läs mer om detta (jfr kap. 15.4).",
    ),
}
RIGHT = (
    "Av 33 beviljade stöd gick 23 (70 %) till företag i mindre orter.",
    "Under året beviljades 33 stöd. 23 av dem, 70 procent, gick till kvinnor.",
    "Av de 33 besluten gick 70 procent till kvinnor och 30 procent till män.",
    "Totalt beviljades 46 stöd, varav 27 till kvinnor och 25 till landsbygdsföretag.",
    "Sammanlagt 48 företag deltog: 20 i norr, 16 i söder och 12 i väster.",
    "Av de 31,2 miljoner kronorna gick 17,9 miljoner kronor till projekt och 10,3 miljoner kronor till stöd.",
    "Medlen fördelades med 40 % till norra, 35 % till södra och 25 % till västra delen av länet.",
    "Ungefär hälften av de 133 företagen har växt.",
    "Tre projekt har startats: Lyftet, Steget och Vägen.",
    "Tre satsningar har gjorts: Mat och Dryck, Skog och Trä samt Vatten.",
    "Andelen ökade med 6 procentenheter, från 33 till 39 procent.",
    "Samtliga 12 kommuner i projektet har deltagit.",
    "Av 200 svarande ansåg 75 (38 %) att läget är bra, 51 (26 %) att det är dåligt och 74 (37 %) vet inte.",
    "Antalet ökade från 120 till 140, en ökning med 17 procent.",
    "Av totalt 12 mnkr avsåg 4 mnkr projekt, 5 mnkr företagsstöd, resten overhead.",
    "Se kapitel 6 i den regionala utvecklingsstrategin.",
    "Enkäten gick ut till 250 företag. 97 svarade, vilket är 39 procent.",
    "Det var 70 företag, varav 40 i Sala och 30 i Köping.",
    "Fyra seminarier hölls, två i Sala och två i Köping.",
    "Av de 45 företagen var 20 (44 %) små och 30 (67 %) exporterade.",
)


def found_in(
    made: object, folder: Path, capsys: pytest.CaptureFixture[str], form: str = "docx"
) -> set[tuple[str, str]]:
    """Return rule and question of what `samgraf check` finds in a report, but for doubts of reading."""
    path = variants.write(made, folder / "rapport", form)
    assert cli.main(["check", str(path), "--format", "json"]) in {0, 1}
    told = json.loads(capsys.readouterr().out)["findings"]
    return {(one["rule"], one["question"] or "") for one in told if one["rule"] not in DOUBTS}


def with_texts(texts: list[str]) -> tuple[object, list[str]]:
    """Return a whole report with each text added to an answer of its own, and the questions of those."""
    made = variant_clean.clean(SEED)
    questions = [key for key in made.answers if key.count(".") == 1 and key[0].isdigit() and key != "10.3"]
    assert len(questions) >= len(texts)
    for question, text in zip(questions, texts, strict=False):
        made.answers[question] = [f"{made.answers[question][0]} {text}"]
    return made, questions


@pytest.mark.parametrize(("seed", "form"), [(3, "docx"), (8, "docx"), (4, "pdf")])
def test_nothing_is_found_in_a_report_without_faults(
    seed: int, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is found here accuses somebody of what is not so; seed 8 is Gotland, which is its own municipality."""
    assert found_in(variant_clean.clean(seed), tmp_path, capsys, form) == set()


@pytest.mark.parametrize("half", [0, 1])
def test_wrong_figures_and_references_are_found_where_they_stand(
    half: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """People write the same fault in many ways."""
    planted = [(rule, text) for rule, texts in WRONG.items() for text in texts][half::2]
    made, questions = with_texts([text for _, text in planted])
    expected = {(rule, question) for (rule, _), question in zip(planted, questions, strict=False)}

    assert found_in(made, tmp_path, capsys) == expected


def test_what_looks_wrong_and_is_right_is_not_accused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Groups that overlap, shares rounded one by one, other documents' chapters, other areas' municipalities."""
    made, _ = with_texts(list(RIGHT))

    assert found_in(made, tmp_path, capsys) == set()


def test_faults_of_the_form_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Boxes, circles, silence, rows: what the form itself asks for."""
    made = variant_clean.clean(SEED)
    made.answers |= {
        "2.3": ["Se svar under 2.4."],
        "2.4": ["Se svar under 2.3."],
        "3.2": [],
        "4.2": ["Se svar under 4.1."],
    }
    made.boxes["interreg"] = False
    made.answers["10.3.interreg"] = []
    rows = made.rows["3.4"] or [dict(next(row for rows in made.rows.values() for row in rows))]
    first = rows[0]
    text = "Ett treårigt projekt. 2022–2023. Finansieras av anslag 1:1."
    made.rows["3.4"] = [
        first | {"name": f"Sjövägen {word}", "text": ["Ett projekt. 2022–2023. Finansieras av anslag 1:1."]}
        for word in ("ett", "två", "tre", "fyra", "fem")
    ] + [first | {"name": "Sjövägen sex", "text": ["Ett projekt. 2023–2021. Finansieras av anslag 1:1."]}]
    made.rows["4.4"] = [
        first | {"name": "Kunskapsbron", "text": [text], "outputs": []},
        first | {"name": "Lärvägen", "text": [text.replace("2022–2023", "2018–2020")], "effects": []},
        first | {"name": "Broslaget", "text": [text.replace("2022–2023", "2021–2024")], "goals": []},
    ]
    made.rows["7.2"] = [
        first | {"name": "Ljusstaken", "outputs": ["Tolv nya möten har hållits: 40 företag fick stöd."]}
    ]
    made.rows["8.2"] = [
        first | {"name": "Ljusstaken", "outputs": ["Tolv nya möten har hållits: 55 företag fick stöd."]}
    ]
    made.after |= dict.fromkeys(("3.4", "4.4", "7.2", "8.2"), "")
    found = found_in(made, tmp_path, capsys)

    assert {one for one in found if one[1][:1] in "234"} >= {
        ("SG-R03", "2.3"), ("SG-C02", "2.4"), ("SG-C01", "3.2"), ("SG-C02", "4.2"), ("SG-C11", "3.4"), ("SG-T04", "3.4"),
        ("SG-C06", "4.4"), ("SG-C07", "4.4"), ("SG-C09", "4.4"), ("SG-T01", "4.4"),
    }  # fmt: skip
    assert ("SG-C04", "10.3.no") in found
    assert not {("SG-T01", "3.4"), ("SG-C02", "2.3")} & found
