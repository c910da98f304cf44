"""Fills sentence templates: ``{n:12-48}`` draws a number, ``{one:甲|乙}`` one of several words.

Other names in braces are looked up in the slots that the caller passes. Everything is drawn from one
seeded `random.Random`, so that the same seed writes the same text.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence


class _Number:
    """``{n:3-9}`` is a whole number, ``{n:1.2-3.8}`` one with as many decimals as its bounds."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def __format__(self, spec: str) -> str:
        low, high = spec.split("-")
        if "." not in spec:
            return str(self._rng.randint(int(low), int(high)))
        decimals = len(high.partition(".")[2])
        return f"{self._rng.uniform(float(low), float(high)):.{decimals}f}"


class _Choice:
    """``{one:甲|乙}`` is 甲 or 乙."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def __format__(self, spec: str) -> str:
        return self._rng.choice(spec.split("|"))


class Writer:
    """Draws templates from pools and fills them.

    A pool is dealt like a pack of cards: no sentence comes again before all others of its pool have
    been used, which keeps the articles apart; and none comes twice in one text (see `new_text`).
    """

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._drawers = {"n": _Number(rng), "one": _Choice(rng)}
        self._packs: dict[int, list[str]] = {}
        self._said: set[str] = set()

    def new_text(self) -> None:
        """Begin another text: sentences of the one before may come again."""
        self._said.clear()

    def fill(self, template: str, slots: Mapping[str, object]) -> str:
        return template.format_map({**self._drawers, **slots})

    def deal(self, pool: Sequence[str], count: int = 1) -> list[str]:
        """``count`` different templates of ``pool`` that this text has not used yet, unfilled."""
        pack = self._packs.setdefault(id(pool), [])
        if sum(template not in self._said for template in pack) < count:
            fresh = [template for template in pool if template not in pack]
            self.rng.shuffle(fresh)
            pack[:0] = fresh
        dealt = [template for template in reversed(pack) if template not in self._said][:count]
        if len(dealt) < count:
            raise ValueError(f"a pool of {len(pool)} templates has no {count} left for this text: {pool[0]}")
        for template in dealt:
            pack.remove(template)
        self._said.update(dealt)
        return dealt

    def say(self, pool: Sequence[str], slots: Mapping[str, object], count: int = 1) -> str:
        """``count`` sentences of ``pool``, filled and run together."""
        return "".join(self.fill(template, slots) for template in self.deal(pool, count))
