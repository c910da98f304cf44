"""Events without a name: trips to other places, visits to companies, guests, and surveys at home."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from promotion.geography.gazetteer import Division
from promotion.occasions.events import LATELY, Event, clause_start, dated
from promotion.occasions.held import NOT_HELD
from promotion.occasions.people import OFFICIALS
from promotion.places import Mention
from promotion.reading import Reading
from promotion.text.patterns import quick
from promotion.text.sentences import Sentence

_LONGEST_QUOTE = 60

# 县长张某率队到|深圳、东莞|招商 · 赴|杭州|开展招商考察 · 组织近300人在|北京、深圳|开展驻点招商
_TRIP = quick(
    r"(?:率[^,;。]{0,24}|带队|带领[^,;。]{0,16}|组团|一行|先后|专程)?(?:赴|(?<![征收得达做受])到|前往|奔赴|远赴|飞赴|走进|深入(?!落实|贯彻|推进|学习|实施|开展|挖掘|了解|交流|洽谈|对接|研究))"
    r"(?P<where>[^,;。]{2,40}?)(?:等地|地区|等[省市地区]+)?(?:,(?=先后|分别|考察|拜访|走访|洽谈|开展|对接)|,围绕[^,;。]{2,24}?(?=开展|进行))?(?:开展|进行|实地|参加|洽谈|就|对接)?[^,;。]{0,14}?"
    r"(?:招商|双招双引|考察|拜访|洽谈|推介|对接|走访|驻点|参加|经贸(?:合作)?(?:交流)?活动|经贸合作)|"
    r"代表团[^,;。]{0,12}结束[^,;。]{0,4}[在对](?P<ended>[^,;。]{2,12}?)的[^,;。]{0,4}(?:访问|参访|推介|招商|考察)|"
    r"组织[^,;。]{0,10}在(?P<posted>[^,;。]{2,40}?)(?:等[^,;。]{0,4})?开展驻点招商|"
    r"率[^,;。约额]{2,40}?在(?P<led>[^,;。]{2,24}?)(?:等地)?(?:开展|进行)?(?:对接|洽谈|招商|考察|拜访)"
)
# 县长率队赴|沪|招商: a province by its one character
_BY_CHARACTER = quick(
    r"(?:率|带队|带领|组团|一行|连夜|专程)[^,;。]{0,16}?赴[京津沪渝粤浙苏闽鲁湘鄂川豫冀晋皖赣琼滇黔陕甘辽吉黑桂蒙深穗杭港]{1,3}"
    r"(?:开展|进行)?(?:敲门|上门|驻点|实地|精准)?(?:招商|考察|洽谈|推介|拜访|对接)|"
    r"率领?[^,;。]{2,16}赴[台港澳日韩](?=[,;。]|开展)|一行来[港澳台](?:考察|招商|访问)"
)
_COUNTED_TRIP = quick(
    r"招商[^,;。]{0,6}\d+(?:余|多)?(?:批次|次|天|趟)|\d+(?:余|多)?次外出招商|赴[^,;。]{0,20}\d+(?:余|多)?次|"
    r"\d+(?:余|多)?次[^,;。]{0,4}(?:组队|组团|带队|率队|外出|前往|赴)"
)
_LED = re.compile(r"率|带队|带领|一行")
_ELSEWHERE = re.compile(r"省外|外地|珠三角|长三角|京津冀|粤港澳|沿海|国外|海外|德国|日本|韩国|新加坡|美国")
# 拜访|A、B两家企业
_VISIT = re.compile(r"(?:拜访|走访|实地考察|登门拜访)(?:了)?(?P<whom>[^,;。]{3,120})")
# 企业50余家 · 老客户: counted or general
_COUNTED_VISIT = re.compile(
    r"^(?:企业|公司|客商|重点企业|老客户|各类|商会)[^,;。、]{0,8}(?:\d|$|、)|"
    r"\d+(?:余|多)?(?:家|户|批次|人次)(?:企业|客商)?$|^\d+(?:余|多)"
)
# 拜访|企业、机构共43家
_COUNTED_IN_ALL = re.compile(r"共计?\d+(?:余|多)?家")
# 考察了|A、B等企业: firms by their short names
_LISTED_FIRMS = re.compile(r"、[^,;。]{2,40}等[^,;。]{0,6}(?:企业|公司)$")
# 考察团来|沂源|县考察 · 到|我县|考察 · 迎来一群考察客商 · 会见A公司董事长
_GUESTS = re.compile(
    r"(?:[^,;。]{2,40}?莅临[^,;。]{1,16},)(?:实地|先后)?(?:考察|参观|调研)|"
    r"(?:[^,;。]{2,40}?|一行[^,;。]{0,6},)(?:首站|先后|专程)?(?:(?<!迎)来|莅|到达?|抵达|赴)(?=(?:[^,;。]|,就|,开展){1,30}?(?:考察|洽谈|调研|对接|参观|活动))(?P<here>我(?:\([^()]{2,9}\))?[省市县区]|[\u3400-\u9fff]{1,8}?)"
    r"(?:(?:,?就|实地|,?开展|进行|洽谈|投资|参观)?[^,;。]{0,12}?(?:考察|洽谈|调研|对接|参观)|,就[^,;。]{2,28}(?:考察|参观)|,开展[^,;。]{2,16}活动)|"
    r"(?:迎来|接待)(?:了)?[^,;。]{0,20}(?:客商|考察团|企业家|考察组|代表团|考察)|"
    r"(?:企业家|客商|商会)[^,;。]{0,16}(?:回到家乡|返乡|回乡)[^;。]{0,8}考察|"
    r"与[^;。]{2,120}?(?:考察组|考察团)(?:一行)?(?:举行|进行)?座谈|"
    r"会见(?:了)?[^,;。]{2,40}?(?:董事长|总经理|总裁|会长|一行|集团|公司|考察团|代表团|客商代表)"
)
# one of these is in all of them
_GUESTS_SAID = re.compile(r"考察|洽谈|调研|对接|参观|客商|企业家|代表团|会见")
_GUEST = re.compile(
    r"考察团|客商|企业家|商会|董事长|总经理|总裁|投资商|考察组|集团|公司|代表团|协会|老板|会长"
)
# 会见来甲县考察|的食品企业负责人
_MET = re.compile(r"的[^,;。]{0,10}(?:企业负责人|客商|企业家)")
# 某某一行20人|到|: guests too, where they do not survey
_PARTY = re.compile(r"一行[^,;。]{0,6}(?:人|来|莅|到)")
# 希望近期来我市考察 · 欢迎企业家来我县考察
_INVITED = re.compile(
    r"希望|将组织|表示将|吸引|欢迎|诚邀|期待|邀请(?:各|广大|[^,;。]{0,8}(?:客商|企业)|[^,;。]{0,16}[来到赴])|愿意?"
)
_COUNTED_GUESTS = re.compile(
    r"(?:考察|接待)[^,;。]{0,10}\d+(?:余|多)?(?:家|批次|人次|批|次)|\d+(?:余|多)?(?:批次|人次|家企业)"
)
# 市长李某到企业调研 · 县招商局工作组督查项目建设情况
_SURVEY = re.compile(r"调研|观摩(?!会)|督导|督查|走访慰问|现场办公")
_SURVEY_OF = re.compile(
    rf"{OFFICIALS}[^,;。]{{0,12}},?(?:到|深入|赴|带队|率|先后|走进|来到)[^,;。]{{0,40}}(?:企业|园区|项目|工地|公司)|"
    rf"{OFFICIALS}[^,;。]{{0,8}}(?:一行)?,?(?:先后)?(?:到|赴|深入)[^,;。]{{1,20}}?(?:调研|督导)[^,;。]{{0,8}}?(?:招商|项目)|"
    # 李某带领部分委员,对我区招商引资工作进行专题调研
    r"对[^,;。]{2,16}(?:招商|项目)[^,;。]{0,8}(?:开展|进行)[^,;。]{0,2}调研|"
    r"(?:工作组|督查组|考核组)[^,;。]{0,4}(?:督查|督导)[^,;。]{2,24}(?:招商|项目)|"
    # 某局局长一行来甲高新区调研 · 李某带队到某公司调研 · 市招商局赴甲开发区开展调研
    r"(?:一行|带队|率队|调研组|[局办委])(?:来|到|赴|莅临|深入|走进)[^,;。]{2,30}?(?:开展|进行)?[^,;。]{0,2}调研"
)


class Trips:
    """Finds trips, visits, guests and surveys."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.text

    def away(self, sentence: Sentence) -> Iterator[Event]:
        """县长率队到深圳、东莞招商 · 赴杭州考察 · 拜访A、B两家企业: at most one between two semicolons."""
        start = sentence.start
        for part in self._text[sentence.start : sentence.end].split(";"):
            whole = len(part) == sentence.end - sentence.start
            yield from self._away(
                sentence if whole else replace(sentence, start=start, end=start + len(part))
            )
            start += len(part) + 1

    def _away(self, sentence: Sentence) -> Iterator[Event]:
        passage = self._text[sentence.start : sentence.end]
        abroad = None if _COUNTED_TRIP.search(passage) else _BY_CHARACTER.search(passage)
        if abroad and not NOT_HELD.search(passage[: abroad.start()]):
            low = clause_start(sentence, sentence.start + abroad.start())
            yield Event("外出招商", low, sentence.start + abroad.end(), sentence)
            return
        trip = _TRIP.search(passage)
        if trip and not _COUNTED_TRIP.search(passage) and not NOT_HELD.search(passage[: trip.start()]):
            start = sentence.start + max(trip.start(group) for group in ("where", "posted", "led", "ended"))
            end = sentence.start + trip.end()
            if self._leaves_home(sentence, start, end):
                low = clause_start(sentence, sentence.start + trip.start())
                yield Event("外出招商", low, end, sentence, place=self._where(start, end))
                return
        visit = _VISIT.search(passage)
        if visit is None or NOT_HELD.search(passage[: visit.start()]):
            return
        if visit["whom"].startswith("我") or "莅临" in passage[: visit.start()]:  # 实地考察|我区重点企业
            return
        if _COUNTED_IN_ALL.search(visit["whom"]):
            return
        if "、" not in visit["whom"] and _COUNTED_VISIT.search(visit["whom"]):
            return
        start, end = sentence.start + visit.start(), sentence.start + visit.end()
        firms = self._reading.companies_in(start, end) or _LISTED_FIRMS.search(visit["whom"])
        if dated(self._reading, sentence) or firms:
            end = min(end, start + _LONGEST_QUOTE)
            yield Event("拜访企业", start, end, sentence, place=self._where(start, end))

    def at_home(self, sentence: Sentence) -> Iterator[Event]:
        """商会会长率考察团来我县考察 · 迎来一群考察客商 · 县领导到园区企业调研: at most one a sentence."""
        passage = self._text[sentence.start : sentence.end]
        match = _GUESTS.search(passage) if _GUESTS_SAID.search(passage) else None
        if match and _are_guests(passage, match.end()) and not _COUNTED_GUESTS.search(passage):
            here = match["here"]
            inward = here is None or here.startswith("我") or self._is_home(sentence, match)
            hoped = _INVITED.search(match.group())
            if inward and not hoped and not NOT_HELD.search(passage[: match.start() + 2]):
                low = clause_start(sentence, sentence.start + match.start())
                yield Event("考察接待", low, sentence.start + match.end(), sentence)
                return
        survey = _SURVEY.search(passage)
        if survey and _SURVEY_OF.search(passage) and self._of_late(sentence):
            low = clause_start(sentence, sentence.start + survey.start())
            yield Event("调研", low, sentence.start + survey.end(), sentence)

    def _of_late(self, sentence: Sentence) -> bool:
        """On a day that is named, or 近日, 日前."""
        return bool(dated(self._reading, sentence) or LATELY.search(self._text, sentence.start, sentence.end))

    def _named(self, start: int, end: int) -> list[Mention]:
        return [m for m in self._reading.places if start <= m.start < end and m.division]

    def _is_foreign(self, mention: Mention) -> bool:
        return mention.division is not None and self._lies_elsewhere(mention.division)

    def _lies_elsewhere(self, division: Division) -> bool:
        """Neither in the subject's place nor round it (甲省 of 到甲省乙市考察)."""
        home = self._reading.home
        return home is None or not (division.within(home) or home.within(division))

    def _leaves_home(self, sentence: Sentence, start: int, end: int) -> bool:
        """Does the trip leave the subject's own place? 赴珠三角招商 with no leader and no day is a practice."""
        named = self._named(start, end)
        if not named:
            led = _LED.search(self._text, sentence.start, start) or dated(self._reading, sentence)
            away = _ELSEWHERE.search(self._text, start, end) or self._to_company(start, end)
            return bool(led and away)
        return any(self._is_foreign(m) for m in named)

    def _to_company(self, start: int, end: int) -> bool:
        """到乙市某某有限公司招商: a firm whose name begins with another place."""
        return any(
            hit.divisions and all(self._lies_elsewhere(d) for d in hit.divisions)
            for hit in self._reading.analysis.place_names
            if hit.start == start < hit.end <= end
        )

    def _where(self, start: int, end: int) -> str | None:
        away = [m.name for m in self._named(start, end) if self._is_foreign(m)]
        return "、".join(dict.fromkeys(away)) or None

    def _is_home(self, sentence: Sentence, match: re.Match[str]) -> bool:
        """来瑞 by one character, or 来沂源县 by name."""
        start, home = sentence.start + match.start("here"), self._reading.home
        if home is None:
            return False
        if match["here"][0] in home.short and self._text[start - 1] in "来莅":
            return True
        near = self._reading.places_in(start, start + len(match["here"]) + 4)
        return any(m.division is not None and m.division.within(home) for m in near)


def _are_guests(passage: str, end: int) -> bool:
    """Business people, or any party that did not come to survey (省招商局处长一行来甲县|调研)."""
    if _GUEST.search(passage, 0, end) or _MET.match(passage, end):
        return True
    return bool(_PARTY.search(passage, 0, end) and not passage.endswith("调研", 0, end))
