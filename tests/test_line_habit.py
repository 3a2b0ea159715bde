"""The rows of flat text begin alike: what other tables tell of the names in one."""

from small_reports import document

from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS
from samgraf.reports.flat_lines import flat_units
from samgraf.reports.flat_rows import line_forms, rows_habit
from samgraf.reports.line_habit import LineHabit

ORDER = (NAME, OUTPUTS, EFFECTS, GOALS)
TABLES = """\
Kvarnbyn lever
Bygdeföreningen i Kvarnby leder arbetet
tillsammans med Almby kommun.
2022–2024.
• 6 byamöten har hållits
RUS: En hållbar livsmiljö
Gröna leder
Almby Turism samordnar insatsen.
2021–2023.
• 4 leder är skyltade
RUS: En hållbar livsmiljö
Yrkesvägen
Lärcentrum driver projektet.
2023.
• 44 deltagare har utbildats
RUS: Rätt kompetens
Nya lokaler
Kommunerna leder projektet.
2020–2022.
• 31 hus har byggts om
RUS: Rätt kompetens"""
ALONE, BESIDE = "Exportvägen\nHandelskammaren ansvarar.", "Handelskammaren, Almi.\n2023."


def weights(first: str, tables: str = TABLES) -> list[float]:
    """Return what the rows of tables tell of the lines of a table of its own as the first of a row."""
    source = document(f"{tables}\n{first}")
    units = flat_units(source, source.lines)
    known = units[: tables.count("\n") + 1]
    habit = rows_habit([(known, ORDER)], frozenset())
    table = units[len(known) :]
    return [habit.weight(table, line_forms(table, frozenset()), i) for i in range(len(table))]


def test_a_line_like_the_names_of_other_rows_begins_one():
    """Names that stand alone in all rows stand alone in the next."""
    (alone, _), (beside, _) = weights(ALONE), weights(BESIDE)

    assert alone > 0.5
    assert beside < 0


def test_few_rows_make_no_habit():
    """Two names may be alike by chance."""
    two = "\n".join(TABLES.splitlines()[:11])

    assert weights(ALONE, two) == [0.0, 0.0]


def test_a_line_does_not_speak_for_itself():
    """What was taken for a name once is not a name for that."""
    source = document(f"{TABLES}\n{BESIDE}")
    units = flat_units(source, source.lines)
    lines = line_forms(units, frozenset())
    at, names = len(units) - 2, {0, 6, 11, 16}
    told = []
    for taken in (names, names | {at}):
        habit = LineHabit()
        habit.add(units, lines, frozenset(units[i].span.start for i in taken))
        told.append(habit.weight(units, lines, at))

    assert told[0] == told[1] < 0
