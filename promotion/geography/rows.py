"""Rows of results that are not the subject's own: what another place signed, and what is no row at all."""

from __future__ import annotations

import re

from promotion.geography import roles
from promotion.places import Mention
from promotion.reading import Reading

_ROW_RESULT = re.compile(r"(?:集中|现场|累计|共|已|新|有)*(?:签约|引进|开工|竣工|投产|到位|\d)")
_OPENS_ITEM = re.compile(r"(?:^|[,;。\n])$")
_RESULT_IN_CLAUSE = re.compile(
    r"(?:还|又|也|集中|现场|累计|共|已|新)*(?:签约|引进|开工|竣工|投产|到位|迎来|新?增|新?设)[^,;。:()、]{0,16}\d"
)


def at_head(reading: Reading) -> list[Mention]:
    """;天津滨海新区|引进项目80个: a place that opens an item of results is its row, wherever it lies."""
    return [
        m
        for m in reading.places
        if m.division
        and _OPENS_ITEM.search(reading.text, max(0, m.start - 1), m.start)
        and _RESULT_IN_CLAUSE.match(reading.text, m.end)
    ]


def beside_home(reading: Reading) -> list[Mention]:
    """庆阳市签约16个,榆林市签约11个: rows of one sentence, of which one is the subject's."""
    home, out = reading.home, []
    for sentence in reading.analysis.sentences if home else ():
        rows = [
            m
            for m in reading.places_in(sentence.start, sentence.end)
            if m.division and not m.zone and _ROW_RESULT.match(reading.text, m.end)
        ]
        if any(m.division == home for m in rows):
            out += [m for m in rows if m.division and home and m.division.level == home.level]
    return out


def is_beside_the_matter(reading: Reading, mention: Mention) -> bool:
    """Where it was held, whose event it was, who speaks there, what a share is of: no row of results."""
    text = reading.text
    return (
        roles.dateline(text, mention)
        or roles.held_at(text, mention)
        or roles.attended(text, mention)
        or roles.guest_at(text, mention, reading.place_before(mention))
        or roles.speaks(text, mention)
        or roles.base_of_share(text, mention)
        or roles.one_of_many(text, mention)
    )
