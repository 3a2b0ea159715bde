"""What people decide of proposed links: listing, accepting, rejecting."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import click

from samgraf.cli.setting import Setting, setting_of

if TYPE_CHECKING:
    from samgraf.cli.words import Lang
    from samgraf.linking.link import Link
    from samgraf.workspace import Workspace


@click.pass_context
def list_links(ctx: click.Context, /, **chosen: Any) -> int:
    """Return the exit code 0 after telling of the links that are chosen."""
    from samgraf.graph.namespaces import compact
    from samgraf.linking.proposals import statuses

    setting = setting_of(ctx)
    workspace = workspace_of(setting)
    decided = statuses(workspace)
    told: dict[str, str] = {
        "confirmed": setting.say("godtagen", "accepted"),
        "rejected": setting.say("avvisad", "rejected"),
    }
    wanted = chosen.pop("status")
    shown = 0
    for _, link in _stored(workspace, **chosen):
        status = decided.get(link.key, "unreviewed")
        if wanted in {None, status}:
            shown += 1
            click.echo(
                f"[{link.key[:8]}] {link.confidence:4.2f} {kind_name(link.kind, setting.lang)}: {compact(link.subject)} -> "
                f"{link.target_name} <{link.target}> ({link.grounds})" + (f" {told[status]}" if status in told else "")
            )
    if not shown:
        click.echo(
            setting.say(
                "Inga sådana länkar. samgraf link gör förslag.", "No such links. samgraf link makes proposals."
            ),
            err=True,
        )
    return 0


@click.pass_context
def accept(ctx: click.Context, /, ids: tuple[str, ...], who: str | None, reason: str, **chosen: Any) -> int:
    """Return the exit code 0 when the links are accepted."""
    return _decide(ctx, ids, "confirmed", who, reason, chosen)


@click.pass_context
def reject(ctx: click.Context, /, ids: tuple[str, ...], who: str | None, reason: str, **chosen: Any) -> int:
    """Return the exit code 0 when the links are rejected."""
    return _decide(ctx, ids, "rejected", who, reason, chosen)


def _decide(
    ctx: click.Context,
    ids: tuple[str, ...],
    decision: Literal["confirmed", "rejected"],
    who: str | None,
    reason: str,
    chosen: dict[str, Any],
) -> int:
    """Return the exit code 0 when the decision is on the disk and the graphs say so."""
    from datetime import UTC, datetime

    from samgraf.cli.findings import login
    from samgraf.errors import UsageError
    from samgraf.linking import records
    from samgraf.linking.proposals import rewrite

    setting = setting_of(ctx)
    if bool(ids) == any(value is not None for value in chosen.values()):
        raise UsageError(
            "Skriv antingen id:n på länkar, eller välj dem med --kind, --least eller --report.",
            "Write either ids of links, or choose them with --kind, --least or --report.",
        )
    workspace = workspace_of(setting)
    held = [link for _, link in _stored(workspace, **chosen)]
    picked = records.chosen(ids, held) if ids else held
    made = records.decide(workspace, picked, decision, who=who or login(), now=datetime.now(UTC), reason=reason)
    rewrite(workspace, sorted(workspace.manifest().reports))
    known = len({link.key for link in picked}) - len(made)
    accepted = decision == "confirmed"
    click.echo(
        setting.say(
            f"{len(made)} länkar {'godtagna' if accepted else 'avvisade'}, {known} var det redan.",
            f"{len(made)} links {'accepted' if accepted else 'rejected'}, {known} were so already.",
        )
    )
    return 0


def _stored(
    workspace: Workspace, report: str | None = None, kind: str | None = None, least: float | None = None
) -> list[tuple[str, Link]]:
    """Return the stored links that are chosen, each once, with the first report that has it."""
    from samgraf.linking.proposals import stored

    if report:
        workspace.record(report)  # a misspelt key is told
    found: dict[str, tuple[str, Link]] = {}
    for key in [report] if report else sorted(workspace.manifest().reports):
        for link in stored(workspace, key):
            if kind in {None, link.kind} and link.confidence >= (least or 0):
                found.setdefault(link.key, (key, link))
    return list(found.values())


def workspace_of(setting: Setting) -> Workspace:
    """Return the workspace that the user means."""
    from samgraf.workspace import Workspace, located

    return Workspace.open(located(setting.workspace))


@cache
def kind_name(kind: str, lang: Lang) -> str:
    """Return what a kind of link is called, as the code list says."""
    from samgraf.facts import Facts
    from samgraf.reference import reference_quads

    label = Facts(quad for quad in reference_quads() if "/link-kind/" in str(quad.subject)).label(
        f"https://w3id.org/samgraf/id/link-kind/{kind}"
    )
    return (label.en if lang == "en" else label.sv) if label else kind
