"""The name of an insats told from its description."""

import pytest
from small_reports import document, passage

from samgraf.reports.names import Line, split_name


def name_in(text, *, hard=1.0, paragraphs=False):
    """Return the name that a cell's text begins with; each line break is as likely a choice as `hard`."""
    source = document(text)
    cell = passage(source, text)
    lines = [Line(i + 1, hard) for i, c in enumerate(text) if c == "\n"]
    begin, end, _ = split_name(cell, lines, paragraphs=paragraphs)
    return cell.text[begin:end]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gröna hamnar\nProjektet drivs av Almby kommun.", "Gröna hamnar"),
        ("Gröna hamnar. Projektet drivs av Almby kommun.", "Gröna hamnar"),
        ("Gröna hamnar är ett projekt för hela kusten.", "Gröna hamnar"),
        ("Gröna hamnar – ett samverkansprojekt för hela kusten", "Gröna hamnar"),
        ("Gröna hamnar – etapp 2\nProjektet drivs av Almby kommun.", "Gröna hamnar – etapp 2"),
        ("Gröna hamnar (2022–2024)\nProjektet drivs av Almby kommun.", "Gröna hamnar"),
        ("”Gröna hamnar”\nProjektet drivs av Almby kommun.", "”Gröna hamnar”"),
        ("#Gröna hamnar\nProjektet drivs av Almby kommun.", "#Gröna hamnar"),
        ("Fossilfritt 2030 – vägen dit\nProjektet drivs av Almby kommun.", "Fossilfritt 2030 – vägen dit"),
        ("Gröna hamnar 2022–\nProjektet drivs av Almby kommun.", "Gröna hamnar"),
        ("Insats 2: Gröna hamnar\nProjektet drivs av Almby kommun.", "Gröna hamnar"),
        ("Projekt 3 – Gröna hamnar\nProjektet drivs av Almby kommun.", "Gröna hamnar"),
        ("Projekt 2030: hamnarna\nProjektet drivs av Almby kommun.", "Projekt 2030: hamnarna"),
        ("GH: gröna hamnar\nProjektet drivs av Almby kommun.", "GH: gröna hamnar"),
    ],
)
def test_a_name_ends_where_the_description_begins(text, name):
    """Regions part the name from the description in many ways."""
    assert name_in(text) == name


def test_a_small_word_ends_a_name_where_the_break_was_a_choice_and_a_sentence_follows():
    """Else it leads on to the next line."""
    text = "Almby året om\nAlmby Turism AB driver projektet ihop med kommunen."

    assert name_in(text, hard=0.97) == "Almby året om"
    assert name_in(text, hard=0.6).startswith("Almby året om Almby Turism")


def test_a_full_line_does_not_end_a_name_that_goes_on():
    """A break that the margin forced tells nothing."""
    assert name_in("Gröna hamnar och öppna\nverkstäder", hard=0.0) == "Gröna hamnar och öppna verkstäder"


def test_a_full_line_ends_a_name_where_a_sentence_begins():
    """Within a name a capital is rare, so a capital and two small words begin the description."""
    assert name_in("Gröna hamnar för småföretag\nStöd till lokala grupper.", hard=0.0) == "Gröna hamnar för småföretag"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Energilyft för småföretag\nEnergikartläggning och rådgivning.", "Energilyft för småföretag"),
        ("Hamnresan\nVisit Almby utvecklar hamnarna med tre kommuner.", "Hamnresan"),
        ("Service i hela\nDalarna\nLänsstyrelsen driver arbetet med tio byar.", "Service i hela Dalarna"),
        ("Verkstäder i\nBergslagen\nProjektet drivs av Nora kommun.", "Verkstäder i Bergslagen"),
    ],
)
def test_a_sentence_after_a_full_line_ends_the_name(text, name):
    """In a narrow column every break is forced; a place goes on with a name, a sentence does not."""
    assert name_in(text, hard=0.0) == name


def test_a_sentence_after_a_dash_is_no_part_of_the_name_in_a_narrow_column():
    """The column breaks the sentence where it likes; a phase, or a short addition with a line of its own, stays."""
    assert name_in("Kultur på turné –\nlänsteatern\nNorra Scenen ger\npjäser i byar.", hard=0.0) == "Kultur på turné"
    assert name_in("Kultur på turné – etapp 2\nDrivs av Norra Scenen.", hard=1.0) == "Kultur på turné – etapp 2"


def test_who_does_what_after_a_full_line_ends_the_name():
    """A place may be a part of a name; a municipality that does something is not."""
    assert name_in("Väg 12 Atlant\nNora kommun är samordnare", hard=0.5) == "Väg 12 Atlant"
    assert name_in("Smart industri Närke\nAlmby Science Park driver,", hard=0.5) == "Smart industri Närke"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hamnar och turism\nVisit Almby, Havsrådet och JHT", "Hamnar och turism"),
        ("Hamnresan\nNora kommun, Almby AB och byalagen", "Hamnresan"),
        ("Samverkan mellan\nNora och Arboga", "Samverkan mellan Nora och Arboga"),
        ("Stråket Örebro,\nNora och Arboga", "Stråket Örebro, Nora och Arboga"),
    ],
)
def test_names_in_a_row_after_a_full_line_end_the_name(text, name):
    """Who takes part stands after the name; places may be a part of it."""
    assert name_in(text, hard=0.5) == name


@pytest.mark.parametrize(
    "name",
    [
        "Cykla hela vägen – sammanhängande regionala cykelstråk från Almby till Bergdal",
        "Kapital på lika villkor för bolag som leds av kvinnor",
        "Från idé till bolag i Almby och Bergdal – verkstäder som delar lokaler, handledare och nätverk hela vägen",
        "Hamn:resan 2.0: kajer, båtar, spår",
    ],
)
def test_a_paragraph_that_is_no_sentence_is_a_name_as_a_whole(name):
    """Some regions name their insatser with half a sentence; what follows has a paragraph of its own."""
    assert name_in(f"{name}\nAlmby kommun leder arbetet.", paragraphs=True) == name


@pytest.mark.parametrize("said", ["en mötesplats för länets alla företag", "länets arena för företag som växer"])
def test_what_is_said_of_a_name_after_a_dash_is_not_the_name(said):
    """An article begins a description, also in the paragraph of the name."""
    assert name_in(f"Hamnforum – {said}\nAlmby kommun leder arbetet.", paragraphs=True) == "Hamnforum"


def test_a_subject_between_a_dash_and_its_verb_is_no_part_of_the_name():
    """One word before the verb is not a name's tail, though it is short; the dash that parts it describes nothing either."""
    text = "Gröna hamnar – Projektet drivs av Almby kommun."
    source = document(text)
    begin, end, after = split_name(passage(source, text), [], paragraphs=True)

    assert (text[begin:end], text[after:]) == ("Gröna hamnar", "Projektet drivs av Almby kommun.")


@pytest.mark.parametrize("sign", [": ", ". ", " – "])
def test_the_sign_before_a_description_is_no_part_of_it(sign):
    """A description that begins with a colon looks wrong wherever it is shown."""
    text = f"Gröna hamnar{sign}Kajer i alla små hamnar har rustats."
    source = document(text)
    _, _, after = split_name(passage(source, text), [], paragraphs=True)

    assert text[after:].startswith("Kajer")


@pytest.mark.parametrize(
    "does", ["almby leder.", "almby Science Park driver den.", "spillkråkan ordnar den med Almby kommun."]
)
def test_who_does_what_after_a_dash_is_not_the_name_however_short(does):
    """Three words after a dash are a name's own only if they say what it is."""
    assert name_in(f"Hamnforum – {does} Almby kommun betalar.\n2022–2023", paragraphs=True) == "Hamnforum"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Smart industri\nSörmland\nMunktell Science Park driver arbetet.", "Smart industri Sörmland"),
        ("Gröna byar\nDalarna\nProjektet drivs av Nora kommun.", "Gröna byar Dalarna"),
        ("Fossilfritt\nFrostviken\nStrömsunds kommun, Almby AB och byalagen.", "Fossilfritt Frostviken"),
        ("Smart Housing\nSmåland 2.0\nRISE samordnar insatsen med andra.", "Smart Housing Småland 2.0"),
        ("Mammor i arbete\nEskilstuna kommun, Röda Korset och Arbetsförmedlingen.", "Mammor i arbete"),
        ("Kvinnors företag i öster\nAlmi Almby i samverkan med Bergdals kommun.", "Kvinnors företag i öster"),
        ("Smart industri\nAlmby Science Park driver, tillsammans med andra.", "Smart industri"),
        ("E12 Almby\nTransport\nUmeå kommun är lead partner, Bergdals kommun deltar.", "E12 Almby Transport"),
        ("Kvinnor i styrelser\nStyrelseutbildning. Almby AB och Bergdals kommun.", "Kvinnor i styrelser"),
        ("Servicepunkt\nKällbäck. Almby AB och Bergdals kommun.", "Servicepunkt Källbäck"),
        ("Snabbspår industri\nArbetsförmedlingen + Almby AB + Bergdals kommun.", "Snabbspår industri"),
        ("Gruvtekniskt kluster\nKlusterledning: Almby AB i samarbete med andra.", "Gruvtekniskt kluster"),
        ("Smart industri\nSörmland. Munktell Science Park driver arbetet.", "Smart industri Sörmland"),
        ("Gröna hamnar\nInterreg-projekt där Almby Hamn AB är ledande partner.", "Gröna hamnar"),
    ],
)
@pytest.mark.parametrize("hard", [0.0, 0.3])
def test_a_name_goes_on_with_a_place_but_not_with_a_municipality_or_a_fund(text, name, hard):
    """A narrow column tells little by its breaks; who takes part and who pays is no name."""
    assert name_in(text, hard=hard) == name


def test_a_place_begins_the_description_only_after_a_line_that_had_much_room():
    """A name in bold is wider than its letters tell, so that a little room is none."""
    assert name_in("Matlandet\nDalarna", hard=0.7) == "Matlandet Dalarna"
