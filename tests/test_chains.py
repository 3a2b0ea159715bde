"""Which output is said to have led to which effect."""

import pytest

from samgraf.reports.chains import find_chains
from samgraf.reports.statements import split_statements

OUTPUTS = "- 24 företag har fått rådgivning.\n- Tre seminarier har genomförts.\n- En handbok har tagits fram."


def links(effects, outputs=OUTPUTS):
    """Return the links of a row, each as (column, index of the cause, index of the effect)."""
    found = find_chains(split_statements(outputs, column="outputs"), split_statements(effects, column="effects"))
    return [(link.from_column, link.from_index, link.to_index) for link in found]


@pytest.mark.parametrize(
    ("effects", "causes"),
    [
        ("Rådgivningen har lett till att nio företag har anställt.", [0]),
        ("Till följd av rådgivningen har nio företag anställt.", [0]),
        ("Seminarierna har resulterat i ökad kunskap om export.", [1]),
        ("Tack vare handboken har kommunerna samma rutiner.", [2]),
        ("Handboken har gjort att kommunerna arbetar på samma sätt.", [2]),
        ("Som ett resultat av rådgivningen har nio företag anställt.", [0]),
    ],
)
def test_a_noun_said_again_tells_which_output_led_to_the_effect(effects, causes):
    """The definite form points back at what was reported."""
    assert links(effects) == [("outputs", i, 0) for i in causes]


@pytest.mark.parametrize(
    "effects",
    [
        "Detta har lett till att företagen exporterar mer.",
        "Som ett resultat har företagen ökat sin export.",
        "Insatserna har medfört ökad export.",
    ],
)
def test_a_word_for_all_of_it_points_at_all_outputs_less_surely(effects):
    """After three outputs "detta" is the three of them, or one that we cannot tell."""
    outputs = split_statements(OUTPUTS, column="outputs")
    many = find_chains(outputs, split_statements(effects, column="effects"))
    one = find_chains(outputs[:1], split_statements(effects, column="effects"))

    assert [link.from_index for link in many] == [0, 1, 2]
    assert many[0].confidence < one[0].confidence


def test_this_after_an_effect_is_that_effect():
    """A chain of results goes on from effect to effect."""
    assert links("Ökad kunskap om export. Detta har lett till att nio företag exporterar.") == [("effects", 0, 1)]


@pytest.mark.parametrize(
    "effects",
    [
        "Ökad kunskap om export.",
        "Rådgivningen väntas leda till fler anställda.",
        "Rådgivningen har inte lett till fler anställda.",
        "Detta kan ha lett till fler anställda.",
        "Nio av företagen har anställt.",
        "Deltagarna har fått ökad kunskap.",
        "Kampanjen har lett till fler besökare.",
        "Företagen har bidragit till utvecklingen.",
        "Därför är behovet stort, men effekterna kommer senare.",
        "Genom samverkan har arbetet utvecklats.",
    ],
)
def test_no_link_is_made_that_the_text_does_not_say(effects):
    """What is hoped for, denied, of another cause, or only stands beside, is no chain of results."""
    assert links(effects) == []


def test_a_link_says_where_its_words_stand():
    """The evidence is the words of cause in the cell of effects."""
    effects = "- Ökad kunskap.\n- Rådgivningen har lett till fler anställda."
    (link,) = find_chains(split_statements(OUTPUTS, column="outputs"), split_statements(effects, column="effects"))

    assert effects[link.start : link.end] == link.surface == "Rådgivningen har lett till"
    assert (link.method, link.to_index) == ("said-to-lead", 1)


def test_an_insats_without_outputs_has_no_links_from_any():
    """A cause that is not reported is none."""
    assert links("Detta har lett till ökad export.", outputs="") == []
