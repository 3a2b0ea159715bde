"""All that is published of a workspace, as a tree of files: data, catalogue, and a page for every address."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Quad, RdfFormat, serialize

from samgraf.api import library
from samgraf.graph.namespaces import PREFIXES, REFERENCE_GRAPHS
from samgraf.publishing import jsonld
from samgraf.publishing.addresses import PAGES, folder_of, link
from samgraf.publishing.dcat import dcat_rdf
from samgraf.publishing.diagrams import Classes, neighbourhood
from samgraf.publishing.graphs import has_blank, is_reference, nquads, published, region_graph
from samgraf.publishing.library import library_triples, library_ttl, query_iri
from samgraf.publishing.lists import Lists
from samgraf.publishing.page import CSS, TEMPLATES, DataLink, Page, Site, stub
from samgraf.publishing.tables import write_tables
from samgraf.publishing.thing_page import DATA, Pages
from samgraf.publishing.things import index_of
from samgraf.publishing.void import void_ttl
from samgraf.publishing.wording import LANGS, Labels, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

    from samgraf.publishing.graphs import Published
    from samgraf.publishing.settings import Settings
    from samgraf.publishing.things import Index
    from samgraf.publishing.wording import Lang
    from samgraf.store import Store

CONTEXT = "data/context.jsonld"
ONTOLOGY = REFERENCE_GRAPHS + "samgraf"
"""The graph of the ontology's own file."""
_SPACES = {name: space for name, space in PREFIXES.items() if name not in {"id", "sgs"}}


@dataclass(frozen=True)
class Made:
    """The files by their paths, and how many pages and parts there are."""

    tree: dict[str, bytes]
    pages: int
    parts: int


def make_site(store: Store, settings: Settings) -> Made:
    """Return all files of a workspace's publication; the same graphs and settings give the same bytes."""
    chosen = published(store.engine)
    day = settings.date or chosen.day
    tree = data_files(chosen)
    tree |= write_tables(store, settings, day)
    tree["data/queries.ttl"] = library_ttl(settings)
    tree["dcat.rdf"] = dcat_rdf(tree, chosen, settings, day)
    tree["void.ttl"] = void_ttl(chosen, settings, day)
    tree[CSS] = (TEMPLATES / CSS).read_bytes()
    tree["robots.txt"] = b"User-agent: *\nAllow: /\n"
    graphs = Counter(str(getattr(quad.graph_name, "value", "")) for quad in chosen.quads)
    index = index_of(
        chosen.facts, (*graphs, *(str(getattr(quad.object, "value", "")) for quad in chosen.quads if has_blank(quad)))
    )
    site = Site(settings, day, Labels(chosen.facts), graphs)
    pages = _pages(tree, chosen, index, site)
    return Made(tree, pages, len(index.owner))


def data_files(chosen: Published) -> dict[str, bytes]:
    """Return the graphs as files: the reports and what follows from them, each report, the reference data."""
    reference = [quad for quad in chosen.quads if is_reference(quad)]
    rest = [quad for quad in chosen.quads if not is_reference(quad)]
    tree = {CONTEXT: jsonld.context()}
    tree |= _whole("data/samgraf", rest)
    tree["data/reference.nq"] = nquads(reference)
    tree["data/reference.trig"] = _trig(reference)
    by_report: dict[str, list[Quad]] = defaultdict(list)
    for quad in rest:
        if key := region_graph(quad):
            by_report[key].append(quad)
    for key, quads in sorted(by_report.items()):
        tree[f"data/reports/{key}.trig"] = _trig(quads)
    return tree


def _whole(name: str, quads: list[Quad]) -> dict[str, bytes]:
    return {
        f"{name}.trig": _trig(quads),
        f"{name}.nq": nquads(quads),
        f"{name}.jsonld": jsonld.document(quads, link(CONTEXT, "data"), named=True),
    }


def _trig(quads: Iterable[Quad]) -> bytes:
    """Return statements as TriG, a graph at a time."""
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    return serialize(ordered, format=RdfFormat.TRIG, prefixes=_SPACES) or b""


def _pages(tree: dict[str, bytes], chosen: Published, index: Index, site: Site) -> int:
    """Return how many pages were put into a tree: for every address of ours, in both languages, with its data."""
    lists, pages = Lists(site, index, dict(tree)), Pages(site, index)
    count = 0
    written: set[str] = set()
    for lang in LANGS:
        for page in lists.pages(lang):
            written.add(page.folder)
            tree[_path(page.folder, PAGES[lang])] = site.render(page, lang)
            count += 1
    said, classes = _said(chosen), Classes.of(chosen.facts)
    for iri in index.addresses:
        at = folder_of(iri)
        if iri in index.owner:
            tree[f"{at}/index.html"] = stub(iri, index.owner[iri], index.row(iri), site.labels.of(index.owner[iri]).sv)
            continue
        if at in written:
            continue
        written.add(at)
        for lang in LANGS:
            tree[f"{at}/{PAGES[lang]}"] = site.render(_thing(pages, lists, classes, iri, lang), lang)
            count += 1
        triples = [triple for each in (iri, *index.parts.get(iri, ())) for triple in said.get(each, ())]
        tree |= _data(at, triples)
    tree |= _data("def", [quad.triple for quad in chosen.quads if getattr(quad.graph_name, "value", "") == ONTOLOGY])
    for query in library().values():
        count += _query(tree, query.id, site)
    return count


def _thing(pages: Pages, lists: Lists, classes: Classes, iri: str, lang: Lang) -> Page:
    """Return the page of a thing; a class has a diagram too."""
    page = pages.thing(iri, lang)
    if kind_of(iri) != "def":
        return page
    named, linked = lists.called(page.folder, lang)
    return replace(page, diagram=neighbourhood(classes, iri, named, linked, page.title))


def _said(chosen: Published) -> dict[str, list[Triple]]:
    """Return what is said of each thing, with what is said of the things without addresses in it."""
    found: dict[str, list[Triple]] = defaultdict(list)
    blank: dict[str, list[Triple]] = defaultdict(list)
    for quad in chosen.quads:
        place = blank if isinstance(quad.subject, BlankNode) else found
        place[str(getattr(quad.subject, "value", ""))].append(quad.triple)
    for quad in chosen.quads:
        if has_blank(quad) and not isinstance(quad.subject, BlankNode):
            found[str(getattr(quad.subject, "value", ""))] += list(_inside(quad.object, blank))
    return {iri: sorted(set(triples), key=str) for iri, triples in found.items()}


def _inside(term: object, blank: dict[str, list[Triple]]) -> Iterator[Triple]:
    """Yield what is said of a thing without an address, and of those in it."""
    waiting, seen = [term], set()
    while waiting:
        at = waiting.pop()
        if isinstance(at, BlankNode) and at.value not in seen:
            seen.add(at.value)
            for triple in blank.get(at.value, ()):
                yield triple
                waiting.append(triple.object)


def _data(at: str, triples: list[Triple]) -> dict[str, bytes]:
    """Return the files for programs of one page."""
    ordered = sorted(set(triples), key=str)
    turtle = serialize(ordered, format=RdfFormat.TURTLE, prefixes=_used(ordered)) or b""
    quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in ordered]
    return {f"{at}/{DATA[0][0]}": turtle, f"{at}/{DATA[1][0]}": jsonld.document(quads, link(CONTEXT, at), named=False)}


def _used(triples: Iterable[Triple]) -> dict[str, str]:
    """Return the prefixes that statements use."""
    text = "".join(f"{triple.predicate}{triple.object}" for triple in triples)
    return {name: space for name, space in _SPACES.items() if space in text}


def _query(tree: dict[str, bytes], name: str, site: Site) -> int:
    """Return how many pages a question of the library got."""
    query, iri = library()[name], query_iri(name)
    at = folder_of(iri)
    for lang in LANGS:
        page = Page(
            folder=at,
            title=query.title.en if lang == "en" else query.title.sv,
            kind=site.say("question", lang),
            lead=(query.question.en if lang == "en" else query.question.sv,),
            iri=iri,
            code=query.text,
            data=tuple(DataLink(*each) for each in DATA),
        )
        tree[f"{at}/{PAGES[lang]}"] = site.render(page, lang)
    tree |= _data(
        at, [triple for triple in library_triples(site.settings) if getattr(triple.subject, "value", "") == iri]
    )
    return len(LANGS)


def _path(at: str, name: str) -> str:
    return f"{at}/{name}" if at else name
