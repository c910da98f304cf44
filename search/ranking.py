"""What makes one article a better answer than another, as far as engines share it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

FIELD_WEIGHTS: Mapping[str, float] = MappingProxyType({"title": 3.0})
"""How much a match in a field counts against one in the body."""

_HALF_LIFE = 4 * 365.25 * 86_400
_SINCE = 946_684_800  # 2000-01-01; any fixed day gives the same order
_MOST = 1000.0  # reached about 2040


def recency(published: int) -> float:
    """What a score is multiplied with if fresh articles are wanted: doubles every four years from 2000 on.

    ``published`` is a Unix time; articles without one (0) and older ones count as of 2000.
    """
    return min(_MOST, math.exp2(max(0.0, (published - _SINCE) / _HALF_LIFE)))
