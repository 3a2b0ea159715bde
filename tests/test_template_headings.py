"""A form's questions known by their numbers in headings that the document marks as such, whatever their words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from form_reports import Layout, docx_report

from samgraf.readers import read
from samgraf.reports.profile import load_profiles
from samgraf.reports.read import read_report

if TYPE_CHECKING:
    from pathlib import Path

OF_2023 = next(profile for profile in load_profiles() if 2023 in profile.years)


def test_a_heading_in_other_words_is_the_question_of_its_number(tmp_path: Path) -> None:
    """Its answer would be read as the former question's, and it be called absent."""
    document = Document(io.BytesIO(docx_report(OF_2023, Layout())))
    headings = {p.text.split()[0]: p for p in document.paragraphs if p.text[:1].isdigit()}
    headings["1.3"].style = headings["2.2"].style = document.styles["Heading 2"]
    headings["1.3"].text = "1.3 Kustens och skärgårdens perspektiv"
    headings["2.2"].text = headings["2.2"].text.rstrip(".") + ", och vem som tog emot dem."
    document.save(str(tmp_path / "rapport.docx"))
    answers = {answer.question: answer for answer in read_report(read(tmp_path / "rapport.docx")).answers}

    assert answers["1.3"].status == "answered"
    assert "skärgårdens" not in answers["1.2"].passage.text + answers["1.3"].passage.text
    assert "tog emot dem" not in answers["2.2"].passage.text


def test_what_stands_below_a_prompt_in_its_heading_is_the_answer(tmp_path: Path) -> None:
    """Some write on in the heading with Shift+Enter; some cut the prompt short, and the answer begins like the rest of it."""
    document = Document(io.BytesIO(docx_report(OF_2023, Layout())))
    headings = {p.text.split()[0]: p for p in document.paragraphs if p.text[:1].isdigit()}
    headings["1.3"].style = headings["1.1"].style = document.styles["Heading 2"]
    headings["1.3"].add_run("\nSkärgården har fått en egen båtlinje.")
    headings["1.1"].text = " ".join(headings["1.1"].text.split()[:6])
    answer = next(p for p in document.paragraphs if p.text.startswith("Svaret på 1 komma 1"))
    answer.text = f"Den regionala utvecklingsstrategin och samordningen av insatser är på väg. {answer.text}"
    document.save(str(tmp_path / "rapport.docx"))
    answers = {answer.question: answer for answer in read_report(read(tmp_path / "rapport.docx")).answers}

    assert answers["1.3"].passage.text.startswith("Skärgården har fått en egen båtlinje.")
    assert answers["1.1"].passage.text.startswith("Den regionala utvecklingsstrategin")
