"""What is published: files that others read, a catalogue that dataportal.se takes, a site on which every address answers."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from csvw import TableGroup
from pyshacl import validate
from rdflib import RDF, Graph, URIRef
from small_reports import NOTHING, load, small_report, with_entries

from samgraf.api import library
from samgraf.cli import program
from samgraf.errors import UsageError, WorkspaceError
from samgraf.facts import ID, SG, Facts
from samgraf.findings import Words
from samgraf.graph.namespaces import BASE, GRAPHS, PREFIXES, RDF_TYPE
from samgraf.graph.report import to_quads
from samgraf.ontology import reference_quads
from samgraf.publishing.addresses import folder_of, is_ours, link
from samgraf.publishing.dcat import dcat_rdf
from samgraf.publishing.diagrams import Classes, neighbourhood
from samgraf.publishing.graphs import published
from samgraf.publishing.library import library_ttl
from samgraf.publishing.settings import Settings, example, load_settings
from samgraf.publishing.site import Made, make_site
from samgraf.publishing.term_changes import changes
from samgraf.publishing.tree import MANIFEST, check_folder, write_tree
from samgraf.publishing.wording import Labels
from samgraf.queries import run
from samgraf.store import Store, from_quads
from samgraf.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
SHAPES = Path(__file__).resolve().parent / "publishing" / "dcat-ap-se.ttl"
WHO = Settings(
    publisher="Region <Exempel> & Co",
    organisation_number="2321000000",
    email="data@example.se",
    address="https://data.example.se/samgraf/",
)
EVIL = "<script>alert(1)</script>\"'&{{7*7}}</title><img src=x onerror=alert(1)>]]>"
KEPT = ("samgraf", "role", "regions", "status", "basis", "cids", "fund")
"""The reference graphs that the small site has: it must answer for addresses that nothing is said of, too."""
FINDING = "https://w3id.org/samgraf/graph/19/2023/findings"


def statements() -> list[ox.Quad]:
    """Return the statements of two small reports, one of them hostile, with a finding, a signature and some reference data."""
    first = with_entries(small_report(), "Fiskrådet", EVIL, "Åäö – näät 100 %")
    metadata = replace(first.metadata, signed_by="Anna Andersson", title=EVIL)
    second = small_report("18", 2022)
    held = [*to_quads(replace(first, metadata=metadata), NOTHING), *to_quads(second, NOTHING)]
    held.append(
        ox.Quad(
            ox.NamedNode(BASE + "id/finding/1"), ox.NamedNode(SG + "rule"), ox.Literal("SG-X"), ox.NamedNode(FINDING)
        )
    )
    for key, status in (("sure", "confirmed"), ("unsure", "unreviewed")):
        link_, place = ox.NamedNode(f"{BASE}id/link/{key}"), ox.NamedNode(f"{GRAPHS}19/2023/links")
        held.append(ox.Quad(link_, RDF_TYPE, ox.NamedNode(SG + "Link"), place))
        held.append(ox.Quad(link_, ox.NamedNode(SG + "reviewStatus"), ox.NamedNode(f"{BASE}id/review/{status}"), place))
    graphs = {f"{GRAPHS}reference/{name}" for name in KEPT}
    return [*held, *(quad for quad in reference_quads() if quad.graph_name.value in graphs)]


@pytest.fixture(scope="module")
def store() -> Store:
    """Return an engine over the small reports."""
    return from_quads(statements())


@pytest.fixture(scope="module")
def made(store: Store) -> Made:
    """Return the files of the small site."""
    return make_site(store, WHO)


class Reader(HTMLParser):
    """Collects what a page has: its elements in order, its ids, its links."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of the elements of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def pages(made: Made) -> dict[str, Reader]:
    """Return the pages of the small site, read."""
    return {path: Reader(data.decode()) for path, data in made.tree.items() if path.endswith(".html")}


def target(path: str, href: str, tree: dict[str, bytes]) -> tuple[str, str]:
    """Return the file that a plain web server gives for a link on a page, and the link's fragment."""
    parts = urlsplit(href)
    file = normpath(f"{path.rpartition('/')[0]}/{unquote(parts.path)}") if parts.path else path
    file = file.removeprefix("/").removeprefix("./")
    return (file if file in tree else f"{file}/index.html".removeprefix("./")), parts.fragment


def test_every_address_of_the_export_answers(made: Made) -> None:
    """Whoever follows an IRI of ours from the data comes to a file, at any depth and with any characters."""
    addresses = set()
    for quad in published(
        ox.parse(made.tree["data/samgraf.nq"] + made.tree["data/reference.nq"], ox.RdfFormat.N_QUADS)
    ).quads:
        terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        addresses.update(term.value for term in terms if isinstance(term, ox.NamedNode) and is_ours(term.value))
    addresses = {iri for iri in addresses if iri not in {PREFIXES["sg"], PREFIXES["id"]}}

    missing = sorted(iri for iri in addresses if f"{folder_of(iri)}/index.html" not in made.tree)

    assert not missing, missing[:10]
    assert len(addresses) > 500


def test_every_link_on_every_page_leads_to_a_file_and_a_place(made: Made, pages: dict[str, Reader]) -> None:
    """The crawl: pages, styles, data files, and the anchors of parts."""
    ids = {
        path: {attributes["id"] for _, attributes in page.elements if attributes.get("id")}
        for path, page in pages.items()
    }
    wrong = []
    for path, page in pages.items():
        for tag, attributes in page.elements:
            href = attributes.get("href")
            if tag not in {"a", "link"} or not href or href.startswith(("http://", "https://")):
                continue
            file, fragment = target(path, href, made.tree)
            if file not in made.tree or (fragment and fragment not in ids.get(file, set())):
                wrong.append((path, href))

    assert not wrong, wrong[:10]
    assert len(pages) > 900


def test_a_part_leads_on_to_its_place_on_the_page_of_its_entry(made: Made, pages: dict[str, Reader]) -> None:
    """An effect's address answers, with a redirect that works without scripts."""
    path = next(path for path in pages if path.startswith("id/effect/"))
    refresh = next(each for each in pages[path].all("meta") if each.get("http-equiv") == "refresh")
    file, fragment = target(path, str(refresh["content"]).partition("url=")[2], made.tree)

    assert file.startswith("id/entry/")
    assert any(attributes.get("id") == fragment for attributes in pages[file].all("tr"))


def test_hostile_text_adds_no_element_to_any_page(pages: dict[str, Reader]) -> None:
    """Names of insatser and titles of reports are written by others."""
    bad = [path for path, page in pages.items() if page.all("script") or page.all("img") or page.all("iframe")]
    handlers = [
        path
        for path, page in pages.items()
        for _, attributes in page.elements
        if any(name.startswith("on") for name in attributes)
    ]
    schemes = {urlsplit(str(attributes["href"])).scheme for page in pages.values() for attributes in page.all("a")}

    assert not bad
    assert not handlers
    assert schemes <= {"", "http", "https"}
    assert EVIL not in "".join(str(page.elements) for page in pages.values())


def test_no_page_asks_anybody_else_for_anything(made: Made, pages: dict[str, Reader]) -> None:
    """The policy is in each page, and what is loaded is ours."""
    whole = {path: page for path, page in pages.items() if page.all("main")}
    policies = {
        str(each.get("content"))
        for page in whole.values()
        for each in page.all("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    }
    styles = {
        str(each["href"]) for page in whole.values() for each in page.all("link") if each.get("rel") == "stylesheet"
    }

    assert all(
        any(each.get("http-equiv") == "Content-Security-Policy" for each in page.all("meta")) for page in whole.values()
    )
    assert len(policies) == 1
    assert next(iter(policies)).startswith("default-src 'none'")
    assert all("://" not in style for style in styles)
    assert b"url(" not in made.tree["site.css"]


def test_pages_are_made_for_everybody(pages: dict[str, Reader]) -> None:
    """Language, one first heading, headings without gaps, a skip link, heads of tables with scope, ids once."""
    for path, page in pages.items():
        if not page.all("main"):
            continue
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
        ids = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]

        assert page.all("html")[0]["lang"] == ("en" if path.endswith("en.html") else "sv"), path
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        assert page.all("a")[0]["href"] == "#main", path
        assert len(ids) == len(set(ids)), path
        assert all(head.get("scope") for head in page.all("th")), path
        assert all(each.get("role") == "img" and each.get("aria-label") for each in page.all("svg")), path


def test_a_collaboration_is_called_by_who_and_where() -> None:
    """An address is no name for a page that a person reads."""
    record, first, second, insats = (f"{ID}{kind}/x" for kind in ("collaboration", "actor", "company", "insats"))
    facts = [(record, "firstActor", first), (record, "secondActor", second), (record, "insats", insats)]
    names = {first: "Sala kommun", second: "Lyftet AB", insats: "Gröna hamnar"}
    quads = [ox.Quad(ox.NamedNode(s), ox.NamedNode(SG + p), ox.NamedNode(o)) for s, p, o in facts]
    quads += [ox.Quad(ox.NamedNode(s), ox.NamedNode(SG + "name"), ox.Literal(name)) for s, name in names.items()]

    assert Labels(Facts(quads)).of(record) == Words(
        "Sala kommun och Lyftet AB i Gröna hamnar", "Sala kommun and Lyftet AB in Gröna hamnar"
    )


def _said(*facts: tuple[str, str, str]) -> Facts:
    """Return statements in our own terms; an address begins with that of our things."""
    return Facts(
        ox.Quad(ox.NamedNode(s), ox.NamedNode(SG + p), ox.NamedNode(o) if o.startswith(ID) else ox.Literal(o))
        for s, p, o in facts
    )


def test_what_has_no_title_is_called_by_what_is_known_of_it() -> None:
    """goal/rus-skane-2030/1 and request/33c42f53a047e620 tell a reader nothing."""
    goal, strategy, request = (f"{ID}{kind}/x" for kind in ("goal", "framework", "request"))
    told = _said(
        (goal, "number", "1"), (goal, "level", "target"), (goal, "inFramework", strategy), (strategy, "name", "Vår strategi"),
        (request, "text", "Staten bör verka för att Interreg får en enklare ansökan än de program som nu tar slut."),
    )  # fmt: skip

    assert Labels(told).of(goal) == Words("Delmål 1 (Vår strategi)", "Target 1 (Vår strategi)")
    assert Labels(told).of(request).sv == "”Staten bör verka för att Interreg får en enklare ansökan än …”"


def test_no_page_shows_the_words_of_the_code(made: Made) -> None:
    """A reader of Swedish meets no "target" or "unconfirmed", nor the number of a question that is a word."""
    words = ("target", "area", "objective", "unconfirmed", "confirmed", "count", "other")
    found = [
        (path, word)
        for path, data in made.tree.items()
        if path.endswith("/index.html")
        and path.startswith(("id/goal/", "id/actor/", "id/entry/", "id/answer/", "id/insats/"))
        for word in words
        if re.search(rf">\s*{word}\s*<", data.decode())
    ]

    assert not found, found[:5]


def test_the_page_of_an_insats_has_who_took_part_and_what_came_of_it_once(made: Made) -> None:
    """Four lists of nearly the same names, and no results, were all that a reader got."""
    page = next(
        data.decode() for path, data in made.tree.items() if re.fullmatch(r"id/insats/19/fiskr[^/]*/index.html", path)
    )

    for heading in ("Insatser (", "Medverkande (", "Resultat ("):
        assert page.count(heading) == 1
    assert "nio av tio kommuner" in page
    assert "Tre möten med Almby kommun" in page
    assert "Här nämns det: medverkar i" not in page


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_colours_are_told_apart(made: Made) -> None:
    """WCAG 2.1 AA wants 4.5 to 1 for text on every ground that it stands on."""
    known = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", made.tree["site.css"].decode()))
    known["paper"] = "#ffffff"
    for ink in ("ink", "soft", "link"):
        for ground in ("paper", "tint"):
            dark, light = sorted((_light(known[ink]), _light(known[ground])))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


def test_json_ld_says_what_the_quads_say(made: Made) -> None:
    """With its context put in its place, since a reader that fetches nothing cannot follow the link."""
    document = json.loads(made.tree["data/samgraf.jsonld"])
    assert document["@context"] == "context.jsonld"
    document["@context"] = json.loads(made.tree["data/context.jsonld"])["@context"]

    read = set(ox.parse(json.dumps(document).encode(), ox.RdfFormat.JSON_LD))

    assert read == set(ox.parse(made.tree["data/samgraf.nq"], ox.RdfFormat.N_QUADS))


def test_the_data_of_a_page_hold_the_thing_and_its_parts(made: Made) -> None:
    """Turtle and JSON-LD of an entry say the same, evidence and effects with it."""
    turtle = set(ox.parse(made.tree["id/entry/19-2023/fiskradet/index.ttl"], ox.RdfFormat.TURTLE))
    document = json.loads(made.tree["id/entry/19-2023/fiskradet/index.jsonld"])
    assert normpath(f"id/entry/19-2023/fiskradet/{document['@context']}") == "data/context.jsonld"
    document["@context"] = json.loads(made.tree["data/context.jsonld"])["@context"]

    assert set(ox.parse(json.dumps(document).encode(), ox.RdfFormat.JSON_LD)) == turtle
    kinds = {quad.object.value for quad in turtle if quad.predicate.value.endswith("#type")}
    assert {SG + "InsatsEntry", SG + "Effect", SG + "Evidence", SG + "Participation"} <= kinds


def test_trig_says_what_the_quads_say(made: Made) -> None:
    """The same graphs in another syntax, whole and a report at a time."""
    whole = set(ox.parse(made.tree["data/samgraf.nq"], ox.RdfFormat.N_QUADS))
    parts = [
        set(ox.parse(data, ox.RdfFormat.TRIG))
        for path, data in made.tree.items()
        if path.startswith("data/reports/") and path.endswith(".trig")
    ]

    assert set(ox.parse(made.tree["data/samgraf.trig"], ox.RdfFormat.TRIG)) == whole
    assert set().union(*parts) == whole
    assert len(parts) == 2


def test_what_is_between_samgraf_and_an_author_is_not_published(made: Made) -> None:
    """Findings ask; they are no facts. A signature is a person's name."""
    everything = b"".join(made.tree.values())

    assert b"SG-X" not in everything
    assert b"Anna Andersson" not in everything
    assert b"id/link/sure" in everything
    assert b"id/link/unsure" not in everything


def test_the_tables_are_read_by_the_metadata(made: Made, store: Store, tmp_path: Path) -> None:
    """CSV on the Web, by another program than ours: every row, of the types that the metadata says."""
    write_tree(tmp_path / "site", made.tree)
    group = TableGroup.from_file(tmp_path / "site" / "csv" / "csv-metadata.json")

    tables = {str(table.url): list(table.iterdicts(strict=True)) for table in group.tables}

    assert len(tables) >= 10
    for name, rows in tables.items():
        answer = run(library()[name.removesuffix(".csv")], store)
        assert len(rows) == len(answer.rows), name
    assert {row["year"] for row in tables["insatser.csv"]} == {2022, 2023}
    assert EVIL in {row["name"] for row in tables["insatser.csv"]}
    plain = list(csv.DictReader(io.StringIO(made.tree["csv/insatser.csv"].decode(), newline="")))
    assert [row["name"] for row in plain] == [row["name"] for row in tables["insatser.csv"]]


def catalogue(made: Made) -> Graph:
    """Return the catalogue as another program reads it."""
    return Graph().parse(data=made.tree["dcat.rdf"], format="xml")


def conforms(graph: Graph) -> tuple[bool, str]:
    """Return whether a catalogue is as DCAT-AP-SE asks, and what is wrong."""
    found, _, text = validate(graph, shacl_graph=Graph().parse(SHAPES, format="turtle"))
    return bool(found), str(text)


def test_the_catalogue_is_as_dcat_ap_se_asks(made: Made) -> None:
    """What dataportal.se harvests: absolute addresses, no blank nodes, the licence to the letter."""
    graph = catalogue(made)
    found, text = conforms(graph)

    assert found, text
    assert b"nodeID" not in made.tree["dcat.rdf"]
    assert all(isinstance(term, URIRef) for term in graph.subjects())
    urls = {
        str(url).removeprefix(WHO.address)
        for url in graph.objects(None, URIRef("http://www.w3.org/ns/dcat#downloadURL"))
    }
    assert urls <= set(made.tree)
    assert {"data/samgraf.trig", "csv/insatser.csv", "data/reference.nq"} <= urls


def test_the_catalogue_is_free_whatever_the_data_are(made: Made) -> None:
    """Sweden asks for CC0 on the catalogue itself; a region that gives its data under CC BY says so of the files."""
    settings = replace(WHO, licence="CC-BY-4.0")
    data = dcat_rdf(made.tree, published(from_quads(statements()).engine), settings, "2024-01-01")
    graph = Graph().parse(data=data, format="xml")
    dcat, licence = "http://www.w3.org/ns/dcat#", URIRef("http://purl.org/dc/terms/license")

    assert conforms(graph)[0]
    for kind, wanted in (("Catalog", "publicdomain/zero/1.0/"), ("Distribution", "licenses/by/4.0/")):
        of = list(graph.subjects(RDF.type, URIRef(dcat + kind)))
        assert {str(graph.value(each, licence)) for each in of} == {f"http://creativecommons.org/{wanted}"}


def test_the_tables_are_one_distribution(made: Made) -> None:
    """The files of one format are the same data: one way to get at them, with every file's address and their size together."""
    graph = catalogue(made)
    dcat = "http://www.w3.org/ns/dcat#"
    given = list(graph.objects(URIRef(WHO.address + "dcat.rdf#tabeller"), URIRef(dcat + "distribution")))
    tables = {path for path in made.tree if path.startswith("csv/") and path.endswith(".csv")}

    assert len(given) == 1
    assert {str(url) for url in graph.objects(given[0], URIRef(dcat + "downloadURL"))} == {
        WHO.address + each for each in tables
    }
    assert int(str(graph.value(given[0], URIRef(dcat + "byteSize")))) == sum(len(made.tree[each]) for each in tables)
    assert str(graph.value(given[0], URIRef(dcat + "accessURL"))) == WHO.address + "data/"
    assert "data/index.html" in made.tree
    assert str(graph.value(given[0], URIRef("http://purl.org/dc/terms/format"))) == "text/csv"


@pytest.mark.parametrize(
    "gone", ["license", "publisher", "title", "contactPoint", "accessURL", "hasEmail", "distribution", "format"]
)
def test_a_catalogue_that_lacks_something_is_refused(made: Made, gone: str) -> None:
    """Shapes that let everything through would prove nothing."""
    graph = catalogue(made)
    for triple in list(graph):
        if str(triple[1]).endswith(("/" + gone, "#" + gone)):
            graph.remove(triple)

    assert not conforms(graph)[0]


def test_the_description_counts_right(made: Made) -> None:
    """VoID says how much there is."""
    graph = Graph().parse(data=made.tree["void.ttl"], format="turtle")
    quads = list(ox.parse(made.tree["data/samgraf.nq"] + made.tree["data/reference.nq"], ox.RdfFormat.N_QUADS))

    void = "http://rdfs.org/ns/void#"
    whole = URIRef(WHO.address + "void.ttl#samgraf")
    assert int(str(next(graph.objects(whole, URIRef(void + "triples"))))) == len(quads)
    entries = next(graph.subjects(URIRef(void + "class"), URIRef(SG + "InsatsEntry")))
    assert int(str(next(graph.objects(entries, URIRef(void + "entities"))))) == 4


def test_every_question_is_published_as_it_runs() -> None:
    """sh:SPARQLExecutable: each text runs by itself in an engine that knows none of our prefixes."""
    graph = Graph().parse(data=library_ttl(WHO), format="turtle")
    sh = "http://www.w3.org/ns/shacl#"
    found = set(graph.subjects(None, URIRef(sh + "SPARQLExecutable")))

    assert len(found) == len(library())
    for iri in found:
        texts = [text for name in ("select", "construct", "ask") for text in graph.objects(iri, URIRef(sh + name))]
        assert len(texts) == 1
        ox.Store().query(str(texts[0]))


def test_the_same_graphs_give_the_same_bytes(made: Made) -> None:
    """Whatever order the statements come in."""
    shuffled = statements()
    random.Random(7).shuffle(shuffled)  # noqa: S311  (no cryptography)

    assert make_site(from_quads(shuffled), WHO).tree == made.tree


def test_a_folder_is_changed_only_where_something_is_new(tmp_path: Path) -> None:
    """A file that is the same keeps its time; what is gone is removed, with the folder that it leaves empty."""
    place = tmp_path / "site"
    write_tree(place, {"a/b/c.html": b"1", "d.html": b"2"})
    before = (place / "d.html").stat().st_mtime_ns
    (place / "README.local").write_text("min egen")

    done = write_tree(place, {"d.html": b"2", "e/f.html": b"3"})

    assert (done.written, done.kept, done.removed) == (1, 1, 1)
    assert (place / "d.html").stat().st_mtime_ns == before
    assert not (place / "a").exists()
    assert (place / "README.local").read_text() == "min egen"
    assert set(check_folder(place)) == {"d.html", "e/f.html"}


@pytest.mark.parametrize(
    "manifest", [None, "{", "[]", '{"format": 9, "files": {}}', '{"format": 1, "files": {"../../x": "1"}}']
)
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, manifest: str | None) -> None:
    """Nothing is written, nothing removed: somebody's thesis, or a manifest that would lead out of the folder."""
    (tmp_path / "uppsats.docx").write_text("x")
    if manifest is not None:
        (tmp_path / MANIFEST).write_text(manifest)

    with pytest.raises(WorkspaceError, match="tom mapp"):
        write_tree(tmp_path, {"index.html": b"1"})
    assert not (tmp_path / "index.html").exists()


@pytest.mark.parametrize(
    "key",
    [
        "../../etc/passwd",
        "..",
        ".",
        "a:b",
        "CON?x=1",
        "x" * 400,
        "%2e%2e/x",
        "å ä ö",
        "*",
        "a\\b",
        "%00",
        "a//b",
        "<x>",
        "a%2Fb",
    ],
)
def test_no_address_leads_out_of_the_folder(key: str) -> None:
    """An address from somebody else's RDF may hold anything."""
    folder = folder_of(f"{BASE}id/insats/{key}")

    assert all(
        part not in {"", ".", ".."} and len(part.encode()) <= 255 and not set(part) & set('\\:*?"<>|\x00')
        for part in folder.split("/")
    )
    assert folder.startswith("id/insats/")


def test_no_address_takes_the_place_of_a_file_of_ours() -> None:
    """A thing called index.html, or one that would lie among the data, gets another folder."""
    assert folder_of(f"{BASE}id/insats/index.html").startswith("id/insats/x-")
    assert folder_of(f"{BASE}data/samgraf.trig").startswith("x-")
    assert folder_of(f"{BASE}graph/19/2023/evidence") == "graph/19/2023/evidence"


def test_links_are_relative() -> None:
    """The site works under any address, and from the disk."""
    assert link("site.css", "") == "site.css"
    assert link("site.css", "id/insats/19/x") == "../../../../site.css"
    assert link("id/insats/19/y/index.html", "id/insats/19/x") == "../y/index.html"
    assert link("id/a b/å.html", "id") == "a%20b/%C3%A5.html"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"email": ""}, "--email"),
        ({"address": "webb"}, "https://"),
        ({"organisation_number": "123"}, "tio siffror"),
        ({"licence": "MIT"}, "CC0-1.0"),
        ({"date": "igår"}, "2024-03-01"),
        ({"publisher_kind": "kung"}, "regional"),
    ],
)
def test_settings_that_cannot_be_used_say_what_to_do(tmp_path: Path, wrong: dict[str, str], told: str) -> None:
    """Before anything is made."""
    given = {"publisher": "R", "organisation_number": "232100-0000", "email": "a@b.se", "address": "https://b.se/x"}

    with pytest.raises(UsageError, match=re.escape(told)):
        load_settings(tmp_path / "samgraf.toml", {**given, **wrong})


def test_settings_stand_in_the_workspace_and_options_go_before(tmp_path: Path) -> None:
    """What is written once need not be said again; a misspelt key is an error."""
    path = tmp_path / "samgraf.toml"
    path.write_text(f"format = 1\n{example()}\n")
    found = load_settings(path, {"address": "https://annan.se", "email": None})

    assert found.publisher == "Region Exempel"
    assert found.address == "https://annan.se/"
    assert found.publisher_iri == "http://dataportal.se/organisation/SE2321000000"
    path.write_text('[publish]\npubliser = "x"\n')
    with pytest.raises(UsageError, match="publiser"):
        load_settings(path, {})


def test_a_class_is_drawn_with_what_leads_to_it() -> None:
    """The diagram names the properties, and links to them."""
    facts = Facts(quad for quad in reference_quads() if isinstance(quad.subject, ox.NamedNode))
    svg = neighbourhood(
        Classes.of(facts),
        SG + "InsatsEntry",
        lambda iri: iri.removeprefix(SG),
        lambda iri: f"../{iri.removeprefix(SG)}/",
        "x",
    )

    assert "describesInsats" in svg
    assert 'href="../Insats/"' in svg
    assert neighbourhood(Classes.of(facts), SG + "Nobody", str, str, "x") == ""


def test_changes_of_the_ontology_are_told_by_version() -> None:
    """What is in the files and in no version comes first; the first version brought its terms."""
    facts = Facts(quad for quad in reference_quads() if isinstance(quad.subject, ox.NamedNode))
    found = changes(facts)

    assert found[-1].version == "0.1.0"
    assert "Insats" in found[-1].added
    assert "goalsAsWritten" in found[0].added
    assert not found[-1].removed


def test_the_command_publishes_a_workspace(tmp_path: Path) -> None:
    """What a steward does: settings once, one command, the folder on a server."""
    load(Workspace.create(tmp_path / "ws"))
    (tmp_path / "ws" / "samgraf.toml").write_text(f"format = 1\n\n{example()}\n")

    run_ = CliRunner().invoke(program(), ["--workspace", str(tmp_path / "ws"), "publish", str(tmp_path / "site")])

    assert re.search(r"\d+ skrivna, 0 oförändrade, 0 borttagna", run_.output), run_.output
    assert (tmp_path / "site" / "index.html").is_file()
    assert (tmp_path / "site" / "id" / "actor" / "region-19" / "index.html").is_file()


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    """An open data catalogue without a publisher is none."""
    load(Workspace.create(tmp_path / "ws"))
    run_ = CliRunner().invoke(program(), ["--workspace", str(tmp_path / "ws"), "publish", str(tmp_path / "site")])

    assert isinstance(run_.exception, UsageError)
    assert "--organisation-number" in run_.exception.sv
    assert not (tmp_path / "site").exists()
