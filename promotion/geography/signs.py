"""What speaks for or against a place as the subject of an article, and how much."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """``weight`` for each mention that shows it, ``cap`` at most in sum."""

    name: str
    weight: float
    cap: float


TITLE = Sign("in the title", 3.0, 3.0)
HOSTS = Sign("the title says that it is held there", 0.8, 0.8)
LEAD = Sign("acts in the first sentence", 2.5, 2.5)
OWN = Sign("own offices or people", 1.2, 3.6)
ACTS = Sign("acts", 0.8, 3.2)
RESULT = Sign("has a result of its own", 1.2, 1.2)
PLAIN = Sign("mentioned", 0.25, 2.0)
RECEIVES = Sign("receives guests", 2.0, 2.0)
HOST = Sign("its leaders meet the guests", 2.5, 2.5)
GOES = Sign("projects go there", 1.0, 2.0)
HELD = Sign("an event was held there", -0.5, -1.0)
VISITED = Sign("visited, or origin of guests", -1.5, -6.0)
REPORTS = Sign("its newspaper or station reports", 1.0, 2.0)
REPORTS_WIDELY = Sign("a provincial newspaper or station reports", 0.3, 0.6)
LEVEL = Sign("level of 我县, 全市", 0.4, 1.6)
BEYOND = Sign("Hong Kong, Macau or Taiwan: a venue, or the origin of guests", -2.0, -2.0)
SOURCE = Sign("region of the source", 1.5, 1.5)

ENOUGH = 0.6
"""A place with less than this is no subject beside another."""


def capped(sign: Sign, count: int) -> float:
    """What ``count`` mentions with the sign weigh."""
    total = sign.weight * count
    return max(total, sign.cap) if sign.weight < 0 else min(total, sign.cap)
