"""The library's mechanism: headers that are checked, parameters that are bound, answers in every format."""

from __future__ import annotations

import contextlib
import csv
import importlib.util
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from form_reports import Layout, text_report
from rich.console import Console
from small_reports import NOTHING, load, small_report

from samgraf import api
from samgraf.answers import Answer, plain
from samgraf.errors import QueryError, UsageError, WorkspaceError
from samgraf.formats import to_csv, to_json, to_markdown, to_table, to_tsv, visible
from samgraf.graph.report import to_quads
from samgraf.parameters import Parameter, Text, blocks, bound, terms
from samgraf.queries import find, load_queries, load_query, parse_query, run, suggest
from samgraf.readers import read
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.profile import load_profiles
from samgraf.reports.read import read_report
from samgraf.resources import folder
from samgraf.store import from_quads
from samgraf.workspace import Workspace

HEADER = """#+ id: outputs
#+ title:
#+   sv: Prestationer
#+   en: Outputs
#+ question:
#+   sv: Vad gjordes?
#+   en: What was done?
#+ answer:
#+   sv: "{rows} prestationer i {region} region."
#+   en: "{rows} outputs in {region} region."
#+ tags: [insats]
#+ parameters:
#+   - name: region
#+     type: region
#+   - name: year
#+     type: year
#+     default: 2023
#+   - name: word
#+     type: string
#+     description:
#+       sv: Ord i texten
#+       en: Word in the text
#+ columns: [region, year, text]
"""
SELECT = """SELECT ?region ?year ?text WHERE {
  VALUES ?region { UNDEF }
  VALUES ?year { UNDEF }
  VALUES ?word { UNDEF }
  ?output a sg:Output ; sg:ofEntry ?entry ; sg:text ?text .
  ?entry sg:inReport ?report .
  ?report sg:region ?region ; sg:reportYear ?year .
  FILTER(!BOUND(?word) || CONTAINS(LCASE(?text), LCASE(?word)))
}
ORDER BY ?region ?year ?text
"""
UNMET = "#+ unmet: {sv: Inte sökt., en: Not looked for.}\n"
FILE = Path("queries/outputs.rq")
HOSTILE = [
    'x" } UNION { ?a ?b ?text } #',
    "x' } UNION { ?a ?b ?text } #",
    '"""',
    "\\",
    '\\" } #',
    "\\u0022 } UNION { ?a ?b ?text } #",
    "\n} UNION { ?a ?b ?text }",
    "\r\n",
    "\x00",
    "<http://x/>",
    "UNDEF } #",
    "?text",
    "$text",
    ") } VALUES ?word { UNDEF }",
    "{rows}",
    "\u2028\u202e",
    "'; DROP ALL",
    "%s%n{0}",
    "^^<http://x>",
    '"@sv',
]


@pytest.fixture
def query():
    """Return a query of three parameters."""
    return parse_query(HEADER + SELECT, FILE)


@pytest.fixture
def store():
    """Return a store of two small reports."""
    return from_quads([*to_quads(small_report("19", 2023), NOTHING), *to_quads(small_report("18", 2022), NOTHING)])


def refused(text):
    """Return the English message for a query file with this text."""
    with pytest.raises(QueryError) as error:
        parse_query(text, FILE)
    return error.value.en


def test_a_header_says_everything_about_a_query(query):
    """What `samgraf ask` lists comes from here and nowhere else."""
    assert (query.id, query.title.en, query.question.sv, query.kind) == ("outputs", "Outputs", "Vad gjordes?", "select")
    assert [parameter.name for parameter in query.parameters] == ["region", "year", "word"]
    assert query.parameters[1].default == 2023
    assert query.columns == ("region", "year", "text")


def test_a_misspelt_key_is_an_error_that_names_it():
    """Otherwise it would be ignored for years."""
    assert (
        refused("#+ keyowrd: x\n" + HEADER + SELECT)
        == "queries/outputs.rq: unexpected keyword 'keyowrd' (keys are listed in queries/README.md)"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("#+ id: outputs\n", ""), "'id' is missing"),
        (("#+   en: Outputs\n", ""), "title must have sv and en"),
        (("type: year", "type: jear"), "unknown type 'jear'"),
        (("default: 2023", "default: nyss"), "it is no year"),
        (("#+     type: region\n", ""), "'type' is missing"),
        (("#+   - name: region\n", "#+   - nam: region\n"), "unexpected keyword 'nam'"),
        (("columns: [region, year, text]", "columns: [year, region, text]"), "but the query selects"),
        (("tags: [insats]", "tags: insats"), "tags must be a list"),
        (("tags: [insats]", "tags: ]"), "not YAML"),
        (("VALUES ?word { UNDEF }", ""), "has no VALUES ?word"),
        (("#+   - name: region\n#+     type: region\n", ""), "is no parameter of the header"),
        (("SELECT ?region", "SELEC ?region"), "not SPARQL 1.1"),
        (("#+ tags: [insats]", "#+ kind: ask"), "the kind is ask, but the query is select"),
        (("#+ tags: [insats]", "#+ kind: computed"), "no function in samgraf/computed.py reckons outputs"),
        (("#+ tags: [insats]", "#+ kind: update"), "unknown kind"),
        (("#+ tags: [insats]", "#+ needs: ASK {}"), "needs and unmet go together"),
        (("#+ tags: [insats]", UNMET + "#+ needs: SELECT ?a WHERE { ?a ?b ?c }"), "needs is no ASK"),
        (("#+ tags: [insats]", UNMET + "#+ needs: ASK"), "needs is not SPARQL 1.1"),
    ],
)
def test_what_is_wrong_in_a_query_file_is_said(change, said):
    """Each with the file's name and where the keys are described."""
    message = refused((HEADER + SELECT).replace(*change))

    assert said in message
    assert message.startswith("queries/outputs.rq: ")
    assert message.endswith("(keys are listed in queries/README.md)")


def test_a_file_without_a_header_is_an_error():
    """It could not be listed."""
    assert "no header" in refused(SELECT)


def test_queries_are_read_from_all_subfolders_and_an_id_is_its_files_name(tmp_path):
    """One question a file, found without registering it."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "outputs.rq").write_text(HEADER + SELECT)

    assert list(load_queries(tmp_path)) == ["outputs"]
    (tmp_path / "other.rq").write_text(HEADER + SELECT)
    with pytest.raises(QueryError, match="heter other"):
        load_query(tmp_path / "other.rq")
    (tmp_path / "other.rq").unlink()
    (tmp_path / "outputs.rq").write_text(HEADER + SELECT)
    with pytest.raises(QueryError, match="annan fil"):
        load_queries(tmp_path)


def test_the_example_in_the_readme_is_a_query():
    """Documentation that does not work is worse than none."""
    readme = (Path(__file__).parents[1] / "queries" / "README.md").read_text(encoding="utf-8")
    example = readme.split("```sparql\n")[1].split("```", maxsplit=1)[0]

    assert parse_query(example, Path("queries/insatser.rq")).columns == ("region", "year", "insats", "name")


def test_an_unset_parameter_restricts_nothing_and_a_default_does(query, store):
    """Without asking for a region one gets all; the year's default holds."""
    assert len(run(query, store)) == 1
    assert len(run(query, store, year="2022,2023")) == 2
    assert len(run(query, store, year=[2022, 2023], region="Västmanland")) == 1


@pytest.mark.parametrize(("word", "rows"), [("möten", 1), ("MÖTEN", 1), ("inget sådant", 0), ("", 1)])
def test_a_parameter_in_a_condition_restricts_when_it_is_set(query, store, word, rows):
    """The second pattern of queries/README.md."""
    assert len(run(query, store, word=word)) == rows


@pytest.mark.parametrize("value", HOSTILE)
def test_text_from_a_person_is_never_read_as_sparql(query, store, value):
    """A hostile value finds what it literally matches: here nothing."""
    text = query.sparql(word=value)
    (literal,) = terms(query.parameters[2], value, "x")

    assert len(run(query, store, word=value)) == 0
    assert str(literal) in text
    assert [name for name, _, _ in blocks(text)] == []


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_that_is_in_the_data_is_found(query, value):
    """Binding must not change the text either."""
    quads = [
        quad
        if quad.predicate.value != "https://w3id.org/samgraf/def/text"
        else ox.Quad(quad.subject, quad.predicate, ox.Literal(value), quad.graph_name)
        for quad in to_quads(small_report(), NOTHING)
    ]

    assert [row["text"] for row in run(query, from_quads(quads), word=value).to_dicts()] == [value]


@pytest.mark.parametrize("name", ["region", "year", "goal", "question", "integer", "iri"])
@pytest.mark.parametrize("value", [value for value in HOSTILE if value not in {"?text", "$text", "<http://x/>"}])
def test_a_typed_parameter_refuses_what_is_not_of_its_type(name, value):
    """Only what a type allows becomes a term."""
    found = ()
    with contextlib.suppress(QueryError):
        found = terms(Parameter(name, name), value, "x")

    assert not found or name in {"iri", "goal", "question"}
    for term in found:
        (row,) = ox.Store().query(f"SELECT ?v {{ VALUES ?v {{ {term} }} }}")
        assert row["v"] == term


@pytest.mark.parametrize(
    "written",
    [
        "19",
        "Västmanland",
        "västmanland",
        "Region Västmanland",
        "Västmanlands län",
        "SE125",
        "region-19",
        "Va\u0308stmanland",
        "https://w3id.org/samgraf/id/actor/region-19",
    ],
)
def test_a_region_may_be_written_as_people_write_it(written):
    """Code, name, long name, NUTS, and decomposed letters from a Mac."""
    if not load_reference().counties:
        pytest.skip("the reference data of counties is not here")

    assert terms(Parameter("region", "region"), written, "x") == (
        ox.NamedNode("https://w3id.org/samgraf/id/actor/region-19"),
    )


def test_a_misspelt_region_is_told_the_nearest():
    """Twenty-one names are many to remember."""
    with pytest.raises(QueryError, match="menade du Västmanland"):
        terms(Parameter("region", "region"), "Västmannland", "x")


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        ("goal", "18", ['"18"']),
        ("goal", "delmål 18", ['"18"']),
        ("goal", "1.1,2.6", ['"1.1"', '"2.6"']),
        ("question", "10.3.rus", ['"10.3.rus"']),
        ("integer", "-5", ['"-5"^^<http://www.w3.org/2001/XMLSchema#integer>']),
        ("integer", 7, ['"7"^^<http://www.w3.org/2001/XMLSchema#integer>']),
        ("iri", "insats/19/nav", ["<https://w3id.org/samgraf/id/insats/19/nav>"]),
        ("iri", "insats/19/nav".replace("insats/", "id:insats/"), ["<https://w3id.org/samgraf/id/insats/19/nav>"]),
        ("iri", "sg:Goal", ["<https://w3id.org/samgraf/def/Goal>"]),
        ("iri", "<http://x/y>", ["<http://x/y>"]),
        ("string", "a, b", ['"a, b"']),
    ],
)
def test_values_become_the_terms_that_the_graph_has(kind, written, expected):
    """Numbers of goals are text there, years are integers."""
    assert [str(term) for term in terms(Parameter("p", kind), written, "x")] == expected


def test_blocks_in_strings_and_comments_are_left_alone():
    """Binding works on tokens, not on text."""
    kept = '?s ?p "VALUES ?a { UNDEF }" # VALUES ?a { UNDEF }\n'
    text = f"SELECT ?a {{ VALUES ?a {{ UNDEF }} {kept} VALUES ?b{{undef}} values $a {{UNDEF}} }}"

    assert [name for name, _, _ in blocks(text)] == ["a", "b", "a"]
    assert bound(text, {"a": [ox.Literal("1")]}) == f'SELECT ?a {{ VALUES ?a {{ "1" }} {kept}  VALUES ?a {{ "1" }} }}'


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"regoin": "19"}, "menade du region"),
        ({"qqq": 1}, "den har region, year, word"),
        ({"year": "i fjol"}, "inget år"),
    ],
)
def test_a_wrong_parameter_is_told_what_would_be_right(query, store, given, said):
    """The message ends with what to do."""
    with pytest.raises(QueryError, match=said):
        run(query, store, **given)


def test_a_required_parameter_must_be_given(store):
    """Comparing years needs two years."""
    query = parse_query((HEADER + SELECT).replace("#+     default: 2023", "#+     required: true"), FILE)

    with pytest.raises(QueryError, match="year måste anges"):
        run(query, store)


def test_an_unknown_id_is_told_the_nearest(query):
    """People remember half a name."""
    with pytest.raises(QueryError, match="Menade du outputs"):
        find({"outputs": query}, "output")
    with pytest.raises(QueryError, match="samgraf ask visar"):
        find({"outputs": query}, "zzz")

    assert suggest("goal", ["insats-goals", "money", "actors-on-goals"]) == ["actors-on-goals", "insats-goals"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"word": "x"}, "None: what is loaded reports no such thing (region-19 2023)"),
        ({"year": 2001}, "Not reported: no report for 2001"),
        ({"region": "19", "year": 2022}, "Not reported: no report for region-19 2022"),
    ],
)
def test_no_rows_tells_none_from_not_reported(query, store, given, said):
    """An empty table is otherwise read as "nobody does that"."""
    assert run(query, store, **given).said("en").startswith(said)


def test_an_answer_says_itself_in_a_sentence(query, store):
    """Counts of rows and of different values."""
    assert run(query, store, year="2022,2023").said("en") == "2 outputs in 2 region."
    assert run(query, store).said() == "1 prestationer i 1 region."


def test_ask_and_construct_are_kinds_of_question(store):
    """Not every question has a table."""
    short = HEADER.split("#+ parameters", maxsplit=1)[0]
    ask = parse_query(short + "#+ kind: ask\nASK { ?s a sg:Output }", FILE)
    construct = parse_query(short + "#+ kind: construct\nCONSTRUCT { ?s a sg:Output } WHERE { ?s a sg:Output }", FILE)

    assert run(ask, store).truth is True
    assert json.loads(to_json(run(ask, store))) == {"head": {}, "boolean": True}
    assert len(run(construct, store).triples) == 2
    assert to_json(run(construct, store)).count(b" .\n") == 2


def answer(*values, columns=None):
    """Return an answer of one row."""
    names = columns or tuple(f"c{n}" for n in range(len(values)))
    return Answer("x", Text("Svar", "Answer"), columns=names, rows=(values,))


XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(value, name):
    """Return a typed literal."""
    return ox.Literal(value, datatype=ox.NamedNode(XSD + name))


def test_json_is_what_the_engine_itself_would_write(query, store):
    """W3C SPARQL 1.1 Query Results JSON, typed; read back by the engine as the same terms."""
    found = run(query, store, year="2022,2023")
    data = to_json(found)
    back = ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
    engine = json.loads(store.query(query.sparql(year="2022,2023")).serialize(format=ox.QueryResultsFormat.JSON))

    assert json.loads(data) == engine
    assert [tuple(row) for row in back] == list(found.rows)


def test_json_leaves_out_what_is_not_known_and_keeps_languages():
    """As the format asks."""
    held = json.loads(
        to_json(answer(None, ox.Literal("å", language="sv"), ox.NamedNode("http://x"), typed("1.50", "decimal")))
    )

    assert held["results"]["bindings"] == [
        {
            "c1": {"type": "literal", "value": "å", "xml:lang": "sv"},
            "c2": {"type": "uri", "value": "http://x"},
            "c3": {"type": "literal", "value": "1.50", "datatype": XSD + "decimal"},
        }
    ]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_csv_makes_a_formula_text_and_says_how_many(value):
    """A spreadsheet program would run it."""
    text, guarded = to_csv(answer(ox.Literal(value), typed("-5", "integer"), ox.Literal('a,b\r\n"c"')))
    ((_, rows), raw) = (list(csv.reader(io.StringIO(text, newline=""))), to_csv(answer(ox.Literal(value)), raw=True))

    assert guarded == 1
    assert rows == ["'" + value, "-5", 'a,b\r\n"c"']
    assert raw[1] == 0
    assert list(csv.reader(io.StringIO(raw[0], newline="")))[1] == [value]


def test_csv_and_tsv_have_their_line_ends_and_heads():
    """RFC 4180 and SPARQL 1.1 TSV."""
    one = answer(ox.NamedNode("http://x"), None, ox.Literal("a\tb\nc"))

    assert to_csv(one)[0] == 'c0,c1,c2\r\nhttp://x,,"a\tb\nc"\r\n'
    assert to_tsv(one) == '?c0\t?c1\t?c2\n<http://x>\t\t"a\\tb\\nc"\n'


def test_markdown_and_html_show_text_as_text():
    """No bar, line break or tag of the data becomes one of the table."""
    one = answer(ox.Literal("a|b\n<script>"), ox.NamedNode("https://w3id.org/samgraf/id/insats/19/nav"))

    assert to_markdown(one).splitlines()[2] == "| a\\|b<br>&lt;script&gt; | insats/19/nav |"
    assert "<script>" not in one._repr_html_()


def test_a_table_fits_the_terminal_and_reads_no_markup():
    """A "[bold]" in a report is text, and so is an escape that would steer the terminal."""
    console = Console(width=40, file=io.StringIO(), force_terminal=False)
    console.print(to_table(answer(ox.Literal("[bold]x[/bold] " + "lång text " * 20), ox.Literal("\x1b[31mröd"))))
    shown = console.file.getvalue()

    assert max(map(len, shown.splitlines())) <= 40
    assert "[bold]" in shown
    assert "\x1b" not in shown
    assert visible("a\nb\x07") == "a\nb\ufffd"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (typed("5", "integer"), 5),
        (typed("1.50", "decimal"), Decimal("1.50")),
        (typed("true", "boolean"), True),
        (typed("2024-01-16", "date"), date(2024, 1, 16)),
        (typed("igår", "date"), "igår"),
        (ox.Literal("5"), "5"),
        (ox.NamedNode("http://x"), "http://x"),
        (None, None),
    ],
)
def test_rows_come_as_python_values(term, value):
    """For a notebook: numbers as numbers, exact."""
    assert plain(term) == value
    assert type(plain(term)) is type(value)


def test_pandas_is_asked_for_only_by_those_who_want_it():
    """It is an extra; without it the message says what else there is."""
    if importlib.util.find_spec("pandas"):
        assert list(answer(typed("5", "integer")).to_pandas()["c0"]) == [5]
    else:
        with pytest.raises(UsageError, match="to_dicts"):
            answer(typed("5", "integer")).to_pandas()


def test_the_python_api_opens_asks_and_shows_a_report(tmp_path, query, monkeypatch):
    """The same as the commands, for a notebook."""
    load(Workspace.create(tmp_path / "data"))
    monkeypatch.setattr(api, "library", lambda: {"outputs": query})
    graf = api.open(tmp_path / "data")

    assert len(graf.ask("outputs", year=2023).to_dicts()) == 1
    assert graf.sparql("SELECT ?y ?r { ?r sg:reportYear ?y }").to_dicts() == [
        {"y": 2023, "r": "https://w3id.org/samgraf/id/report/19-2023"}
    ]
    assert graf.sparql("ASK { ?r a sg:Report }").truth is True
    assert len(graf.sparql("CONSTRUCT WHERE { ?r a sg:Report }").triples) == 1
    assert len(graf.graph("19", 2023)) == len(to_quads(small_report(), NOTHING))
    with pytest.raises(WorkspaceError):
        graf.graph("19", 1999)
    with pytest.raises(QueryError):
        graf.sparql("LOAD <http://x/>")


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("1 240 personer deltog, varav 702 kvinnor och 538 män.", []),
        ("40 deltagare (26 kvinnor och 14 män).", []),
        ("1 240 personer deltog.", ["1 240 personer"]),
        (
            "1 240 personer deltog i de träffar som ordnades under hela våren och sommaren. 12 kvinnor leder.",
            ["1 240 personer"],
        ),
    ],
)
def test_a_figure_whose_women_and_men_are_told_after_it_is_divided(told: str, left: list[str], tmp_path: Path) -> None:
    """Half of all such figures are written so, and would be accused of what they do."""
    profile = next(one for one in load_profiles() if 2023 in one.years)
    path = tmp_path / "rapport.txt"
    path.write_text(text_report(profile, Layout(), lambda number: told if number == "4.1" else ""), encoding="utf-8")
    reference = load_reference()
    store = from_quads([*to_quads(read_report(read(path)), reference), *reference_quads()])

    assert [
        row["asWritten"] for row in run(find(load_queries(folder("queries")), "figures-without-sex"), store).to_dicts()
    ] == left
