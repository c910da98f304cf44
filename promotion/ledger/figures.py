"""Figures by place, indicator and period: what each text states, side by side.

Reprints count once. Values of different periods are never added: a quarterly total is not the sum of its months here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from promotion.ledger.records import FigureCell, FigureMention, StatedFigure

_ROUNDING = 0.01
_APPROXIMATE = 0.1

Key = tuple[str, str, str | None, str | None, str]


def table(mentions: Sequence[FigureMention]) -> list[FigureCell]:
    """One cell for each place, indicator, period, qualifier and kind of unit; figures without a place are left out."""
    cells: dict[Key, dict[tuple[str, float], list[FigureMention]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        figure = mention.figure
        if figure.place:
            key = (figure.place, figure.indicator, figure.period, figure.qualifier, _unit_kind(mention))
            cells[key][(mention.article.text_id, _amount(mention))].append(mention)
    out = [_cell(key, list(texts.values())) for key, texts in cells.items()]
    return sorted(out, key=lambda c: (c.place, c.indicator, c.period or "", c.qualifier or ""))


def _unit_kind(mention: FigureMention) -> str:
    return "cny" if mention.figure.value_cny is not None else mention.figure.unit


def _amount(mention: FigureMention) -> float:
    figure = mention.figure
    return float(figure.value_cny if figure.value_cny is not None else figure.value)


def _cell(key: Key, texts: list[list[FigureMention]]) -> FigureCell:
    place, indicator, period, qualifier, _ = key
    stated = []
    for group in texts:
        first = min(group, key=lambda m: m.article.uid)
        figure = first.figure
        uids = tuple(sorted({m.article.uid for m in group}))
        stated.append(
            StatedFigure(figure.value, figure.unit, figure.value_cny, figure.approx, figure.quote, uids)
        )
    stated.sort(key=lambda s: (-len(s.uids), s.uids))
    return FigureCell(place, indicator, period, qualifier, stated, _contradicts(stated))


def _contradicts(stated: list[StatedFigure]) -> bool:
    amounts = [float(s.value_cny if s.value_cny is not None else s.value) for s in stated]
    low, high = min(amounts), max(amounts)
    allowed = _APPROXIMATE if any(s.approx for s in stated) else _ROUNDING
    return high > 0 and (high - low) / high > allowed
