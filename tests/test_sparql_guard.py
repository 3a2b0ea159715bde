"""What strangers may ask: hostile queries are refused in every spelling, ordinary ones never."""

from __future__ import annotations

import itertools
import json
import os

import pyoxigraph as ox
import pytest

from samgraf import sparql_guard, sparql_worker
from samgraf.errors import QueryError
from samgraf.sparql_guard import check, has_dataset, tokens
from samgraf.store import Store, from_quads
from samgraf.untrusted import Limits, run_untrusted

PREFIXES = "PREFIX : <http://h/> PREFIX ex: <http://h/> PREFIX service: <http://h/> "
HOSTILE = {
    "plain": "SELECT * { SERVICE <http://h/> { ?s ?p ?o } }",
    "lower case": "SELECT * { service <http://h/> { ?s ?p ?o } }",
    "mixed case": "SELECT * { sErViCe <http://h/> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <http://h/> { ?s ?p ?o } }",
    "glued silent": "SELECT * { SERVICESILENT<http://h/>{ ?s ?p ?o } }",
    "no blank": "SELECT*{SERVICE<http://h/>{?s ?p ?o}}",
    "variable": "SELECT * { VALUES ?e { <http://h/> } SERVICE?e{ ?s ?p ?o } }",
    "dollar variable": "SELECT * { VALUES $e { <http://h/> } SERVICE $e { ?s ?p ?o } }",
    "glued empty prefix": PREFIXES + "SELECT * { SERVICE:x { ?s ?p ?o } }",
    "glued prefix": PREFIXES + "SELECT * { SERVICEex:x { ?s ?p ?o } }",
    "word that is a prefix too": PREFIXES + "SELECT * { service:x { ?s ?p ?o } }",
    "glued to true": "SELECT * { ?a ?b trueSERVICE <http://h/> { ?s ?p ?o } }",
    "glued to a number": "SELECT * { ?a ?b 1SERVICE <http://h/> { ?s ?p ?o } }",
    "glued to a number and a prefix": PREFIXES + "SELECT * { ?a ?b 1SERVICE:x { ?s ?p ?o } }",
    "glued to a string": 'SELECT * { ?a ?b "x"SERVICE <http://h/> { ?s ?p ?o } }',
    "glued to a bracket": "SELECT * { FILTER(1=1)SERVICE <http://h/> { ?s ?p ?o } }",
    "comment after": "SELECT * { SERVICE#x\n<http://h/> { ?s ?p ?o } }",
    "comment before": "SELECT * { #x\rSERVICE <http://h/> { ?s ?p ?o } }",
    "hidden in an IRI": "SELECT * { FILTER(1<2)SERVICE#>\n<http://h/> { ?s ?p ?o } }",
    "hidden in an IRI with a scheme": PREFIXES + "SELECT * { FILTER(1<ex:a)SERVICE#>\n<http://h/> { ?s ?p ?o } }",
    "hidden between escaped quotes": PREFIXES + "SELECT * { ?a ex:a\\' ?b . SERVICE <http://h/> { ?s ex:b\\' ?o } }",
    "hidden behind an escaped hash": PREFIXES + "SELECT * { ?a ex:a\\# ?b . SERVICE <http://h/> { ?s ?p ?o } }",
    "escaped letter": "SELECT * { \\u0053ERVICE <http://h/> { ?s ?p ?o } }",
    "escaped long letter": "SELECT * { \\U00000053ERVICE <http://h/> { ?s ?p ?o } }",
    "escaped quote": 'SELECT * { ?a ?b "x\\u0022 SERVICE <http://h/> { ?s ?p ?o } #" }',
    "in a subquery": "SELECT * { { SELECT * { SERVICE <http://h/> { ?s ?p ?o } } } }",
    "in EXISTS": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://h/> { ?s ?p ?o } } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://h/> { ?s ?p ?o } }",
    "file": "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
    "LOAD": "LOAD <http://h/>",
    "LOAD after a prefix": "PREFIX a: <http://h/> LOAD SILENT <http://h/> INTO GRAPH <http://g/>",
    "LOAD after an update": "INSERT DATA { <a:a> <b:b> 1 } ; LOAD <http://h/>",
    "INSERT": "INSERT DATA { <a:a> <b:b> 1 }",
    "DELETE": "DELETE WHERE { ?s ?p ?o }",
    "WITH": "WITH <http://g/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR": "CLEAR ALL",
    "DROP": "# harmless\nDROP GRAPH <http://g/>",
    "COPY": "COPY DEFAULT TO <http://g/>",
    "foreign FROM": "SELECT * FROM <http://h/> { ?s ?p ?o }",
    "foreign FROM NAMED": "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "glued foreign FROM": "SELECT*FROMNAMED<http://h/>{?s ?p ?o}",
    "foreign FROM by prefix": PREFIXES + "SELECT * FROM ex:g { ?s ?p ?o }",  # noqa: S608  (that is what is tested)
    "nothing": "",
    "only a comment": "# SELECT * { ?s ?p ?o }",
    "open string": "SELECT * { ?s ?p 'x }",
    "too long": "SELECT * { ?s ?p ?o } #" + "x" * 100_000,
    "deep braces": "SELECT * " + "{" * 2218 + "}" * 2218,
    "deep IF": "SELECT * { FILTER(" + "IF(" * 956 + "1",
    "deep EXISTS": "SELECT * { ?s ?p ?o " + "FILTER EXISTS { " * 835,
    "deep collection": "SELECT * { ?s ?p " + "(" * 101 + ")" * 101 + " }",
    "many OPTIONAL": "SELECT * { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o } " * 501 + "}",
    "many BIND": "SELECT * { " + " ".join(f"BIND(1 AS ?v{n})" for n in range(3000)) + " }",
    "many !": "SELECT * { FILTER(" + "!" * 600 + "1) }",
    "long path": "SELECT * { ?s " + "<http://p>/" * 600 + "<http://p> ?o }",
}
ORDINARY = {
    "select": "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 10",
    "prefixes": "PREFIX sg: <https://w3id.org/samgraf/def/>\nBASE <http://x/>\nSELECT ?s { ?s a sg:Report , <Goal> }",
    "prefix called service": (
        "PREFIX service: <http://x/> SELECT ?o { ?s service:load ?o ; service:service service:x . }"
    ),
    "the words in strings": (
        'SELECT ?s { ?s ?p "SERVICE" , \'LOAD <x>\' , \'\'\'FROM "DROP" \'\'\' , """INSERT \' " """ }'
    ),
    "the words in comments": "# SERVICE LOAD FROM\nSELECT ?s { ?s ?p ?o # SERVICE <http://h/> { }\n}",
    "the words in IRIs": "SELECT ?s { ?s <http://x/service#load> <http://x/(a)/from?SERVICE=1> }",
    "the words in variables": "SELECT ?service ?load ?from { ?service ?load ?from }",
    "the words in labels": "SELECT ?s { _:service ?p ?s . ?s ?q 'x'@en-GB }",
    "comparison": "SELECT ?a { ?s ?p ?a , ?b FILTER(?a<?b && ?b>?a || ?a<=3&&?b>=4) }",
    "comparison without blanks": "SELECT ?a { ?s ?p ?a FILTER(?a<5)FILTER(?a>1) }",
    "escapes": 'SELECT ?s { ?s ?p "Sk\\u00e5ne" , "a\\"b\\\\" , \'it\\\'s\' }',
    "escaped names": "PREFIX ex: <http://x/> SELECT ?o { ex:a\\,b\\#c ?p ?o ; ex:%20 ex:1.2 }",
    "ask": "ASK { ?s ?p ?o }",
    "describe": "DESCRIBE <http://x/>",
    "construct": "CONSTRUCT WHERE { ?s ?p ?o }",
    "paths": "SELECT ?o { ?s (<http://a>/^<http://b>|!(<http://c>|^<http://d>))*/<http://e>+ ?o }",
    "aggregates": (
        "SELECT ?s (COUNT(DISTINCT ?o) AS ?n) (GROUP_CONCAT(?o; SEPARATOR=', ') AS ?all) { ?s ?p ?o } GROUP "
        "BY ?s HAVING(COUNT(?o) > 1)"
    ),
    "subquery, minus, union, optional": (
        "SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 1 } UNION { ?s ?p ?o MINUS { ?s a ?o } } OPTIONAL { ?s ?q "
        "?r } BIND(1 AS ?x) }"
    ),
    "many values": "SELECT ?s { VALUES ?s { " + "<http://x/a> " * 3000 + "} ?s ?p ?o }",
    "numbers": "SELECT ?s { ?s ?p 1 , -1.5 , +1e10 , .5 , 1. }",
    "own FROM": "SELECT ?s FROM <http://g/1> FROM NAMED <http://g/2> { ?s ?p ?o }",
    "own FROM by prefix": "PREFIX g: <http://g/> SELECT ?s FROM g:1 { ?s ?p ?o }",
    "lists and blank nodes": "SELECT ?s { ?s ?p (1 2 [ ?q 'x' ] []) }",
    "quoted triples": "SELECT ?s { <<( ?s ?p ?o )>> ?q ?r }",
    "Swedish": "SELECT ?år ?län { ?år <http://x/å> 'Örebro' ; <http://x/län> ?län }",
    "graph": "SELECT ?g { GRAPH ?g { ?s ?p ?o } }",
}
GRAPHS = {"http://g/1", "http://g/2"}


@pytest.fixture
def store():
    """Return a store with one statement."""
    return from_quads(
        [ox.Quad(ox.NamedNode("http://s"), ox.NamedNode("http://p"), ox.Literal("å"), ox.NamedNode("http://g/1"))]
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_is_refused_with_a_reason(text):
    """Nothing goes out, nothing is written, nothing kills the engine."""
    with pytest.raises(QueryError) as refused:
        check(text, graphs=GRAPHS)

    assert refused.value.sv.startswith("Frågan ")
    assert refused.value.en.startswith("The query ")
    assert len(refused.value.sv) < 400


BEFORE = [
    "",
    "?a ?b true",
    "?a ?b 1.",
    "?a ?b 'x'",
    "?a ?b 'x'@sv",
    "?a ?b ex:a\\'.",
    "?a ?b ex:a.",
    "FILTER(1<2)",
    "FILTER(1<ex:a)",
    "#'\n",
    "[] ?b ?c.",
]
WORDS = ["SERVICE", "SERVICESILENT", "SERVICE SILENT", "sErvice#>\n", "SERVICE#'\n"]
AFTER = ["<http://127.0.0.1:9/>", ":x", " ex:x", "SERVICE:x", "#>\n<http://127.0.0.1:9/>", " a.service:x", "ex:\\'x"]


def test_wherever_the_engine_would_go_out_the_guard_says_no():
    """The engine itself is the judge of what is hostile: it refuses port 9 only when it is about to ask it."""
    engine = ox.Store()
    engine.update("INSERT DATA { <http://a> <http://b> true , 1 , 1.0 , 'x' , 'x'@sv }")
    home = "http://127.0.0.1:9/"
    head = "".join(f"PREFIX {name}: <{home}> " for name in ("", "ex", "SERVICE", "a.service"))
    tried = 0
    for before, word, after, end in itertools.product(BEFORE, WORDS, AFTER, ["", "?c ?d '>'"]):
        text = f"{head}SELECT * {{ {before}{word}{after}{{ ?s ?p ?o }}\n{end} }}"
        try:
            list(engine.query(text))
        except OSError:
            tried += 1
            with pytest.raises(QueryError):
                check(text)
        except SyntaxError:
            pass

    assert tried > 100


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)
def test_an_ordinary_query_is_never_refused(text):
    """A guard that cries wolf is switched off."""
    check(text, graphs=GRAPHS)


def test_there_are_as_many_spellings_as_we_say():
    """Counting what is collected: a filter must not empty the lists."""
    assert len(HOSTILE) >= 50
    assert len(ORDINARY) >= 25


@pytest.mark.parametrize("text", [text for name, text in ORDINARY.items() if name not in {"quoted triples", "numbers"}])
def test_the_ordinary_queries_are_queries(text):
    """The engine takes them: else they prove nothing."""
    ox.Store().query(text)


def test_no_character_of_a_query_is_lost_by_the_tokens():
    """What the guard does not see it cannot refuse."""
    for text in [*HOSTILE.values(), *ORDINARY.values()]:
        pieces = [token.text for token in tokens(text)]

        assert all(piece in text for piece in pieces)
        assert sum(map(len, pieces)) <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ORDINARY["own FROM"], True),
        (ORDINARY["the words in strings"], False),
        (ORDINARY["the words in comments"], False),
        ("SELECT*FROM<http://g/1>{}", True),
        ("SELECT ?from {}", False),
    ],
)
def test_a_query_with_its_own_graphs_is_known(text, expected):
    """It must not be given the union of all graphs."""
    assert has_dataset(text) is expected


def test_select_comes_back_as_w3c_json(store):
    """Any SPARQL client can read it."""
    answer = json.loads(run_untrusted("SELECT ?o { ?s ?p ?o }", store))

    assert answer["head"]["vars"] == ["o"]
    assert answer["results"]["bindings"] == [{"o": {"type": "literal", "value": "å"}}]


@pytest.mark.packed
@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("ASK { ?s ?p ?o }", "json", b'{"head":{},"boolean":true}'),
        ("SELECT ?o { ?s ?p ?o }", "csv", "o\r\nå\r\n".encode()),
        ("SELECT ?o { ?s ?p ?o }", "tsv", '?o\n"å"\n'.encode()),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "json", '<http://s> <http://p> "å" .\n'.encode()),
        ("SELECT ?o FROM <http://g/1> { ?s ?p ?o }", "csv", "o\r\nå\r\n".encode()),
        ("SELECT ?s { ?s a sg:Report }", "csv", b"s\r\n"),
    ],
)
def test_the_child_answers_in_the_form_asked_for(store, text, form, expected):
    """Bytes, as the engine writes them; our prefixes need not be declared."""
    assert run_untrusted(text, store, format=form) == expected


def test_a_query_that_never_ends_is_stopped_at_the_deadline(store):
    """The engine cannot be interrupted; the child can be killed."""
    digits = " ".join(map(str, range(100)))
    text = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{n} {{ {digits} }}" for n in range(6)) + " }"

    with pytest.raises(QueryError, match=r"avbröts efter 0\.5 sekunder"):
        run_untrusted(text, store, limits=Limits(seconds=0.5))


def test_a_query_that_eats_memory_dies_alone(store):
    """The parent keeps its own."""
    doubled = " ".join(f"BIND(CONCAT(?z{n},?z{n}) AS ?z{n + 1})" for n in range(36))

    with pytest.raises(QueryError, match="minne"):
        run_untrusted(
            f"SELECT (STRLEN(?z36) AS ?n) {{ BIND('aaaaaaaaaaaaaaaa' AS ?z0) {doubled} }}",
            store,
            limits=Limits(memory=300_000_000),
        )


def test_an_answer_that_is_too_long_is_refused_not_cut(store):
    """A silently shortened answer is a wrong answer."""
    with pytest.raises(QueryError, match="LIMIT"):
        run_untrusted("SELECT ?o { ?s ?p ?o }", store, limits=Limits(most_bytes=10))


@pytest.mark.parametrize(
    "text", ["SELECT * { " + "{" * 3000 + "}" * 3000 + " }", "SELECT * { FILTER(" + "IF(" * 3000 + ")" * 3000 + ") }"]
)
def test_what_slips_past_the_guard_kills_only_the_child(store, text, monkeypatch):
    """The guard is the first wall, not the only one."""
    monkeypatch.setattr(sparql_guard, "check", lambda *_, **__: None)

    with pytest.raises(QueryError, match=r"djupt nästlad|SPARQL 1\.1"):
        run_untrusted(text, store)


def test_the_child_has_no_network_where_the_system_can_cut_it(store, monkeypatch):
    """SERVICE must find nothing even if the guard missed it."""
    monkeypatch.setattr(sparql_guard, "check", lambda *_, **__: None)
    if os.system("unshare -rn true 2>/dev/null") != 0:  # noqa: S605, S607  (a question to the system)
        pytest.skip("this system does not let a process cut its own network")

    with pytest.raises(QueryError, match="network cut: True"):
        run_untrusted("SELECT * { SERVICE <http://127.0.0.1:8099/> { ?s ?p ?o } }", store)


def test_a_query_that_is_not_sparql_says_where(store):
    """The engine's own place in the text is kept."""
    with pytest.raises(QueryError, match="1:"):
        run_untrusted("SELECT ?s { ?s ?p }", store)


@pytest.mark.packed
def test_the_child_reads_an_index_on_disk_without_writing_to_it(tmp_path):
    """It opens sealed generations only."""
    on_disk = ox.Store(str(tmp_path / "store"))
    on_disk.add(ox.Quad(ox.NamedNode("http://s"), ox.NamedNode("http://p"), ox.Literal("x")))
    on_disk.flush()
    del on_disk
    request = {
        "kind": "disk",
        "path": str(tmp_path / "store"),
        "text": "SELECT ?o { ?s ?p ?o }",
        "prefixes": {},
        "union": True,
        "graphs": None,
        "format": "csv",
    }

    assert sparql_worker.answered(request) == b"o\r\nx\r\n"


def test_a_store_is_asked_through_the_same_door_whatever_it_is_made_of(store):
    """Before a report is stored its graph is only in memory."""
    assert isinstance(store, Store)
    assert store.place is None
    assert run_untrusted("ASK { ?s ?p ?o }", store)
