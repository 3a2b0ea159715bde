"""Words that a narrow cell cut without a hyphen."""

import pytest
from small_reports import document

from samgraf.cut_words import is_cut
from samgraf.documents import Span
from samgraf.passages import join


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("utvecklingsgrup", "per."),
        ("Arbetsförmedlin", "gen och"),
        ("- hyresgaranti", "er har"),
        ("Resultatbeskrivninge", "n"),
    ],
)
def test_two_pieces_of_a_long_word_are_one_word(line, following):
    """A word processor cuts a word that is wider than its cell and sets no hyphen."""
    assert is_cut(document("x"), line, following)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("Arbetsförmedlingen", "och"),
        ("Ljusnarsbergs", "kommun"),
        ("projektägare", "kommun"),
        ("Regionala", "utvecklingsåtgär"),
        ("kompetensförsörjning", "Den"),
        ("den kommunikation", "en gång"),
    ],
)
def test_whole_words_on_two_lines_stay_two(line, following):
    """Joining what was apart would make words that nobody wrote."""
    assert not is_cut(document("x"), line, following)


def test_the_text_itself_tells_which_word_was_meant():
    """A name that no dictionary knows stands whole elsewhere in the report."""
    source = document("Det gäller Kvarnbackefonden i år.\nStöd från\nKvarnbackefon\nden.")
    text = join(source, [Span(source.text.index("Stöd"), len(source.text))]).text

    assert text == "Stöd från Kvarnbackefonden."
