"""Bytes become text: by rule, never by statistics, and whatever is not plain UTF-8 is told."""

from __future__ import annotations

import re

from samgraf.documents import Warned

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters that are no line structure; each becomes one blank, so that nothing moves."""

LOST = "\ufffd"
"""What stands for bytes that no rule decodes; it stays in the text, where a person sees the hole in the word."""

_MOSTLY = 0.9  # of what is not ASCII must be UTF-8 for stray bytes to be slips, and not another encoding
_ODD = 0.2  # of what is not ASCII may be letters that Swedish reports do not have
_FEW = 3
# Letters and signs of Swedish and of names from the languages around it; the signs that programs set in prose.
_USUAL = frozenset("åäöÅÄÖéÉèÈêëüÜáàâíóôúñçøØæÆßðþïîčšžŠŽ§°½¼¾¹²³´·µ±×÷€£«»®©™†‡–—‘’‚“”„•…‰\u00a0\u00ad¤¨¸ºª¿¡¶|")
# UTF-8 that was once read as cp1252 and saved again: "Ã¥" for "å", "â€“" for a dash.
_TWICE = re.compile(r"Ã[¥¤¶©…„–‰]|â€[“”™œ¢¦]")
# What Mac OS Roman's å, ä, ö and Ö become in cp1252, inside of a word.
_MAC = re.compile(r"(?<=[a-z])[ŒŠš…€](?=[a-z])|\b[ŒŠš](?=[a-z])")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of some bytes and the encoding: UTF-8, else UTF-16 by its mark, else cp1252.

    UTF-8 with a few stray bytes stays UTF-8, with U+FFFD for each of them: read as cp1252, every letter
    beyond ASCII in it would come out wrong.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", errors="replace")
        beyond = sum(not character.isascii() for character in text)
        if beyond - text.count(LOST) >= _MOSTLY * beyond:
            return text, "utf-8"
        return data.decode("cp1252", errors="replace"), "cp1252"


def encoding_warnings(text: str, encoding: str) -> tuple[Warned, ...]:
    """Return what a person should know of how bytes became this text; nothing for plain UTF-8."""
    found = []
    if encoding != "utf-8":
        name = "Windows-1252 (cp1252)" if encoding == "cp1252" else encoding.upper()
        found.append(
            Warned(f"Filen är inte UTF-8; den lästes som {name}.", f"The file is not UTF-8; it was read as {name}.")
        )
    lost, control = text.count(LOST), len(CONTROL.findall(text))
    if lost:
        found.append(
            Warned(
                f"{lost} tecken i filen gick inte att avkoda och står som {LOST} i texten.",
                f"Of the file's characters {lost} could not be decoded; the text has {LOST} for them.",
            )
        )
    if control:
        found.append(
            Warned(
                f"{control} styrtecken i filen (som NUL) ersattes med blanksteg.",
                f"Of the file's characters {control} were control characters (such as NUL), now blanks.",
            )
        )
    if _looks_wrong(text, encoding):
        found.append(
            Warned(
                "Bokstäverna å, ä och ö ser ut att ha blivit fel tecken. Spara filen på nytt som UTF-8 från originalet.",
                "The letters å, ä and ö seem to have become other characters. Save the file again as UTF-8 from the original.",
            )
        )
    return tuple(found)


def _looks_wrong(text: str, encoding: str) -> bool:
    """Return whether letters look like those of another encoding than the one that the text was read in."""
    beyond = [character for character in text if not character.isascii()]
    wrong = len(_TWICE.findall(text))
    if encoding == "cp1252":
        wrong = max(wrong, len(_MAC.findall(text)), sum(character not in _USUAL for character in beyond))
    return wrong >= _FEW and wrong > _ODD * len(beyond)
