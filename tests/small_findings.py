"""Findings made by hand, for the tests of what people get from a check."""

from __future__ import annotations

from dataclasses import replace

from samgraf.checked import Checked
from samgraf.findings import Decision, Finding, SectionStatus, Words

ID = "https://w3id.org/samgraf/id/"


def finding(number: int = 1, **changes: object) -> Finding:
    """Return a finding, with some of it changed."""
    words = Words("Andelen kan inte stämma.", "The share cannot be right.")
    plain = Finding(
        id=f"{ID}finding/{number:x}000000000000000", report=f"{ID}report/19-2023", rule="SG-C01", severity="violation",
        focus=f"{ID}answer/19-2023/3.1", title=Words("Obesvarad fråga", "Unanswered question"), message=words,
        advice=Words("Skriv ett svar.", "Write an answer."), rests_on=Words("Mallen.", "The template."),
        question="3.1", question_title=Words("Arbetet", "The work"), insats="Lyftet", page=4, first_line=7,
        last_line=9, quote="Arbetet leddes av en grupp",
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


SECTIONS = (
    SectionStatus("3", Words("Boende & arbete", "Housing & work"), 4, ("3.1",), ("3.3",)),
    SectionStatus("10", Words("Anslag", "Money"), 4, ()),
)


def checked(*findings: Finding, name: str = "rapport.docx") -> Checked:
    """Return a report with findings in it."""
    title = Words("Region Västmanland 2023", "Region Västmanland 2023")
    return Checked(name, f"mapp/å {name}", title, findings, SECTIONS, f"{ID}report/19-2023", ())


ACCEPTED = finding(2, question="10.3.no", rule="SG-C04", status="accepted", severity="warning",
                   decision=Decision("Kim", "2024-02-01T00:00:00+00:00", "Står i bilaga 2"))  # fmt: skip
REPORT = checked(finding(), finding(3, insats="Nätet"), ACCEPTED, finding(4, question=None, severity="info", page=None))
