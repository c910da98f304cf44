"""The places that an article names, each as one division or zone.

`mentions` finds names of divisions and zones, drops those that stand inside other names (湖北日报, 北京路, a
company's), and settles which of several divisions of one name is meant. Whose promotion it is, is for `subjects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from promotion.geography.bare_zones import bare_zones
from promotion.geography.gazetteer import Division, Form, Hit, gazetteer
from promotion.geography.homonyms import is_everyday, settled, spoken_of
from promotion.geography.zone_names import (
    FULL_KIND,
    OWN_NAME,
    ZONE_AFTER,
    ZONE_ALONE,
    ZONE_END,
    ZONE_ROW,
)
from promotion.text.companies import Company
from promotion.text.sentences import Analysis

# 湖北日报 · 咸宁发布 · 竹山县融媒体中心: who reports, no place of the event
_MEDIA = re.compile(
    r"(?:市|县|区|省)?(?:[日晚晨早商]报|都市报|时报|文汇报|(?:经济|农民|青年|广播电视)?报(?=[讯社 \d:(])|广电消息|频道|"
    r"广播电视|电视台|融媒体?|发布(?!会)|新闻网|青年网|新闻|网讯|政府网|人民政府门户|在线|云网?[,讯])"
)
# 北京路 · 武汉大学 · 南京银行 · 长江大桥: part of another name
_OTHER_NAME = re.compile(
    r"(?:理工|工业|科技|师范|农业|林业|医科|财经|交通|民族|海洋|石油|职业|技术|工程|电子|中医药|外国语|商贸|邮电)*(?:大学|学院)|"
    r"(?:东|西|南|北|中)?(?:路(?!线|径)|大道|街(?!道)|大桥|银行|证券|机场|火车站|高铁|站|号|江|河|湖|山庄|岛|湾(?!区)|宾馆|酒店|大酒店|石|会馆|(?:工商|滇商|同乡|华侨)?总会|同乡会|"
    r"港(?!区|产业)|商会|话|菜|茶|酒|大厦|广场|商城|铁路|高速|国际会展|会展中心|体育|镇|乡(?!村)|村|街道|社区)"
)
# 县长江夏 · 书记和平: a person's name after the office
_OFFICE_BEFORE = re.compile(
    r"(?:[省市县区镇局处科]长|书记|主任|主席|委员|总经理|董事长|(?:记者|通讯员|编辑|作者|摄影):?)"
    r"[任王李张刘陈杨赵黄周吴徐孙朱郭罗梁郑谢]?$"
)
_TRADE_NAME = re.compile(
    r"(?:[\u3400-\u9fff]{1,3})?(?:集团|股份|科技|电器|机床|药业|实业|银行|控股|城投|建工|钢铁|水泥|港口集团)|"
    # 某某|新能源全资子公司: a firm by its short name acts
    r"(?:新能源|特钢|新材|材料|锂业|矿业|重工|光电|半导体)(?:全资|控股|常务|副?总|董事|在|与|将|拟|[:(]|年产|举[行办])"
)


_SHORTEST_FULL = 2
# 绵阳市|产业园区: all of the city's
_PARKS = re.compile(r"(?:工业|产业)园区?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place at ``start:end`` of the normal text. ``zone`` is the zone's name as printed, else None.

    ``division`` is the division itself, or the one that the zone belongs to; None for a zone whose division the
    article has not told yet. ``media``: who reports, not where it happens. ``own``: the zone whose own news it is.
    """

    start: int
    end: int
    name: str
    form: Form
    division: Division | None
    zone: str | None = None
    media: bool = False
    own: bool = False
    shown: str | None = None

    @property
    def key(self) -> str:
        """What makes two mentions the same place: 宜宾市高新区, 宜宾高新区 and its full form are one."""
        if self.zone:
            printed = _short_kind(gazetteer().canonical_zone(self.zone))
            return (
                printed.replace(self.name_of_division, self.division.short, 1) if self.division else printed
            )
        return self.division.adcode if self.division else self.name

    @property
    def name_of_division(self) -> str:
        return self.division.name if self.division else ""

    @property
    def official(self) -> str:
        """Name to show: a zone as printed, a division by its full name of today or as first ``shown``."""
        if self.shown:
            return self.shown
        if self.zone or self.division is None:
            return self.zone or self.name
        # 恩施州 where the text says so or says 恩施, for the long 恩施土家族苗族自治州
        usual = gazetteer().aliases(self.division)
        if self.name in usual:
            return self.name
        return usual[0] if usual and self.form == "short" else self.division.name


def mentions(
    analysis: Analysis, companies: Sequence[Company], known: Iterable[Division] = (), title: str = ""
) -> list[Mention]:
    """The places of the text, in order. ``known`` divisions (from title or source) and ``title`` settle doubts."""
    inside = {i for c in companies for i in range(c.start, c.end)}
    hits = [h for h in analysis.place_names if h.start not in inside and _stands_alone(analysis, h)]
    context = spoken_of(analysis.text, hits, known)
    resolved = settled(analysis.text, hits, context)
    found = [m for hit, division in resolved for m in _read(analysis, hit, division)]
    found += [*_zones_alone(analysis), *_zones_by_kind(analysis, found, title)]
    return _without_overlaps(sorted(found, key=lambda m: (m.start, -m.end)))


def _stands_alone(analysis: Analysis, hit: Hit) -> bool:
    """Is the hit a name of its own, and not part of another name?"""
    text, name = analysis.text, analysis.text[hit.start : hit.end]
    if hit.form == "short" and (_OTHER_NAME.match(text, hit.end) or _TRADE_NAME.match(text, hit.end)):
        return bool(ZONE_AFTER.match(text, hit.end))
    if hit.form == "short" and _OFFICE_BEFORE.search(text, max(0, hit.start - 5), hit.start):
        return False
    # 代|县长, acting head of a county · 绿色经济和|县域|经济: the second character begins a word of its own
    if hit.form == "full" and len(name) == _SHORTEST_FULL and not analysis.begins_word(hit.end):
        return False
    return (
        hit.form != "short"
        or analysis.begins_word(hit.start)
        or text[hit.start - 1 : hit.start] in {"来", "赴", "在"}
    )


def _read(analysis: Analysis, hit: Hit, division: Division) -> Iterator[Mention]:
    text, normal = analysis.text, analysis.normal
    if _MEDIA.match(text, hit.end):
        yield Mention(hit.start, hit.end, normal.name(hit.start, hit.end), hit.form, division, media=True)
        return
    zone = ZONE_AFTER.match(text, hit.end)
    if zone and division.level == "city" and hit.form == "full" and _PARKS.fullmatch(zone.group()):
        zone = None
    if division.level == "zone":
        name = normal.name(hit.start, hit.end)
        home = gazetteer().by_code.get(division.adcode, division)
        yield Mention(hit.start, hit.end, name, hit.form, home, zone=name)
    elif zone and not (zone["own"] and not _names_zone(analysis, hit, zone)):
        name = normal.name(hit.start, zone.end())
        if hit.form == "full" and division.short in name:
            yield Mention(hit.start, hit.end, normal.name(hit.start, hit.end), hit.form, division)
        yield Mention(hit.start, zone.end(), name, hit.form, division, zone=name)
    else:
        yield Mention(hit.start, hit.end, normal.name(hit.start, hit.end), hit.form, division)


def _names_zone(analysis: Analysis, hit: Hit, zone: re.Match[str]) -> bool:
    """In 咸安区永安工业园 the words between belong to the zone; in 襄阳建设高新区 they do not."""
    words = analysis.words_in(hit.end, zone.start("kind"))
    if any(h.form == "full" for h in gazetteer().scan(zone["own"])):
        return False
    named = hit.form == "full" or len(zone["own"]) <= OWN_NAME
    return named and all(w.tag[0] in "nafjbiz" and w.tag != "nt" for w in words)


def _zones_alone(analysis: Analysis) -> Iterator[Mention]:
    for match in (*ZONE_ALONE.finditer(analysis.text), *ZONE_ROW.finditer(analysis.text)):
        start, end = match.span("zone")
        if all(is_everyday(match["zone"][h.start : h.end]) for h in gazetteer().scan(match["zone"])):
            name = analysis.normal.name(start, end)
            yield Mention(start, end, name, "full", None, zone=name)


def _zones_by_kind(analysis: Analysis, found: Sequence[Mention], title: str) -> Iterator[Mention]:
    """高新区 in the news of 甲市高新区."""
    zones = {m.zone: m.division for m in found if m.zone}
    for start, end, name in bare_zones(analysis.text, list(zones), title):
        yield Mention(start, end, name, "short", zones.get(name), zone=name, own=True)


def _without_overlaps(found: Sequence[Mention]) -> list[Mention]:
    """Of a zone and its division at one position both stay; of other overlaps the first and longer."""
    out: list[Mention] = []
    for mention in found:
        if (
            out
            and mention.start < out[-1].end
            and not (mention.zone is None and out[-1].zone and mention.start == out[-1].start)
        ):
            continue
        out.append(mention)
    return out


def settle(found: Sequence[Mention], home: Division | None, titled: Sequence[Mention] = ()) -> list[Mention]:
    """Zones whose division was not told belong to ``home``; one zone has one name, the fullest and most used."""
    settled = _named_once([replace(m, division=home) if m.division is None else m for m in found])
    forms: dict[str, list[str]] = {}
    for mention in [*titled, *settled]:
        if mention.zone:
            forms.setdefault(mention.key, []).append(mention.zone)
    usual = {
        key: max(seen, key=lambda f: (_ends_in_kind(f), _in_full(f), seen.count(f), -seen.index(f)))
        for key, seen in forms.items()
    }
    return [replace(m, zone=usual[m.key]) if m.zone else m for m in settled]


def _named_once(found: Sequence[Mention]) -> list[Mention]:
    """湘西土家族苗族自治州 … 湘西州: the name by which the article first calls a division is its name throughout."""
    first: dict[str, str] = {}
    out = []
    for mention in found:
        division = mention.division
        if division is not None and not mention.zone and gazetteer().aliases(division):
            mention = replace(mention, shown=first.setdefault(division.adcode, mention.official))
        out.append(mention)
    return out


def _in_full(name: str) -> bool:
    """甲高新技术产业开发区, for 甲高新区."""
    return _short_kind(name) != name


def _short_kind(name: str) -> str:
    if not name.endswith("开发区"):
        return name
    return FULL_KIND.sub(lambda m: "高新区" if m["kind"].startswith("高") else "经开区", name)


def _ends_in_kind(name: str) -> bool:
    return bool(ZONE_END.search(name))
