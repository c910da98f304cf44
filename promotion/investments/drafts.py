"""Projects being put together: what one article says of each, from several constructions.

`Drafts` keeps them by the place of their names in the text, so that two constructions that meet at one name tell of
one project, and at the end joins names of which one contains the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from promotion.amounts import Quantity
from promotion.investments.lexicon import SECTOR, WORK, is_general
from promotion.investments.names import Name
from promotion.reading import Reading
from promotion.text.sentences import Sentence
from zscrawl.items import STAGES

_NO_SET = 5_000
"""年产18000个…设备项目: so many are goods."""
_SET_UNITS = frozenset({"个", "项", "家", "宗"})
_SAME_FROM = 5
"""Characters from which a name inside another is the same project."""
_SAME_BRAND_FROM = 3
_SHORTEST_BRAND = 2
# "兰山精密"项目, after 兰山精密制造有限公司新材料项目
_BRAND_ONLY = re.compile(r"\"[^\"]+\"项目")

# A有限公司、B有限公司等5家企业签约: the firms, not what they build
_IS_COMPANY = re.compile(r"有限(?:责任)?公司$")
_PLACE_BEFORE = 3
"""Characters of a short place name before a brand (石首|仙鹤纸基新材料项目)."""

_ONE_OF = re.compile(r"[^,;。、]{0,10}之一")
# 六个|"归雁经济"项目
_SET_BEFORE = re.compile(r"(?:\d|[两二三四五六七八九十])[个项]\"?$")
_SET_WITHIN = 4
_FIRM_FIRST = re.compile(rf"(?P<who>.+(?:公司|集团))(?P<rest>.{{{_SAME_FROM},}})")
_KEY = re.compile(r"(?:建设)?(?:项目|工程)(?:建设)?$|[\"'“”()、,\s]")


@dataclass(slots=True)
class Draft:
    """``label`` stands before the amount (计划总投资); ``shared``: the sum is of several projects.

    ``site`` is the place that a list of places gives it; ``listed``: the name stands in a list of names;
    ``joined``: made of several, ``stage`` the latest of theirs, ``others`` their names.
    """

    name: Name
    sentence: Sentence
    amount: Quantity | None = None
    label: str = ""
    shared: bool = False
    investor: str | None = None
    stage: str | None = None
    listed: bool = False
    joined: bool = False
    site: str | None = None
    others: list[tuple[Name, Sentence]] = field(default_factory=list)

    @property
    def told(self) -> list[tuple[Name, Sentence]]:
        """Every mention of the project, the first one first."""
        return [(self.name, self.sentence), *self.others]

    def give(self, quantity: Quantity, label: str) -> None:
        """Set the amount, if there is none yet."""
        if self.amount is None:
            self.amount, self.label = quantity, label


@dataclass(slots=True)
class Drafts:
    """``drafts`` in the order in which they were found, their names nowhere overlap; ``taken`` are the starts of
    sums that belong to named projects and are no figures."""

    reading: Reading
    drafts: list[Draft] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    _of_sentence: dict[int, list[Draft]] = field(default_factory=dict)
    _by_start: list[tuple[int, int]] = field(default_factory=list)

    def add(self, name: Name, sentence: Sentence) -> Draft:
        """The draft of this name; the one that is there already where the names overlap."""
        known = self.at(name)
        if known:
            return known
        draft = Draft(name, sentence)
        insort(self._by_start, (name.start, len(self.drafts)))
        self.drafts.append(draft)
        self._of_sentence.setdefault(sentence.start, []).append(draft)
        return draft

    def at(self, name: Name) -> Draft | None:
        """The draft whose name overlaps ``name``; of several the one found first."""
        low = max(0, bisect_left(self._by_start, (name.start,)) - 1)
        near = self._by_start[low : bisect_left(self._by_start, (name.end,))]
        found = [number for _, number in near if self.drafts[number].name.end > name.start]
        return self.drafts[min(found)] if found else None

    def after(self, name: Name) -> Draft | None:
        """The draft whose name stands next behind ``name``."""
        at = bisect_left(self._by_start, (name.end,))
        return self.drafts[self._by_start[at][1]] if at < len(self._by_start) else None

    def of(self, sentence: Sentence) -> list[Draft]:
        """The drafts whose names stand in ``sentence``."""
        return list(self._of_sentence.get(sentence.start, ()))

    def text(self, name: Name) -> str:
        return self.reading.text[name.start : name.end]

    def knows(self, name: Name) -> bool:
        """Has the article named this project, perhaps more fully?"""
        key = _key(self.text(name))
        return bool(key) and any(key in _key(self.text(d.name)) for d in self.drafts)

    def named(self, text: str) -> Draft | None:
        """The project without a sum that goes by this very name."""
        return next((d for d in self.drafts if d.amount is None and self.text(d.name) == text), None)

    def begun_by(self, name: Name) -> Draft | None:
        """A能源 where the article has told of A能源年产10万吨…基地: the one project without a sum that begins so."""
        text = self.text(name).removesuffix("项目")
        begun = [d for d in self.drafts if d.amount is None and self._called(d, text)]
        return begun[0] if len(begun) == 1 and begun[0].name != name else None

    def _called(self, draft: Draft, brand: str) -> bool:
        """Does the name of ``draft`` begin with ``brand``, or hold it behind a place of two characters?"""
        return 0 <= self.text(draft.name).find(brand) <= _PLACE_BEFORE

    def is_place_or_company(self, name: Name) -> bool:
        """落户滨湖新兴产业园: a zone that projects go to; or a company itself."""
        if self.reading.in_zone(name.start, name.end) or name.end in self.reading.company_ends:
            return True
        return any(
            m.start == name.start and m.end == name.end for m in self.reading.places_in(name.start, name.end)
        )

    def says_what(self, name: Name) -> bool:
        """Does the name hold a kind of works or a trade?"""
        text = self.text(name)
        return bool(WORK.search(text) or SECTOR.search(text))

    def add_listed(
        self, sentence: Sentence, found: list[Name], stage: str | None, *, firms: bool = False
    ) -> None:
        """Add the names of one list; ``stage`` is what is said of all, companies are left out but for ``firms``."""
        for name in found:
            if not firms and _IS_COMPANY.search(self.text(name)):
                continue
            draft = self.add(name, sentence)
            draft.stage = draft.stage or stage
            draft.listed = len(found) > 1

    def ends_in_number(self, name: Name) -> bool:
        """装备制造3个 is a row of figures, not a name."""
        inside = self.reading.analysis.quantities_in(name.start, name.end)
        return bool(inside) and inside[-1].end == name.end and inside[-1].kind in {"count", "percent"}

    def counts_a_set(self, name: Name, low: int = 0) -> bool:
        """六个|“归雁经济”项目: a number before the name, from ``low`` on, makes it a set."""
        text = self.reading.text
        return _SET_BEFORE.search(text, max(low, name.start - _SET_WITHIN), name.start) is not None

    def set_counted(self, start: int, end: int) -> bool:
        """Is a set of projects counted between? (两个项目, 5个)"""
        text = self.reading.text
        return any(
            q.kind == "count"
            and q.unit in _SET_UNITS
            and 1 < q.value < _NO_SET
            and not _ONE_OF.match(text, q.end)  # 园区5个项目之一
            for q in self.reading.analysis.quantities_in(start, end)
        )

    def merged(
        self, stage: Callable[[Draft], str | None], investor: Callable[[Draft], str | None]
    ) -> Iterator[Draft]:
        """One draft a project, in the order of the text; the latest of their stages, the first investor told."""
        out: list[tuple[str, re.Match[str] | None, Draft]] = []
        for draft in sorted(self.drafts, key=lambda d: d.name.start):
            key = _key(self.text(draft.name))
            least = _SAME_BRAND_FROM if _BRAND_ONLY.fullmatch(self.text(draft.name)) else _SAME_FROM
            firm = _FIRM_FIRST.fullmatch(key) if "公司" in key or "集团" in key else None
            brand = key if self.text(draft.name).rstrip('"').endswith("项目") else ""
            same = next(
                (
                    d
                    for k, f, d in out
                    if _one(k, key, least) or _of_firm(firm, k) or _of_firm(f, key) or _begins(k, brand)
                ),
                None,
            )
            if same is None:
                out.append((key, firm, draft))
            else:
                _join(same, draft, stage)
                same.investor = same.investor or investor(same) or investor(draft)
        return (draft for _, _, draft in out)


def _join(kept: Draft, other: Draft, stage: Callable[[Draft], str | None]) -> None:
    if kept.amount is None and not kept.shared:
        kept.amount, kept.label, kept.shared = other.amount, other.label, other.shared
    kept.investor = kept.investor or other.investor
    kept.site = kept.site or other.site
    kept.others += other.told
    said = [s for s in (kept.stage, stage(kept), other.stage, stage(other)) if s]
    kept.stage, kept.joined = max(said, key=STAGES.index, default=None), True


def _key(name: str) -> str:
    return _KEY.sub("", name)


def _of_firm(firm: re.Match[str] | None, other: str) -> bool:
    """南漳明远食品有限公司|年产3万吨面粉 after 明远|年产3万吨面粉: the same behind the firm, and a part of its name."""
    if firm is None or not other.endswith(firm["rest"]):
        return False
    return other.removesuffix(firm["rest"]) in firm["who"]


def _begins(name: str, brand: str) -> bool:
    """明远微电项目 after 明远微电图像芯片封装项目; "明远项目" after 省明远牧业有限公司养殖基地."""
    if len(brand) >= _SAME_BRAND_FROM and name.startswith(brand):
        return True
    told = len(brand) >= _SHORTEST_BRAND and not is_general(brand)
    firm = _FIRM_FIRST.fullmatch(name) if told else None
    return firm is not None and brand in firm["who"]


def _one(a: str, b: str, least: int = _SAME_FROM) -> bool:
    return bool(a) and (a == b or (min(len(a), len(b)) >= least and (a in b or b in a)))
