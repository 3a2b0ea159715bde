"""What people get from a check: the page, the workbook and SARIF, from plain findings and from hostile ones."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from python_calamine import CalamineWorkbook
from small_findings import ACCEPTED, ID, REPORT, checked, finding

from samgraf.before_after import compare
from samgraf.checked import Checked, counts, report_title, settled, showable
from samgraf.errors import SamgrafError
from samgraf.finding_html import TEMPLATES, render_html
from samgraf.finding_overview import overview
from samgraf.finding_sarif import render_sarif
from samgraf.finding_xlsx import COLUMNS, render_xlsx
from samgraf.findings import Decision, SectionStatus, Words
from samgraf.shapes import load_shapes

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "javascript:alert(1)",
    "<svg/onload=alert(1)>",
    "</style><style>*{display:none}",
    "<!--",
    "-->",
    "]]><b>",
    "{{ 7*7 }}",
    "&lt;script&gt;",
    '=HYPERLINK("http://example.org")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "http://example.org/x",
    "{=1+1}",
    "bell\x07 nul\x00 lone\ud800 end\uffff",
]


class Page(HTMLParser):
    """The elements of a page: names, attributes, headings and text."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.words.append(data)

    def named(self, *names: str) -> list[tuple[str, dict[str, str | None]]]:
        """Return the elements with these names."""
        return [(tag, attributes) for tag, attributes in self.tags if tag in names]


def cells(data: bytes, sheet: int = 0) -> list[list[object]]:
    """Return the rows of a sheet."""
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(sheet).to_python()


def test_the_page_tells_everything_of_a_finding() -> None:
    """Rule, severity in words, page, lines, quote and what to do make a finding one can act on."""
    text = " ".join("".join(Page(render_html([REPORT])).words).split())

    for part in (
        "Brist",
        "SG-C01",
        "s. 4, rad 7–9",
        "Arbetet leddes av en grupp",
        "Att göra: Skriv ett svar.",
        "Lyftet",
    ):
        assert part in text
    assert "utan svar: 3.1; hänvisar bara: 3.3" in text
    assert "Godtagen 2024-02-01 av Kim: Står i bilaga 2" in text


def test_the_page_is_in_one_language() -> None:
    """A screen reader reads Swedish words with the voice of the `lang` attribute."""
    swedish, english = render_html([REPORT], "sv"), render_html([REPORT], "en")

    assert Page(swedish).named("html")[0][1]["lang"] == "sv"
    assert Page(english).named("html")[0][1]["lang"] == "en"
    assert "Att åtgärda innan rapporten skickas" in swedish
    assert "To mend before the report is sent" in english
    assert "Att göra" not in english


def test_the_page_fetches_nothing() -> None:
    """It is mailed, opened years later, and must not tell anybody that it was opened."""
    page = render_html([REPORT])

    assert not re.findall(r"""https?:|url\(|@import|["'(]//""", page)
    assert not Page(page).named("link", "img", "iframe", "object", "embed", "base")
    assert not [attributes for _, attributes in Page(page).tags if "src" in attributes or "style" in attributes]
    assert all((attributes["href"] or "").startswith("#") for _, attributes in Page(page).named("a"))


def test_the_policy_lets_only_our_own_style_and_script_run() -> None:
    """If something were ever written unescaped, the browser would still refuse it."""
    page = Page(render_html([REPORT]))
    policy = next(attributes["content"] for _, attributes in page.named("meta") if "http-equiv" in attributes)

    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert len(page.named("script")) == len(page.named("style")) == 1
    assert policy.count("'sha256-") == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_new_element_or_attribute(text: str) -> None:
    """A report is written by strangers: its words are text, wherever they stand."""
    words = Words(text, text)

    def shape(said: str, spoken: Words) -> list[tuple[str, list[str]]]:
        """Return the elements of a page with their attributes' names."""
        decision = Decision(said, "2024-02-01", said)
        one = finding(title=spoken, message=spoken, advice=spoken, rests_on=spoken, question_title=spoken, insats=said,
                      quote=said + "x", rule=said, status="accepted", decision=decision)  # fmt: skip
        named = replace(checked(one), name=said, title=spoken, sections=(SectionStatus("3", spoken, 1, (said,)),))
        return [(tag, sorted(attributes)) for tag, attributes in Page(render_html([named])).tags]

    assert shape(text, words) == shape("plain", Words("plain", "plain"))


@pytest.mark.parametrize("several", [False, True])
def test_headings_come_in_order(several: bool) -> None:  # noqa: FBT001
    """Who listens to the page finds the way by its headings."""
    page = Page(render_html([REPORT, REPORT] if several else [REPORT]))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_two_drafts_of_one_report_have_their_own_places_on_a_page() -> None:
    """They have the same findings, and a link must lead to the right one."""
    page = Page(render_html([REPORT, replace(REPORT, name="utkast.docx")]))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert len(ids) == len(set(ids))


def test_every_id_is_there_once_and_every_link_leads_to_one() -> None:
    """A link in the summary that leads nowhere is worse than none."""
    page = Page(render_html([REPORT]))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert len(ids) == len(set(ids))
    assert {(attributes["href"] or "")[1:] for _, attributes in page.named("a")} <= set(ids)


def test_the_filters_are_labelled_and_hidden_where_no_script_runs() -> None:
    """Without the script they would do nothing; everything is readable without them."""
    page = Page(render_html([REPORT]))

    assert "hidden" in page.named("form")[0][1]
    assert [attributes["value"] for _, attributes in page.named("input")] == ["violation", "warning", "info", "settled"]
    assert len(page.named("label")) == len(page.named("input", "select"))
    assert not [attributes for _, attributes in page.tags if "data-hidden" in attributes]


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2, definition of relative luminance)."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_stands_out_from_its_ground_as_wcag_aa_asks() -> None:
    """4.5 to 1: an official with tired eyes prints the page in grey."""
    css = (TEMPLATES / "checked.css").read_text("utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", css))
    pairs = [("ink", "paper"), ("soft", "paper")]
    pairs += [
        (name, ground) for name in ("violation", "warning", "info", "settled") for ground in (f"{name}-paper", "paper")
    ]

    assert len(colours) >= 12
    for text, ground in pairs:
        light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


def test_accepted_findings_are_not_counted_and_not_urgent() -> None:
    """Who has decided once is not asked again."""
    page = "".join(Page(render_html([checked(replace(ACCEPTED, severity="violation"))])).words)

    assert counts(REPORT.findings) == {"violation": 2, "warning": 0, "info": 1}
    assert settled(REPORT.findings) == 1
    assert "Inga brister" in page


def test_a_page_about_a_change_has_three_parts() -> None:
    """New things first: they are what the last edit did."""
    change = compare([finding(), finding(5, question="3.2")], REPORT.findings)
    text = " ".join("".join(Page(render_html([REPORT], change=change)).words).split())

    assert "Nytt: 3. Kvar: 1. Åtgärdat: 1." in text
    assert text.index("Nytt sedan förra versionen (3)") < text.index("Åtgärdat sedan förra versionen (1)")


def test_the_workbook_has_a_row_a_finding() -> None:
    """The people who will mend them divide the rows among themselves."""
    rows = cells(render_xlsx([REPORT]))

    assert rows[0] == [words.sv for words, _ in COLUMNS]
    assert len(rows) == 1 + len(REPORT.findings)
    row = dict(zip(rows[0], rows[2], strict=True))
    assert (row["Avsnitt"], row["Fråga"], row["Insats"]) == ("3 Boende & arbete", "3.1", "Lyftet")
    assert (row["Grad"], row["Regel"], row["Sida"], row["Rader"]) == ("brist", "SG-C01", 4.0, "7-9")
    assert (row["Vem"], row["Klart"]) == ("", "")
    assert dict(zip(rows[0], rows[4], strict=True))["Godtagen"].startswith("Godtagen 2024-02-01 av Kim")


def test_the_workbooks_second_sheet_is_completeness() -> None:
    """A table to put in a memo."""
    rows = cells(render_xlsx([REPORT]), 1)

    assert rows[1] == ["Region Västmanland 2023", "3", "Boende & arbete", 4.0, 2.0, "3.1", "3.3"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_holds_no_formula_and_no_link(text: str) -> None:
    """A cell that begins with = would be run on the computer of whoever opens it."""
    data = render_xlsx([checked(finding(quote=text, insats=text))])
    rows = cells(data)
    book = zipfile.ZipFile(io.BytesIO(data))
    sheets = "".join(book.read(name).decode() for name in book.namelist() if "sheet" in name)

    assert rows[1][10] == showable(text)
    assert rows[1][3] == showable(text)
    assert not re.search(r"<f[ >]|<hyperlink", sheets)


def test_a_text_that_no_cell_holds_is_an_error_that_names_the_cell() -> None:
    """Excel cuts at 32 767 characters without a word."""
    with pytest.raises(SamgrafError, match=r"Anmärkningar!K2 skulle få 40000"):
        render_xlsx([checked(finding(quote="x" * 40_000))])


def test_the_workbook_is_ready_to_use() -> None:
    """Filter, a head that stays, A4 across: nobody should have to set them."""
    sheet = zipfile.ZipFile(io.BytesIO(render_xlsx([REPORT]))).read("xl/worksheets/sheet1.xml").decode()

    for part in ("<autoFilter ", 'state="frozen"', 'paperSize="9"', 'orientation="landscape"', "<cols>"):
        assert part in sheet


def sarif(*reports: Checked, lang: str = "sv") -> dict[str, object]:
    """Return the one run of a SARIF file."""
    told = json.loads(render_sarif(reports, load_shapes().rules.values(), "0.1", lang))
    assert (told["version"], len(told["runs"])) == ("2.1.0", 1)
    run: dict[str, object] = told["runs"][0]
    return run


def test_sarif_tells_level_place_and_fingerprint() -> None:
    """An editor shows them in the margin, and knows them again after the next change."""
    results = sarif(REPORT)["results"]
    first, plain = results[1], results[0]  # type: ignore[index]

    assert first["level"] == "error"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "mapp/%C3%A5%20rapport.docx"
    assert (place["region"]["startLine"], place["region"]["endLine"]) == (7, 9)
    assert first["partialFingerprints"] == {"samgrafFinding/v1": "1000000000000000"}
    assert plain["level"] == "note"
    assert "suppressions" not in first


def test_sarif_suppresses_what_is_accepted() -> None:
    """CI must not fail on it, and must show why."""
    results = sarif(REPORT)["results"]
    accepted = [result for result in results if "suppressions" in result]  # type: ignore[union-attr, attr-defined]

    assert len(accepted) == 1
    assert accepted[0]["suppressions"][0]["kind"] == "external"
    assert "bilaga 2" in accepted[0]["suppressions"][0]["justification"]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_sarif_rule_has_help(lang: str) -> None:
    """Who meets a rule for the first time reads its help."""
    own = finding(9, rule="MIN-01")
    run = sarif(checked(own), lang=lang)
    rules = run["tool"]["driver"]["rules"]  # type: ignore[index]

    assert [rule["id"] for rule in rules] == sorted({rule.rule for rule in load_shapes().rules.values()} | {"MIN-01"})
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    result = run["results"][0]  # type: ignore[index]
    assert rules[result["ruleIndex"]]["id"] == "MIN-01"


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a/b.txt", "a/b.txt"),
        ("/a/å.txt", "file:///a/%C3%A5.txt"),
        ("c:\\a\\b.txt", "file:///c:/a/b.txt"),
        ("a:b", "a%3Ab"),
    ],
)
def test_a_file_is_told_as_an_address(file: str, uri: str) -> None:
    """A colon or a blank in a name would make it another address."""
    run = sarif(replace(REPORT, file=file))
    place = run["results"][0]["locations"][0]["physicalLocation"]  # type: ignore[index]

    assert place["artifactLocation"]["uri"] == uri


def test_every_form_is_the_same_bytes_twice() -> None:
    """Reports are kept in git, and nobody wants to see changes where there are none."""
    shuffled = replace(REPORT, findings=tuple(reversed(REPORT.findings)))
    rules = load_shapes().rules.values()

    assert render_html([REPORT]) == render_html([shuffled])
    assert render_xlsx([REPORT]) == render_xlsx([shuffled])
    assert render_sarif([REPORT], rules, "1") == render_sarif([shuffled], reversed(list(rules)), "1")


def test_several_reports_are_one_page_and_one_workbook() -> None:
    """Twenty-one reports a year are read together."""
    other = checked(finding(7, report=f"{ID}report/18-2023"), name="örebro.docx")
    page = Page(render_html([REPORT, other]))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert "Granskning av 2 rapporter" in "".join(page.words)
    assert len(ids) == len(set(ids))
    assert len(cells(render_xlsx([REPORT, other]))) == 6


def test_a_report_is_called_by_region_and_year() -> None:
    """A key such as 19-2023 is for programs."""
    assert report_title(f"{ID}report/19-2023", "Region Västmanland").sv == "Region Västmanland 2023"
    assert report_title(f"{ID}report/00-2023", None).sv == "Län 00, 2023"


@pytest.mark.parametrize(("lang", "head"), [("sv", "brister  varningar"), ("en", "gaps   warnings")])
def test_several_reports_begin_with_a_line_each(lang: str, head: str) -> None:
    """Who checks twenty-one reports wants to know where to begin."""
    told = overview([REPORT, checked(name="19-2023")], lang).splitlines()

    assert head in told[0]
    assert told[1].split() == ["rapport.docx", "2", "0", "1", "6", {"sv": "av", "en": "of"}[lang], "8"]
    assert told[2].split()[:3] == ["Region", "Västmanland", "2023"]
    assert {len(line) for line in told} == {80}
