"""Column heads in flat text."""

from small_reports import document

from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS
from samgraf.reports.heads import column_order, head_lines
from samgraf.reports.profile import load_profiles

PROFILE = load_profiles()[0]
HEADS = "\n".join(column.head for column in PROFILE.columns)


def kept(text):
    """Return the lines that are no heads."""
    source = document(text)
    printed = head_lines(source, source.lines, PROFILE)
    return [source.text[line.start : line.end] for line in source.lines if line.number not in printed]


def test_the_heads_of_the_form_are_no_rows():
    """The form's own words are never taken for an answer."""
    assert kept(f"{HEADS}\nGröna hamnar") == ["Gröna hamnar"]


def test_heads_that_come_again_on_a_later_page_are_no_rows():
    """Word repeats the head row of a table on each page."""
    assert kept(f"{HEADS}\nGröna hamnar\n{HEADS}\nÖppna verkstäder") == ["Gröna hamnar", "Öppna verkstäder"]


def test_a_caption_above_the_heads_is_no_row():
    """Some write a short line between the question and the table."""
    assert kept(f"Insatser under året\n{HEADS}\nGröna hamnar") == ["Gröna hamnar"]


def test_heads_in_other_words_are_known_by_each_columns_cue():
    """A region may word the heads anew, wrapped and with small letters."""
    text = "Insatsens namn\nUppnådda prestationer\nUppnådda effekter\nMål som insatsen\nbidrar till\nGröna hamnar"

    assert kept(text) == ["Gröna hamnar"]


def test_heads_in_other_words_that_come_again_are_no_rows():
    """Two tables under a question have their heads twice."""
    heads = "Insatsens namn\nUppnådda prestationer\nUppnådda effekter\nMål som insatsen\nbidrar till"

    assert kept(f"{heads}\nGröna hamnar\n{heads}\nÖppna verkstäder") == ["Gröna hamnar", "Öppna verkstäder"]


def test_a_column_for_the_bases_and_one_for_numbers_have_heads_of_their_own():
    """Some part the form's third column in two, and count the rows."""
    name, outputs, effects, goals = HEADS.split("\n")
    short = effects.split(" Ange om")[0]
    text = "\n".join((f"Nr {name}", outputs, short, "Uppföljning, utvärdering eller", "egen bedömning", goals))

    assert kept(f"{text}\nGröna hamnar\nEgen bedömning:\nUppföljning, utvärdering") == [
        "Gröna hamnar",
        "Egen bedömning:",
        "Uppföljning, utvärdering",
    ]


def test_words_of_heads_that_a_narrow_cell_cut_are_known():
    """A long word of a head has no room in a narrow column."""
    text = HEADS.replace("utvecklingsstrategin", "utvecklingsstrate\ngin").replace(
        "uppnådda effekter", "uppnådda effek\nter"
    )

    assert kept(f"{text}\nGröna hamnar") == ["Gröna hamnar"]


def test_a_head_row_that_a_page_cuts_is_known_on_both_sides():
    """Where one line of a head fits on a page, the first lines of all heads stand in one line of the text as drawn."""
    name, outputs, effects, goals = HEADS.split("\n")
    firsts = [" ".join(head.split()[:n]) for head, n in ((name, 3), (goals, 3), (outputs, 3), (effects, 2))]
    rests = [" ".join(head.split()[n:]) for head, n in ((name, 3), (goals, 3), (outputs, 3), (effects, 2))]
    text = "\n".join([" ".join(firsts), *rests, "Gröna hamnar"])
    source = document(text)

    assert kept(text) == ["Gröna hamnar"]
    assert column_order(source, source.lines, PROFILE) == (NAME, GOALS, OUTPUTS, EFFECTS)


def test_the_one_word_of_a_head_that_ends_a_line_of_another_is_no_row():
    """A tool joins the first lines of two heads that a page cuts, of which the second has one word."""
    name, outputs, effects, goals = HEADS.split("\n")
    first, rest = (" ".join(words) for words in (effects.split()[:5], effects.split()[5:]))
    text = "\n".join([name, outputs, f"{first} {goals.split()[0]}", rest, " ".join(goals.split()[1:]), "Gröna hamnar"])

    assert kept(text) == ["Gröna hamnar"]


def test_a_word_of_a_head_that_a_page_cuts_goes_on_below_the_other_heads():
    """The cell goes on on the next page, after what the other cells have on this one."""
    name, outputs, effects, goals = HEADS.split("\n")
    begin, end = goals.split("gin, ")
    text = "\n".join([name, begin, outputs, effects, f"gin, {end}", "Gröna hamnar"])

    assert kept(text) == ["Gröna hamnar"]


def test_the_order_of_the_heads_is_that_of_the_columns():
    """A region may move a column."""
    name, outputs, effects, goals = HEADS.split("\n")
    source = document(f"{name}\n{goals}\n{outputs}\n{effects}")

    assert column_order(source, source.lines, PROFILE) == (NAME, GOALS, OUTPUTS, EFFECTS)
