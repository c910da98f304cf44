"""Figures that an article tells more than once: in its head and in its body, whole and again with its parts."""

from __future__ import annotations

from zscrawl.items import Figure

_LARGE_COUNT = 20
"""From here on a count of the same thing, period and place that comes again is told again."""

_MOST = 1000
"""Figures that are kept of one article; real ones have fewer than 200."""

_INVESTMENT = frozenset({"investment_contracted", "investment_total"})
PROJECT_UNITS = frozenset({"个", "项", "宗"})


class Told:
    """The figures of an article, each once, in the order of the text."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self._alike: dict[tuple[str, str, float, str, str | None], list[Figure]] = {}

    def keep(self, figure: Figure, cohort: str | None) -> Figure | None:
        """``figure``, or the known one that it restates; None where there are too many.

        ``cohort`` heads the passage (在391个项目中). Of two periods the more exact one stays.
        """
        if whole := self._stage_told(figure):
            return whole
        alike = self._alike.setdefault(_key(figure), [])
        same = next((known for known in alike if _same(known, figure, cohort)), None)
        if same is not None:
            if figure.period and _same_time(same.period, figure.period):
                same.period = max(same.period or "", figure.period, key=len)
            return same
        if len(self.figures) >= _MOST:
            return None
        self.figures.append(figure)
        alike.append(figure)
        return figure

    def _stage_told(self, figure: Figure) -> Figure | None:
        """688个项目吸金(a headline) … 688个项目签约: the count whose stage is told is the count of the headline."""
        known = self.figures[0] if self.figures else None
        if known is None or known.indicator != "other" or not _counts_projects(figure):
            return None
        alike = (known.value, known.place) == (figure.value, figure.place) and known.unit in PROJECT_UNITS
        if not alike or figure.value < _LARGE_COUNT or known.qualifier or figure.indicator == "other":
            return None
        if known.period and not _same_time(known.period, figure.period):
            return None
        known.indicator, known.label, known.period = figure.indicator, figure.label, figure.period
        return known

    def count_of_projects(self, value: float) -> Figure | None:
        """The first count of projects with this number."""
        return next((f for f in self.figures if f.value == value and _counts_projects(f)), None)


def _counts_projects(figure: Figure) -> bool:
    return figure.indicator.startswith("projects") or (figure.indicator == "other" and "个" in figure.unit)


def _key(figure: Figure) -> tuple[str, str, float, str, str | None]:
    """What two figures must share to be one: 28个 and 28项, a total and a contracted sum are alike."""
    code = "investment" if figure.indicator in _INVESTMENT else figure.indicator
    unit = "个" if figure.unit in PROJECT_UNITS else figure.unit.removesuffix("人民币")
    label = "" if figure.indicator in _INVESTMENT else figure.label
    return code, label, figure.value, unit, figure.place


def _same(known: Figure, new: Figure, cohort: str | None) -> bool:
    """Is the same number of the same thing said twice, be it again under 「在391个项目中」?"""
    large = "个" not in new.unit or (new.value >= _LARGE_COUNT and _same_time(known.period, new.period))
    if large and None in {known.qualifier, new.qualifier}:
        return True
    bare = ";".join(part for part in (new.qualifier or "").split(";") if part != cohort) or None
    return known.qualifier in {new.qualifier, bare}


def _same_time(one: str | None, other: str | None) -> bool:
    """The same period, or a year and a day or month of it; 7月至9月 and 截至9月30日 end together."""
    short, long = sorted((one or "", other or ""), key=len)
    if "/" in long and len(short) == len("2000-01-31") and short[8:] >= "28":
        return long.endswith(short[:7])
    return short == long or (len(short) == len("2000") and long.startswith(short + "-") and "/" not in long)
