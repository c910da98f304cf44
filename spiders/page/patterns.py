"""Regular expressions that are lists of words: one alternative an argument, so that each can be read and found."""

from __future__ import annotations

import re


def any_of(*alternatives: str, flags: re.RegexFlag = re.I) -> re.Pattern[str]:
    """A pattern that matches where any of the alternatives does."""
    return re.compile("|".join(alternatives), flags)
