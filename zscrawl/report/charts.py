"""The charts, as SVG with text in it: written in Vega-Lite, drawn by vl-convert without browser or network.

Text from pages goes in as data and comes out escaped; no expression is made from it. Fonts are named, not embedded: the
reader's own CJK font is used.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from promotion.geography.gazetteer import gazetteer
from promotion.ledger import LedgerProject
from zscrawl.errors import ConfigError
from zscrawl.items import STAGES
from zscrawl.report.gathering import NO_MONTH, OTHER, UNKNOWN, Gathered, Spot, largest_series

FONTS = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Zen Hei, Noto Sans, sans-serif"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_WIDTH = 820
_MAP_HEIGHT = 620
_YI = 100_000_000
_MAX_LABEL = 24
_MOST_MONTHS = 600
_MIN_SPAN = 2.0
"""Degrees that the map shows at least, so that one place alone has a surrounding."""
_NAMED_SPOTS = 10
_COLOURS = (
    "#4c78a8", "#f58518", "#e45756", "#72b7b2", "#54a24b", "#eeca3b", "#b279a2", "#ff9da6", "#9d755d",
)  # fmt: skip
"""One for each of `MOST_SERIES` (the scheme tableau10 without its grey)."""
_GREYS = {OTHER: "#9a9a9a", UNKNOWN: "#d0d0d0"}
_STAGE_COLOURS = ("#9aa5b1", "#4c78a8", "#72b7b2", "#eeca3b", "#f58518", "#b279a2", "#54a24b")
_CONFIG = {
    "font": FONTS,
    "view": {"stroke": None},
    "axis": {"labelFontSize": 11, "titleFontSize": 11, "labelLimit": 240, "gridColor": "#e6e6e6"},
    "legend": {"labelFontSize": 11, "titleFontSize": 11, "labelLimit": 180},
}

Values = list[dict[str, Any]]


def draw(spec: dict[str, Any]) -> str:
    """A Vega-Lite chart as an ``<svg>`` element. Raises ConfigError if the library is not installed."""
    try:
        import vl_convert
    except ModuleNotFoundError:
        raise ConfigError("vl_convert is missing; install it with: pip install 'zscrawl[report]'") from None
    whole = {"$schema": _SCHEMA, "background": "white", "config": _CONFIG, "width": _WIDTH} | spec
    return str(vl_convert.vegalite_to_svg(whole))


def articles_by_month(gathered: Gathered) -> dict[str, Any] | None:
    """Stacked bars: articles a month, by source. None without a dated article."""
    cells = [
        (month, source, len(listed))
        for month, sources in gathered.articles.items()
        if month != NO_MONTH
        for source, listed in sources.items()
    ]
    if not cells:
        return None
    own = largest_series((source, count) for _, source, count in cells)
    values = [
        {"month": month, "series": source if source in own else OTHER, "count": count}
        for month, source, count in cells
    ]
    months = _months_between(cells[0][0], cells[-1][0]) or sorted({month for month, _, _ in cells})
    x = {"field": "month", "type": "ordinal", "title": None, "scale": {"domain": months}}
    x["axis"] = {"labelOverlap": "greedy", "labelAngle": -45}
    return _stacked(values, x, "articles", "source", 240)


def projects_by_stage(gathered: Gathered) -> dict[str, Any] | None:
    """Stacked bars: projects by the furthest stage, by sector. None without a project."""
    cells = [
        (stage, sector, len(listed))
        for stage, sectors in gathered.projects.items()
        for sector, listed in sectors.items()
    ]
    if not cells:
        return None
    own = [UNKNOWN, *largest_series((sector, count) for _, sector, count in cells if sector != UNKNOWN)]
    values = [
        {"stage": stage, "series": _short(sector) if sector in own else OTHER, "count": count}
        for stage, sector, count in cells
    ]
    x = {"field": "stage", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}}
    x["scale"] = {"domain": [*STAGES, *([UNKNOWN] if UNKNOWN in gathered.projects else [])]}
    return _stacked(values, x, "projects", "sector", 240)


def _stacked(values: Values, x: dict[str, Any], title: str, series: str, height: int) -> dict[str, Any]:
    """Bars of `_COLOURS`, the largest series first; what has no name or no colour of its own comes last, in grey."""
    named = dict.fromkeys(value["series"] for value in values)
    names = largest_series(
        (value["series"], value["count"]) for value in values if value["series"] not in _GREYS
    )
    names += [name for name in _GREYS if name in named]
    colours = iter(_COLOURS)
    return {
        "data": {"values": values},
        "height": height,
        "mark": "bar",
        "encoding": {
            "x": x,
            "y": {"aggregate": "sum", "field": "count", "type": "quantitative", "title": title},
            "color": {
                "field": "series",
                "type": "nominal",
                "title": series,
                "scale": {"domain": names, "range": [_GREYS.get(name) or next(colours) for name in names]},
            },
        },
    }


def map_of_places(spots: Sequence[Spot]) -> dict[str, Any] | None:
    """A map without borders: each place at its seat, sized by amount; seats of other counties in grey around it."""
    if not spots:
        return None
    west, east = _span([spot.longitude for spot in spots])
    south, north = _span([spot.latitude for spot in spots])
    around = [
        {"x": division.longitude, "y": division.latitude}
        for division in gazetteer().by_code.values()
        if division.longitude is not None
        and division.latitude is not None
        and west <= division.longitude <= east
        and south <= division.latitude <= north
    ]
    # One degree of longitude is shorter than one of latitude by the cosine of the latitude.
    shape = (north - south) / ((east - west) * math.cos(math.radians((north + south) / 2)))
    width = min(_WIDTH, round(_MAP_HEIGHT / shape))
    places = [
        {
            "x": spot.longitude,
            "y": spot.latitude,
            "amount": spot.amount_cny / _YI,
            "place": _short(spot.place),
        }
        for spot in spots
    ]
    x = _degrees("x", west, east, "longitude °E")
    y = _degrees("y", south, north, "latitude °N")
    size = {"field": "amount", "type": "quantitative", "title": "亿元", "scale": {"rangeMax": 1200}}
    return {
        "width": width,
        "height": round(width * shape),
        "encoding": {"x": x, "y": y},
        "layer": [
            {"data": {"values": around}, "mark": {"type": "circle", "size": 9, "color": "#a8a8a8"}},
            {
                "data": {"values": places},
                "mark": {"type": "circle", "color": "#e45756", "opacity": 0.6},
                "encoding": {"size": size},
            },
            {
                "data": {"values": places[:_NAMED_SPOTS]},
                "mark": {"type": "text", "align": "left", "dx": 8, "dy": -6, "fontSize": 11},
                "encoding": {"text": {"field": "place"}},
            },
        ],
    }


def _degrees(name: str, low: float, high: float, title: str) -> dict[str, Any]:
    scale = {"domain": [low, high], "nice": False, "zero": False}
    return {"field": name, "type": "quantitative", "title": title, "scale": scale}


def _span(values: Sequence[float]) -> tuple[float, float]:
    """From the least to the largest, with a margin of a twelfth, `_MIN_SPAN` wide at least."""
    middle = (min(values) + max(values)) / 2
    half = max((max(values) - min(values)) * 7 / 12, _MIN_SPAN / 2)
    return round(middle - half, 3), round(middle + half, 3)


def life_lines(projects: Sequence[LedgerProject]) -> dict[str, Any] | None:
    """A line a project from its first stage event to its last, a dot for each. None without a dated event."""
    values = [
        {"project": f"{rank}. {_short(project.name)}", "day": day, "stage": event.stage}
        for rank, project in enumerate(projects, 1)
        for event in project.events
        if event.stage in STAGES and (day := _utc_day(event.date))
    ]
    if not values:
        return None
    names = list(dict.fromkeys(value["project"] for value in values))
    x = {"field": "day", "type": "temporal", "title": None, "scale": {"type": "utc"}}
    x["axis"] = {"format": "%Y-%m", "labelOverlap": "greedy", "tickCount": 8}
    y = {"field": "project", "type": "ordinal", "title": None, "sort": names}
    colour = {
        "field": "stage",
        "type": "ordinal",
        "title": "stage",
        "scale": {"domain": list(STAGES), "range": list(_STAGE_COLOURS)},
    }
    return {
        "data": {"values": values},
        "height": {"step": 24},
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": {"type": "line", "color": "#b0b0b0"}, "encoding": {"detail": {"field": "project"}}},
            {"mark": {"type": "circle", "size": 90, "opacity": 1}, "encoding": {"color": colour}},
        ],
    }


def _utc_day(day: str | None) -> str | None:
    """``2024``, ``2024-05`` or ``2024-05-01`` as the first moment of it; None for what is no such day."""
    if not day or not day[:4].isdigit():
        return None
    return f"{day}-01-01"[:10] + "T00:00:00Z" if len(day) == 4 else f"{day}-01"[:10] + "T00:00:00Z"


def _short(text: str) -> str:
    return text if len(text) <= _MAX_LABEL else text[: _MAX_LABEL - 1] + "…"


def _months_between(first: str, last: str) -> list[str]:
    """Every month from ``first`` to ``last``; none if they are too many to show."""
    low, high = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    if high - low > _MOST_MONTHS:
        return []
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(low, high + 1)]
