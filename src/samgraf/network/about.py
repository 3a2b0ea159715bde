"""What stands around a picture or a table of a network: whose reports, which years, what was chosen and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.network.measures import pivots
from samgraf.swedish import number, order

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from samgraf.network.network import Network

FEW = 3
"""So many regions are named; more are counted."""


def scope(network: Network, lang: str) -> str:
    """Return whose reports of which years, and what was chosen: "Region Västmanland 2023, sektor: stat"."""
    regions = sorted(network.regions, key=order)
    who = ", ".join(regions) if len(regions) <= FEW else f"{len(regions)} {_say(lang, 'regioner', 'regions')}"
    chosen = "; ".join(f"{en if lang == 'en' else sv}: {value}" for sv, en, value in network.choice.said())
    base = (" " if len(regions) == 1 else ", ").join(part for part in (who, _years(network.years)) if part)
    return "; ".join(part for part in (base or _say(lang, "inga rapporter", "no reports"), chosen) if part)


def source(network: Network, lang: str) -> str:
    """Return what the picture rests on, with the date of the data."""
    reports = {(work.region, work.year) for _, work in network.facts.parts}
    entries = len({work for _, work in network.facts.parts})
    if lang == "en":
        return (
            f"Source: the regions' reports on regional development work for {_years(network.years) or '–'}, "
            f"{number(len(reports), lang)} {'report' if len(reports) == 1 else 'reports'}, {number(entries, lang)} insatser "
            "with named actors. Read with samgraf."
        )
    return (
        f"Källa: regionernas återrapporter om regionalt utvecklingsarbete för {_years(network.years) or '–'}, "
        f"{number(len(reports))} {'rapport' if len(reports) == 1 else 'rapporter'}, {number(entries)} insatser med namngivna "
        "aktörer. Inläst med samgraf."
    )


def left_out(network: Network, shown: Collection[str], lang: str) -> list[str]:
    """Return sentences about what a picture that shows some nodes does not show, none if it shows all."""
    graph = network.graph
    said = []
    alone = [node for node in graph if graph.degree(node) == 0 and node not in shown]
    if alone:
        said.append(_alone(network, len(alone), lang))
    for kind, sv, en in (("actor", "aktörer", "actors"), ("goal", "mål", "goals")):
        every = [node for node in graph if graph.nodes[node]["type"] == kind and graph.degree(node)]
        there = sum(node in shown for node in every)
        if there < len(every):
            rest, total, few = (number(count, lang) for count in (len(every) - there, len(every), there))
            said.append(
                _say(
                    lang,
                    f"Visar de {few} av {total} {sv} som har flest insatser; {rest} visas inte.",
                    f"Shows the {few} of {total} {en} with the most insatser; {rest} are not shown.",
                )
            )
    return said


def fewer_links(whole: nx.Graph[str], drawn: nx.Graph[str], least: int, lang: str) -> str:
    """Return how many of the links between the actors shown are drawn, and which, "" if all are."""
    if whole.number_of_edges() == drawn.number_of_edges():
        return ""
    few, every = (number(graph.number_of_edges(), lang) for graph in (drawn, whole))
    return _say(
        lang,
        f"Visar {few} av {every} kopplingar mellan dem: de som väger minst {least}, och de starkaste som håller ihop bilden.",
        f"Shows {few} of {every} links between them: those that weigh at least {least}, and the strongest that hold the "
        "picture together.",
    )


def estimated(network: Network, lang: str) -> str:
    """Return that betweenness is an estimate, "" where it is exact."""
    known = pivots(network.graph)
    if known is None:
        return ""
    counted, every = number(known, lang), number(network.graph.number_of_nodes(), lang)
    return _say(
        lang,
        f"Betweenness är skattad från {counted} av {every} aktörer (fast frö).",
        f"Betweenness is estimated from {counted} of {every} actors (fixed seed).",
    )


def _alone(network: Network, count: int, lang: str) -> str:
    """Return how many actors are not in the picture because they are linked to nobody."""
    shown = number(count, lang)
    if network.view == "goals":
        return _say(lang, f"{shown} aktörer utan mål visas inte.", f"{shown} actors without a goal are not shown.")
    return _say(
        lang,
        f"{shown} {'aktör' if count == 1 else 'aktörer'} utan koppling till någon annan visas inte.",
        f"{shown} {'actor' if count == 1 else 'actors'} linked to nobody else {'is' if count == 1 else 'are'} not shown.",
    )


def _years(years: list[int]) -> str:
    """Return years as "2023", "2021–2023" where none is missing between, "2019, 2023" where one is."""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))


def _say(lang: str, sv: str, en: str) -> str:
    """Return the text of one language."""
    return en if lang == "en" else sv
