"""How the end of a line says that its sentence goes on, or that it has ended."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[.!?:;)\u201d\"]\s*$")
OPEN_END = re.compile(
    r"(?:,|\s&|[^\W\d_][-–\u00ad]|\b(?:och|eller|samt|av|för|i|på|till|med|som|att|en|ett|den|det|de|vid|inom|från|om|är|har|kan|ska|där|mot|ur|via|utan|mellan|under|genom|inkl|bl|t|länets|olika|bland|så|vara|delmål|effektmål|målområde|nr|kap|avsnitt|\d+[–-]))\s*$",
    re.IGNORECASE,
)
