"""Rows to decide as one page of HTML to read or print; what was written stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from samgraf.review.sheet import COLUMNS

if TYPE_CHECKING:
    from samgraf.review.sheet import Line

_PAGE = """\
<!doctype html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ title }}</title>
<style>
body { font: 16px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 60rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.5rem; }
article { border-top: 1px solid #8a8a8a; padding: .75rem 0; break-inside: avoid; }
h2 { font-size: 1.05rem; margin: 0 0 .25rem; }
blockquote { margin: .4rem 0; padding: .2rem .8rem; border-left: .25rem solid #3b6ea5; overflow-wrap: anywhere; }
p { margin: .2rem 0; }
.where { color: #444; font-size: .9rem; }
@media print { body { font-size: 10pt; margin: 0; max-width: none; } }
</style>
</head>
<body>
<main>
<h1>{{ title }}</h1>
<p>{{ count }}</p>
{% for line in lines %}
<article>
<h2>{{ line.number }}. {{ line.doubt[at] }}: {{ line.reading }}</h2>
<p class="where">{{ line.report }} · {{ words.question }} {{ line.question }}{% if line.insats %} · {{ line.insats }}{% endif %}{% if line.page %} · {{ words.page }} {{ line.page }}{% endif %}{% if line.lines %} · {{ words.lines }} {{ line.lines }}{% endif %}</p>
<blockquote>{{ line.quote }}</blockquote>
<p>{{ words.confidence }} {{ decimal("%.2f" | format(line.confidence)) }}{{ of_one }} · {{ resting(line.rows) }}</p>
{% if line.offered and line.offered | length <= 8 %}<p>{{ other }}: {{ line.offered | join("; ") }}</p>
{% endif %}
</article>
{% endfor %}
</main>
</body>
</html>
"""


def to_html(lines: tuple[Line, ...], lang: str = "sv") -> bytes:
    """Return the page, complete in itself: no scripts, nothing fetched."""
    at = 1 if lang == "en" else 0
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    text = environment.from_string(_PAGE).render(
        lang=lang,
        at=at,
        title=("Att granska", "To review")[at],
        count=_lead(len(lines))[at],
        decimal=lambda number: number if at else number.replace(".", ","),
        other=("annat som det kan vara", "what else it may be")[at],
        of_one=(" av 1", " of 1")[at],
        resting=lambda rows: _resting(rows)[at],
        words={name: heads[at] for name, heads in COLUMNS.items()},
        lines=lines,
    )
    return text.encode("utf-8", "replace")


def _resting(rows: int) -> tuple[str, str]:
    """Return how many rows of answers rest on a reading, in words."""
    return (
        f"{rows} {'rad' if rows == 1 else 'rader'} i svaren vilar på det",
        f"{rows} {'row' if rows == 1 else 'rows'} of answers {'rests' if rows == 1 else 'rest'} on it",
    )


def _lead(count: int) -> tuple[str, str]:
    """Return how much there is to decide, and where decisions are written."""
    sv = "besluten skrivs i kalkylarket som samgraf review export osakert.xlsx ger."
    en = "decisions are written in the workbook that samgraf review export uncertain.xlsx gives."
    return (
        f"{count} saker att avgöra, de mest osäkra och mest betydelsefulla först. Sidan är för att läsa eller skriva ut; {sv}",
        f"{count} things to decide, the most uncertain and most consequential first. The page is for reading or printing; {en}",
    )
