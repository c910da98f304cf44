"""Activities: promotion events that were held, made into records.

`events` finds events by name and `trips` those without one; here they are told apart (one trip is one activity, even
with ten companies), dated, placed and given their people, companies and results.
"""

from __future__ import annotations

import re
from functools import cached_property
from operator import attrgetter

from promotion.geography.localities import Localities
from promotion.occasions.events import CEREMONIES, Event, NamedEvents
from promotion.occasions.people import people
from promotion.occasions.trips import Trips
from promotion.reading import Reading
from promotion.text.clock import Period
from promotion.text.sentences import Sentence
from zscrawl.items import Activity, Figure

_LONGEST_QUOTE = 60
_RESULTS_WITHIN = 160
"""Characters after an event's sentence in which its results are looked for."""

_MOST = 400
"""Events that are kept of one article; real ones have fewer than 50."""

_DATED_WITHIN = 30
_OWN_NAME = 6
"""Characters from which a name tells one event from another of its type."""

_ONCE = frozenset({"签约仪式", "集中开工", "会议", "考察接待"})
_WITH_RESULTS = frozenset({"签约仪式", "洽谈会", "推介会", "集中开工"})
# 该专场招商会 · 本次推介会
_REFERS = re.compile(r"这一|该|本次|此次|这次|本届")
_BARE_NAME = 5
# 第二十一届 · 2023年
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,4}[届次]|20\d\d年?度?")
_SHORTEST_CORE = 3
# 我区|…集中签约|活动
_ROUND_NAME = re.compile(r"^[我全][省市县区州]|(?:活动|仪式)$")
# 主持|推介会, 出席|招商推介活动: the event told of before
_SHOWS = frozenset({"推介会", "洽谈会", "展会"})
_HOSTED = re.compile(r"(?:主持|出席|参加)[^,;。]{0,8}$")
_GENERAL = re.compile(r"(?:招商)?(?:推介|洽谈|恳谈)(?:会|活动)")
_MEETS_TO_TALK = ("座谈会", "恳谈会", "交流会", "洽谈会")
_TOOK_PART = re.compile(r"(?:出席|参加)[^,;。]{0,6}$")
_DONE_AT = {"签约仪式": "签约", "集中开工": "开工"}
_WITHOUT_NAME = frozenset({"外出招商", "拜访企业", "考察接待", "调研"})
# 考察团|先后到丙市, 李某一行|还走访了: those whose trip was told of
_PARTY_GOES_ON = re.compile(
    r"[^,;。]{0,6}?(?:考察团|考察组|招商组|代表团|小分队|一行)(?:成员|人员)?[^,;。]{0,4}?(?:先后|还|又|分别|随后|来到|深入|走进)"
)
_VENUE = re.compile(r"(?:在|于)(?P<where>[^,;。]{2,24}?)(?:举[行办]|召开|开幕|开展|启动|隆重|成功|组织)")


class ActivityReader:
    """Reads all events of one article; ``figures`` gives what was signed there."""

    def __init__(self, reading: Reading, localities: Localities, figures: list[Figure]) -> None:
        self._reading = reading
        self._text = reading.text
        self._localities = localities
        self._figures = figures
        self._events: list[Event] = []
        self._people_of: dict[int, list[dict[str, str]]] = {}

    def read(self) -> list[Activity]:
        """The events in the order of the text, each once."""
        named, trips = NamedEvents(self._reading), Trips(self._reading)
        for sentence in self._reading.analysis.sentences:
            if len(self._events) >= _MOST:
                break
            told = [*named.read(sentence), *trips.away(sentence), *trips.at_home(sentence)]
            for event in sorted(told, key=attrgetter("start")):
                event.date = self._date(event)
                if self._spoken_of(event) or any(self._again(event, known) for known in self._events):
                    continue
                self._events = [k for k in self._events if not (_told_by(event, k) or self._heads(event, k))]
                self._events.append(event)
        return [self._activity(event) for event in self._events[:_MOST]]

    def _heads(self, event: Event, known: Event) -> bool:
        """甲省侨商考察团到乙县考察, a headline in the text … 9月22日,甲省侨商考察团到乙县考察: the same event."""
        if known.type != event.type or known.date or not event.date or known.sentence.start:
            return False
        return "。" not in self._text[: known.sentence.end] and event.sentence is not known.sentence

    def _spoken_of(self, event: Event) -> bool:
        """在这次甲乙合作发展会议|期间: a name that stood before, in the name of another event."""
        refers = _REFERS.match(event.name) if event.name and event.date is None else None
        if refers is None or event.name is None or len(event.name) - refers.end() <= _OWN_NAME:
            return False
        return self._text.find(event.name[refers.end() :], 0, event.start) >= 0

    def _again(self, event: Event, known: Event) -> bool:
        """Is ``event`` the one that ``known`` told of already?"""
        if event.type == "拜访企业" and event.date is None and known.type == "外出招商":
            return True  # the visits of one trip
        if _refers(event, known) and (event.date is None or event.sentence is known.sentence):
            return True
        if self._took_part(event, known) or self._same_trip(event, known):
            return True
        if self._is_part(event, known) or self._at_branch_venue(event, known):
            return True
        if event.type == "签约仪式" and event.sentence is known.sentence and _only_signs(event):
            return True  # 在恳谈会上,5个项目|集中签约
        if event.type != known.type:
            return False
        if known.start < event.end and event.start < known.end:
            return True
        if known.sentence is event.sentence and event.type in {"外出招商", "考察接待"}:
            return True
        if event.date is None:
            told = event.name or ""
            once = event.type in _ONCE and (len(told) <= _OWN_NAME or told in (known.name or ""))
            return once or _is_short_for(told, known.name or "")
        return known.date == event.date and not _named_apart(event, known)

    def _at_branch_venue(self, event: Event, known: Event) -> bool:
        """全市举行集中签约仪式,我县分会场9个项目集中开工: one event in several halls."""
        if known.sentence is not event.sentence or not {event.type, known.type} <= CEREMONIES:
            return False
        return "分会场" in self._text[known.end : event.end]

    def _took_part(self, event: Event, known: Event) -> bool:
        """召开甲县老乡座谈会,县长、企业家代表|出席座谈会: told again in the same sentence."""
        if not event.name:
            return False
        if {event.type, known.type} <= _SHOWS and event.date in {None, known.date}:
            hosted = _HOSTED.search(self._text, event.sentence.start, event.end - len(event.name))
            return bool(hosted and _GENERAL.fullmatch(event.name))
        if event.sentence is not known.sentence or event.type != known.type:
            return False
        bare = len(event.name) <= _BARE_NAME and event.name in (known.name or "")
        return bare and bool(_TOOK_PART.search(self._text, event.start, event.end))

    def _is_part(self, event: Event, known: Event) -> bool:
        """宣布项目集中开工, 当天9个项目集中开工: what was done at a ceremony told of in an earlier sentence."""
        done, at = _DONE_AT.get(event.type), known.sentence
        if done is None or at is event.sentence:
            return False
        if event.name is None and known.type in _SHOWS:  # 推介会举行。10个项目集中签约
            return event.date in {None, known.date}
        if known.type not in CEREMONIES:
            return False
        nameless = len(event.name or "") <= _OWN_NAME
        return nameless and event.date in {None, known.date} and done in self._text[at.start : at.end]

    def _same_trip(self, event: Event, known: Event) -> bool:
        """赴乙市招商 … 深入乙市10余家企业考察对接, 考察团先后到丙市: the trip goes on."""
        if event.type != "外出招商" or known.type != event.type:
            return False
        if event.date is not None:
            return _within(event.date, known.date)
        if event.place and event.place in (known.place or ""):
            return True
        return bool(_PARTY_GOES_ON.match(self._text, event.start))

    def _date(self, event: Event) -> str | None:
        """The day nearest to the event in its sentence, else the month."""
        near = [
            p
            for p in self._reading.periods_in(event.sentence.start, event.sentence.end)
            if p.grain in {"day", "month"} and not p.ahead and p.start <= event.end + _DATED_WITHIN
        ]
        days = [p for p in near if p.grain == "day"] or near
        return min(days, key=lambda p: abs(p.start - event.start)).value if days else None

    @cached_property
    def _only_day(self) -> Period | None:
        """The day of an article that names one day and no other."""
        days = [p for p in self._reading.periods if p.grain == "day" and p.value and not p.ahead]
        return days[0] if days and len({p.value for p in days}) == 1 else None

    def _told_day(self, event: Event) -> str | None:
        """3月28日,…拉开帷幕。…区领导出席|开工仪式: the day told before, in news of one day and one such event."""
        day = self._only_day
        if day is None or event.type not in CEREMONIES or day.start > event.start:
            return None
        alone = sum(1 for known in self._events if known.type == event.type) == 1
        return day.value if alone else None

    def _activity(self, event: Event) -> Activity:
        sentence, normal = event.sentence, self._reading.normal
        activity = Activity(event.type, event.name, event.date or self._told_day(event), self._place(event))
        activity.host = self._localities.named(sentence.start, event.end) or self._localities.default
        activity.people = [dict(person) for person in self._people(sentence)]
        firms = self._reading.companies_in(sentence.start, sentence.end)
        activity.companies = list(dict.fromkeys(c.name for c in firms))
        if event.type in _WITH_RESULTS:
            self._set_results(activity, sentence)
        start, end = max(event.start, event.end - _LONGEST_QUOTE), event.end
        activity.quote = normal.quote(start, end)
        activity.start, activity.end = normal.span(start, end)
        return activity

    def _people(self, sentence: Sentence) -> list[dict[str, str]]:
        """The people of a sentence, which may tell of several events."""
        if sentence.start not in self._people_of:
            passage = self._reading.normal.shown[sentence.start : sentence.end]
            self._people_of[sentence.start] = people(passage, self._reading.persons(sentence))
        return self._people_of[sentence.start]

    def _place(self, event: Event) -> str | None:
        if event.place:
            return event.place
        venue = _VENUE.search(self._text, event.sentence.start, event.sentence.end)
        if venue:
            return self._reading.normal.name(*venue.span("where"))
        return None if event.type in {"外出招商", "拜访企业"} else self._localities.default

    def _set_results(self, activity: Activity, sentence: Sentence) -> None:
        """Projects signed and their money, as the sentence of the event or the next one gives them."""
        limit = min(len(self._text), sentence.end + _RESULTS_WITHIN)
        low, high = self._reading.normal.span(sentence.start, limit)
        for figure in self._figures:
            if not low <= figure.start < high or figure.qualifier:
                continue
            if figure.indicator == "projects_signed" and activity.projects_signed is None:
                activity.projects_signed = int(figure.value)
            if figure.indicator == "investment_contracted" and activity.amount_cny is None:
                activity.amount_cny = figure.value_cny


def _is_short_for(name: str, full: str) -> bool:
    """投洽会 for 第21届中国国际投资贸易洽谈会: do its characters stand in the full name, in order?"""
    core, rest = _ORDINAL.sub("", name), iter(_ORDINAL.sub("", full))
    return len(core) >= _SHORTEST_CORE and all(char in rest for char in core)


def _told_by(event: Event, known: Event) -> bool:
    """甲博览会举行(a caption) … 2023年甲博览会8月24日举行: what tells the day tells all of it."""
    if known.type != event.type or known.date or not (event.date and known.name and event.name):
        return False
    bare = event.type in CEREMONIES and len(known.name) <= _BARE_NAME  # 出席签约仪式(a subtitle)
    return bare or known.name in event.name


def _within(day: str, days: str | None) -> bool:
    """14日 of 13日至14日, both as dates."""
    first, _, last = (days or "").partition("/")
    return bool(last) and len(day) == len(first) and first <= day <= last


def _only_signs(event: Event) -> bool:
    """5个项目集中签约, and no ceremony of that name."""
    return event.name is None or event.name.endswith("集中签约")


def _named_apart(event: Event, known: Event) -> bool:
    """Do both have names of their own, of which neither is the other's short or longer form?"""
    one, other = (_ROUND_NAME.sub("", name or "") for name in (event.name, known.name))
    return min(len(one), len(other)) > _OWN_NAME and one not in other and other not in one


def _refers(event: Event, known: Event) -> bool:
    """本次推介会, 推介会|邀请了…, 参加会议: the event told of before, under no name of its own."""
    if event.name is None:
        return event.type == "会议" and known.type not in _WITHOUT_NAME
    if _REFERS.match(event.name):
        return known.type not in _WITHOUT_NAME or event.name.endswith("活动")  # 此次招商活动: the trip
    if event.name == "座谈会" and known.sentence is not event.sentence:  # 恳谈会…。座谈会|由会长主持
        return (known.name or "").endswith(_MEETS_TO_TALK)
    return (
        len(event.name) <= _BARE_NAME
        and known.sentence is not event.sentence
        and event.name.removesuffix("仪式") in (known.name or "")  # 联络处揭牌 … 参加|揭牌仪式
    )
