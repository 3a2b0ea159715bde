"""Keys of things: the same name gives the same key, different names give different keys."""

from __future__ import annotations

import re
import unicodedata

import pytest

from samgraf.graph.iris import LONGEST, digest, slug


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Västerås stad", "vasteras-stad"),
        ("Förändrad förmåga", "forandrad-formaga"),
        ("Café & Søn: 2023", "cafe-son-2023"),
        ("  Post-  och telestyrelsen ", "post-och-telestyrelsen"),
        ("STRASSE ß", "strasse-ss"),
    ],
)
def test_a_name_becomes_a_readable_key(name: str, key: str) -> None:
    """People read addresses, so å, ä, ö and é keep their base letter."""
    assert slug(name) == key


def test_composed_and_decomposed_letters_give_the_same_key() -> None:
    """Text from a PDF often has the ring and the dots as characters of their own."""
    name = "Företagsklimat i Åre"

    assert slug(unicodedata.normalize("NFD", name)) == slug(unicodedata.normalize("NFC", name))


def test_long_names_are_cut_and_stay_apart() -> None:
    """Two insatser that differ only at the end of a long name are two insatser."""
    start = "samverkan för kompetensförsörjning och omställning i hela länet "
    one, other = slug(start + "etapp ett"), slug(start + "etapp två")

    assert one != other
    assert len(one) <= LONGEST + 9
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}", one)


def test_a_name_of_sixty_characters_is_kept_whole() -> None:
    """The limit is inclusive: only what is longer is cut."""
    assert slug("a" * LONGEST) == "a" * LONGEST


@pytest.mark.parametrize("name", ["", "***", "Даугавпилс", "北"])
def test_a_name_without_latin_letters_still_has_a_key(name: str) -> None:
    """An empty last part would make the address that of the whole collection."""
    assert re.fullmatch(r"[0-9a-f]{8}", slug(name))


def test_a_digest_knows_where_one_part_ends() -> None:
    """Without a separator, ("ab", "c") and ("a", "bc") would be one thing."""
    assert digest("ab", "c") != digest("a", "bc")


def test_a_digest_is_sixteen_hexadecimal_digits_and_the_same_every_time() -> None:
    """Addresses that contain it are stored and compared between years."""
    assert digest("report", "19-2023") == digest("report", "19-2023")
    assert re.fullmatch(r"[0-9a-f]{16}", digest("report", "19-2023"))
