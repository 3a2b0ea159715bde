"""A report becomes a graph: its statements, their addresses, the evidence for each, the same bytes every time."""

from __future__ import annotations

import random
from array import array
from dataclasses import replace

import pyoxigraph as ox
import pytest
from small_reports import ID, NOTHING, at, document, passage, small_report, with_entries

from samgraf.documents import Span
from samgraf.graph import nquads
from samgraf.graph.iris import entry_keys, mint, name_key
from samgraf.graph.namespaces import RDF_TYPE, compact, evidence_graph, report_graph, sg
from samgraf.graph.report import to_nquads, to_quads
from samgraf.graph.writer import LONGEST_QUOTE, Writer, decimal, fold, pieces, text
from samgraf.passages import Passage
from samgraf.reports import model


def statements(report: model.Report) -> dict[str, dict[str, list[str]]]:
    """Return a report's statements as text, by subject and property, both in short."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in to_quads(report, NOTHING):
        found.setdefault(compact(quad.subject.value), {}).setdefault(compact(quad.predicate.value), []).append(
            compact(quad.object.value)
        )
    return found


def the(report: model.Report, kind: str) -> dict[str, list[str]]:
    """Return the statements of the one thing of a kind."""
    (found,) = (about for about in statements(report).values() if f"sg:{kind}" in about.get("rdf:type", ()))
    return found


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "Report",
            {
                "sg:region": ["actor/region-19"],
                "sg:reportYear": ["2023"],
                "sg:usesTemplate": ["template/villkorsbeslut-2023"],
                "sg:reportDate": ["2024-01-16"],
            },
        ),
        (
            "SourceDocument",
            {"sg:fileName": ["liten.txt"], "sg:pageCount": ["2"], "sg:readWithProfile": ["villkorsbeslut/2023"]},
        ),
        (
            "InsatsEntry",
            {
                "sg:describesInsats": ["insats/19/fiskradet"],
                "sg:startYear": ["2022"],
                "sg:endYear": ["2024"],
                "sg:basis": ["basis/uppfoljning"],
                "sg:reportedUnder": ["question/villkorsbeslut-2023/3.4"],
            },
        ),
        ("Insats", {"sg:name": ["Fiskrådet"], "sg:reportedBy": ["actor/region-19"]}),
        ("Funding", {"sg:asWritten": ["Havsfonden"], "sg:ofEntry": ["entry/19-2023/fiskradet"]}),
        (
            "ActorGroup",
            {
                "sg:least": ["9"],
                "sg:wholeSize": ["10"],
                "sg:memberKind": ["sg:Municipality"],
                "sg:wholeOf": ["county/19"],
            },
        ),
        (
            "ActorMention",
            {
                "sg:actor": ["actor/provisional/19/fiskradet"],
                "sg:inAnswer": ["answer/19-2023/3.3"],
                "sg:role": ["role/mentioned"],
            },
        ),
        (
            "GoalAttribution",
            {
                "sg:writtenNumber": ["14"],
                "sg:goal": ["goal/rus-19x/14"],
                "sg:goalArea": ["goal/rus-19x/area-levande-hav"],
                "sg:level": ["target"],
            },
        ),
        (
            "Target",
            {
                "sg:provisional": ["true"],
                "sg:inFramework": ["framework/rus-19x"],
                "sg:inArea": ["goal/rus-19x/area-levande-hav"],
            },
        ),
        ("GoalArea", {"sg:name": ["Levande hav"]}),
        ("GoalFramework", {"sg:name": ["RUS"], "sg:provisional": ["true"]}),
        (
            "Amount",
            {
                "sg:value": ["43800000"],
                "sg:lower": ["43750000"],
                "sg:unit": ["unit/SEK"],
                "sg:decimals": ["1"],
                "sg:asWritten": ["43,8 miljoner kronor"],
            },
        ),
        ("HorizonAssessment", {"sg:horizon": ["horizon/short"], "sg:confidence": ["0.6"], "sg:method": ["ord"]}),
        ("ThemeTreatment", {"sg:theme": ["dimension/social"], "sg:themeKind": ["dimension"]}),
    ],
)
def test_what_a_report_says_is_written_as_agreed(kind, expected):
    """Shapes and queries rely on exactly these properties."""
    about = the(small_report(), kind)

    assert {name: about.get(name) for name in expected} == expected


def test_every_statement_is_in_the_reports_graph_or_its_evidence_and_none_has_a_blank_node():
    """Blank nodes would double when a report is loaded twice; a stray graph would outlive its report."""
    quads = to_quads(small_report(), NOTHING)

    assert {quad.graph_name for quad in quads} == {report_graph("19", 2023), evidence_graph("19", 2023)}
    assert not [quad for quad in quads if ox.BlankNode in (type(quad.subject), type(quad.object))]


@pytest.mark.parametrize(
    "kind",
    [
        "InsatsEntry",
        "Participation",
        "GoalAttribution",
        "Quantity",
        "CrossReference",
        "Funding",
        "Output",
        "Effect",
        "ThemeTreatment",
        "ActorMention",
        "Answer",
    ],
)
def test_everything_that_is_said_has_its_evidence(kind):
    """A fact without its place in the source cannot be checked by anybody."""
    found = [about for about in statements(small_report()).values() if f"sg:{kind}" in about.get("rdf:type", ())]

    assert found
    assert all(about.get("sg:hasEvidence") for about in found)


def test_evidence_gives_page_lines_offsets_and_the_words_themselves():
    """These are what a reader needs to find the place in the report."""
    about = statements(small_report())
    (evidence,) = the(small_report(), "GoalAttribution")["sg:hasEvidence"]

    assert about[evidence]["sg:page"] == ["2"]
    assert about[evidence]["sg:firstLine"] == about[evidence]["sg:lastLine"] == ["8"]
    assert about[evidence]["sg:quote"] == ["RUS: Levande hav, delmål 14"]
    assert about[evidence]["sg:reviewStatus"] == ["review/unreviewed"]
    assert about[evidence]["sg:confidence"] == ["0.9"]


def test_every_quote_is_found_at_its_offsets():
    """Rule E02 rests on it: the quote is the source's own characters, white space folded."""
    report = small_report()
    evidence = [about for about in statements(report).values() if "sg:Evidence" in about.get("rdf:type", ())]

    assert len(evidence) > 10
    for about in evidence:
        start, end = int(about["sg:startOffset"][0]), int(about["sg:endOffset"][0])
        assert fold(report.document.text[start:end]) == about["sg:quote"][0]


def test_evidence_that_goes_over_a_page_is_one_for_each_page():
    """One page number for two pages would be wrong for one of them."""
    source = document("slutet på\n\fen sida")

    found = pieces(source, [Span(0, len(source.text))])

    assert [source.quote(span) for span in found] == ["slutet på", "en sida"]


def test_lines_of_one_cell_are_one_evidence_and_cells_apart_are_two():
    """Blank lines between the lines of a cell say nothing; text of another cell between them does."""
    source = document("ett\n\n\n\n\n\ntvå\nannat\ntre")

    found = pieces(source, [Span(0, 3), Span(9, 12), Span(19, 22)])

    assert [source.quote(span) for span in found] == ["ett\n\n\n\n\n\ntvå", "tre"]


def test_an_actor_named_twice_in_an_entry_takes_part_once_with_two_places():
    """Counting participations must count actors, not how often they are named."""
    (about,) = (
        about for about in statements(small_report()).values() if about.get("sg:actor") == ["actor/kommun-1999"]
    )

    assert about["sg:asWritten"] == ["Almby kommun"]
    assert len(about["sg:hasEvidence"]) == 2


def test_an_actor_of_the_reference_graphs_is_not_described_again():
    """Two descriptions of one actor drift apart."""
    found = statements(small_report())

    assert "actor/kommun-1999" not in found
    assert found["actor/provisional/19/fiskradet"]["rdf:type"] == ["sg:Actor", "sg:Network"]


def test_a_pointer_to_a_question_that_is_not_there_gets_the_place_where_the_thing_is():
    """The writer of the report wants to know which number to write instead."""
    about = the(small_report(), "CrossReference")

    assert about["sg:targetExists"] == ["false"]
    assert about["sg:suggestedTarget"] == ["question/villkorsbeslut-2023/3.4"]
    assert "sg:targetQuestion" not in about


@pytest.mark.parametrize(
    ("target", "what", "exists", "suggested"),
    [
        ("3.4", "Fiskrådet", "true", None),
        ("3", "Fiskrådet", "true", None),
        ("4.2", "Fiskrådet", "true", ["question/villkorsbeslut-2023/3.4"]),
        ("11", "FISKRÅDET", "false", ["question/villkorsbeslut-2023/3.4"]),
        ("11.2", "Fiskråd", "false", None),
        ("11.2", "Havsrådet", "false", None),
        ("11.2", None, "false", None),
        ("1", None, "true", None),
    ],
)
def test_a_pointer_is_judged_by_the_form_and_by_whole_names(target, what, exists, suggested):
    """Sections count as targets, parts of words do not count as names, a target that has the thing needs no other."""
    report = small_report()
    answer = report.answers[0]
    pointer = replace(answer.mentions.references[0], target=target, what=what)
    answer = replace(answer, mentions=model.Mentions(references=(pointer,)))

    about = the(replace(report, answers=(answer,)), "CrossReference")

    assert about["sg:targetExists"] == [exists]
    assert about.get("sg:suggestedTarget") == suggested


def test_of_several_places_the_section_that_the_pointer_gives_is_the_likely_one():
    """Who writes 9.3 meant something in section 9; a hyphen more or less is the same name."""
    report = small_report()
    source = document("Se 9.3 om Hav-Labb.\nHav Labb är här.\nHav Labb är också här.")
    said = passage(source, "Se 9.3 om Hav-Labb.")
    pointer = model.Reference(**at(said, "Se 9.3"), target="9.3", what="Hav-Labb")
    answers = (
        model.Answer(question="5.1", status="answered", prompt=None, passage=passage(source, "Hav Labb är här.")),
        model.Answer(
            question="5.2", status="answered", prompt=None, passage=said, mentions=model.Mentions(references=(pointer,))
        ),
        model.Answer(question="9.1", status="answered", prompt=None, passage=passage(source, "Hav Labb är också här.")),
    )

    about = the(replace(report, document=source, answers=answers, entries=()), "CrossReference")

    assert about["sg:suggestedTarget"] == ["question/villkorsbeslut-2023/9.1"]


def test_a_pointer_out_of_the_report_is_not_said_to_dangle():
    """The phrase "Kapitel 6 i RUS" is another document's chapter."""
    report = small_report()
    pointer = replace(report.answers[0].mentions.references[0], external="RUS")
    answer = replace(report.answers[0], mentions=model.Mentions(references=(pointer,)))

    about = the(replace(report, answers=(answer,)), "CrossReference")

    assert "sg:targetExists" not in about
    assert about["sg:externalDocument"] == ["RUS"]


def test_an_empty_table_question_says_so_and_a_text_question_says_nothing_of_tables():
    """Rule C03 asks only where the form wants a table; the prompt is the place to show."""
    found = statements(small_report())

    assert found["answer/19-2023/8.2"]["sg:hasTable"] == ["false"]
    assert found["answer/19-2023/8.2"]["sg:answerStatus"] == ["status/empty"]
    assert found[found["answer/19-2023/8.2"]["sg:hasEvidence"][0]]["sg:method"] == ["prompt"]
    assert "sg:hasTable" not in found["answer/19-2023/3.3"]
    assert found["answer/19-2023/10.3.rus"]["sg:tickedYes"] == ["true"]


def test_the_same_report_gives_the_same_bytes_in_any_order():
    """A workspace in git must not change when nothing has."""
    quads = to_quads(small_report(), NOTHING)
    shuffled = random.Random(7).sample(  # noqa: S311  (no secret)
        [*quads, *quads], 2 * len(quads)
    )

    assert to_nquads(shuffled) == to_nquads(to_quads(small_report(), NOTHING))
    assert to_nquads(quads).count(b"\n") == len(quads)


def test_many_statements_are_written_some_at_a_time(monkeypatch):
    """A register of three thousand rows has more than a million: their text stood in memory twice."""
    quads = to_quads(small_report(), NOTHING)
    whole, sizes, write = to_nquads(quads), [], nquads.serialize

    def counted(some, **about):
        sizes.append(len(some))
        return write(some, **about)

    monkeypatch.setattr(nquads, "AT_ONCE", 10)
    monkeypatch.setattr(nquads, "serialize", counted)

    assert to_nquads(quads) == whole
    assert max(sizes) == 10
    assert to_nquads([]) == b""


def test_evidence_that_is_named_again_is_not_written_again():
    """A register of 300 rows names each cell many times; writing its evidence each time took a third of the graph."""
    writer = Writer(document("Almi leder."), "19", 2023)
    subject = mint("entry", "19-2023", "almi")
    writer.evidence(subject, [Span(0, 4)], "register", 0.9)
    once = len(writer.quads)
    writer.evidence(subject, [Span(0, 4)], "register", 0.9)
    writer.evidence(subject, [Span(0, 4)], "register", 0.8)

    assert len(writer.quads) == once + 1 + once
    assert len(writer.statements()) == 2 * once


def test_canonical_bytes_go_through_the_engine_unchanged():
    """What the store gives back must be what was filed: numbers in the form that it keeps."""
    data = to_nquads(to_quads(small_report(), NOTHING))
    store = ox.Store()
    store.load(input=data, format=ox.RdfFormat.N_QUADS)

    assert to_nquads(store) == data


def test_entries_with_one_name_get_numbers_in_the_order_of_the_report():
    """Two rows of the same name are two entries of one insats."""
    found = statements(with_entries(small_report(), "Fiskrådet", "Fiskrådet", "Fiskrådet 2022–2024"))
    entries = [key for key in found if key.startswith("entry/")]

    assert sorted(entries) == [
        "entry/19-2023/fiskradet",
        "entry/19-2023/fiskradet-2",
        "entry/19-2023/fiskradet-2022-2024",
    ]
    assert {found[key]["sg:describesInsats"][0] for key in entries} == {"insats/19/fiskradet"}
    assert found["insats/19/fiskradet"]["sg:name"] == ["Fiskrådet"]


def test_a_numbered_key_never_takes_a_name_of_its_own():
    """The name "Nav 2" is a name, not the second "Nav"."""
    keys = entry_keys(["Nav 2", "Nav", "Nav", "Nav 2"])

    assert keys == ["nav-2", "nav", "nav-3", "nav-2-2"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("#Rätt kompetens", "ratt-kompetens"),
        ("Rätt kompetens 2022–2024.", "ratt-kompetens"),
        ("Rätt kompetens (2022-24)", "ratt-kompetens"),
        ("Rätt kompetens - expansion", "ratt-kompetens-expansion"),
        ("Vision 2030", "vision-2030"),
        ("2022–2024", "2022-2024"),
    ],
)
def test_an_insats_keeps_its_key_from_year_to_year(name, key):
    """Years hang on it: only a span of years is left out, a year that is part of the name stays."""
    assert name_key(name) == key


@pytest.mark.parametrize(
    "key", ["a b", "x\ny", '"><{}|\\^`', "\x00", "å/../b", "%zz", "\ud800", "a#b?c", "", "é" * 500]
)
def test_any_key_makes_a_valid_address(key):
    """Names come from strangers' files; an address that is none breaks the whole graph."""
    iri = mint("insats", "19", key)

    assert iri.value.startswith(ID + "insats/19/")
    assert ox.NamedNode(iri.value) == iri
    assert not set(iri.value) & set(' <>"{}|\\^`\n#?')


def test_characters_that_no_file_can_hold_are_replaced():
    """A NUL in a Word file must not make the graph unreadable."""
    assert text("a\x00b\ud800c\uffff").value == "a\ufffdb\ufffdc\ufffd"


def test_a_long_quote_ends_in_an_ellipsis():
    """The graph shows where to look; the source holds the text."""
    quote = fold("ord " * 300)

    assert len(quote) <= LONGEST_QUOTE
    assert quote.endswith("ord…")


@pytest.mark.parametrize(
    ("number", "written"),
    [(0.9, "0.9"), (1.0, "1"), (0.0, "0"), (43_800_000, "43800000"), (0.00001, "0.00001"), (100, "100")],
)
def test_numbers_have_one_form(number, written):
    """Two forms of one number would be two statements."""
    assert decimal(number).value == written


def test_the_same_figure_written_twice_is_two_quantities():
    """Rule N06 asks why one amount is given for two things."""
    report = small_report()
    source = document("38 % och 38 %")
    where = Passage(source.text, array("L", range(len(source.text))))
    figure = model.Figure(**at(where, "38 %"), kind="share", value=38, unit="percent")
    said = replace(
        report.answers[0], passage=where, mentions=model.Mentions(figures=(figure, replace(figure, start=9, end=13)))
    )

    quads = to_quads(replace(report, document=source, answers=(said,), entries=()), NOTHING)

    assert len({quad.subject for quad in quads if quad.predicate == RDF_TYPE and quad.object == sg("Share")}) == 2


def test_a_passage_of_the_hand_made_report_leads_to_its_source():
    """The tests above rest on it."""
    source = document()
    where = passage(source, "Tre möten", "kronor.")

    assert source.quote(where.spans()[0]).startswith("Tre möten")


def test_what_led_to_what_is_written_with_the_words_that_say_so():
    """A link between results without evidence would be ours and not the report's."""
    report = small_report()
    link = model.ChainLink(
        start=0,
        end=6,
        surface="Bättre",
        method="said-to-lead",
        confidence=0.9,
        from_column="outputs",
        from_index=0,
        to_index=0,
    )
    chained = replace(report, entries=(replace(report.entries[0], chains=(link,)),))
    about = the(chained, "ChainLink")

    assert about["sg:chainEffect"] == the(chained, "Output")["sg:leadsTo"]
    assert (about["sg:method"], about["sg:confidence"], len(about["sg:hasEvidence"])) == (["said-to-lead"], ["0.9"], 1)


@pytest.mark.parametrize(
    ("written", "name"),
    [(("", "RUS 2030", "RUS 2030", "Strategin"), "RUS 2030"), (("", ""), "Regional utvecklingsstrategi")],
)
def test_a_strategy_that_no_file_holds_is_called_what_the_report_calls_it_most(written: tuple[str, ...], name: str):
    """The first place that names a goal of it may say nothing of the strategy."""
    report = small_report()
    cells = report.entries[0].cells
    at_goals = next(n for n, cell in enumerate(cells) if cell.mentions.goals)
    (goal,) = cells[at_goals].mentions.goals
    goals = tuple(
        replace(goal, written_framework=each, number=str(n), goal=f"{ID}goal/rus-19x/{n}")
        for n, each in enumerate(written)
    )
    cell = replace(cells[at_goals], mentions=replace(cells[at_goals].mentions, goals=goals))
    told = replace(
        report, entries=(replace(report.entries[0], cells=(*cells[:at_goals], cell, *cells[at_goals + 1 :])),)
    )

    assert the(told, "GoalFramework")["sg:name"] == [name]
