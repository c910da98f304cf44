"""Projects: named investment projects with investor, amount, place and stage.

Names are found by the construction that they stand in (`project_sums`, `project_lists`, `project_names`), gathered in
`drafts.Drafts`, and here made into records by what the text round them says.
"""

from __future__ import annotations

import re
from functools import cached_property

from promotion.geography.localities import Localities
from promotion.investments import investors, plans, stages
from promotion.investments.drafts import Draft, Drafts
from promotion.investments.lexicon import SECTOR
from promotion.investments.lists import ProjectLists
from promotion.investments.named import ProjectNames
from promotion.investments.names import Name
from promotion.investments.openers import ProjectOpeners
from promotion.investments.sites import ProjectSites
from promotion.investments.stated import ProjectSums
from promotion.investments.sum_words import CLAUSE_END
from promotion.investments.tables import ProjectTables
from promotion.reading import Reading
from promotion.text.patterns import quick
from promotion.text.sentences import Sentence
from zscrawl.items import Project

_LONGEST_QUOTE = 60
_SHORT_ARTICLE = 1500
"""Up to this length an article that opens with a ceremony tells of its projects only."""

_MOST = 400
"""Projects after which an article is not read further for more; real ones name fewer than 100."""

_LEAST_SUM = 10_000
"""Yuan; less is no investment: 三元正极材料 is no 3元."""

_SENTENCES_BACK = 3
_SHORTEST_NAME = 4
_IN_QUOTES = re.compile(r"^[\"'“‘]([^\"'“”‘’]+)[\"'”’]$")
_JOINED = re.compile(r"[、和及与]")
# 2、在建项目: · (一)签约项目情况: a line over the lines of a list
_HEADING = re.compile(
    r"(?:\(?[\d一二三四五六七八九十]{1,2}[)、.]\)?)?[^,;。\d]{0,10}项目(?:情况|进展|进展情况|名单|清单)?[:。]?\n?"
)
_LINES_BACK = 24
_CONTRACT = re.compile(r"签约|协议|合同")
_APART = re.compile(r"分别[是为]|(?:此外|另外),")

# 年产5万吨磷酸铁锂 · 200兆瓦 · 200万吨/年氧化钙 · 4×66万千瓦
_CAPACITY = quick(
    r"(?:年产|年加工|年处理|年生产|日产|日处理|年屠宰|年出栏|装机(?:容量)?|总装机)(?:新型|各类|约|近|超|达)*"
    r"[^,;。、的]{0,8}?[\d.]+[^,;。、的]{1,16}|[\d.]+万?(?:兆瓦|mw|千瓦|gwh|mwh|gw)|"
    r"[\d.]+(?:万|亿)?[吨套台辆件片米]/年[^,;。、]{0,8}|\d+×[\d.]+万?千瓦"
)
_KINDS = (("基金", "fund_size"), ("期", "phase"), ("协议", "contracted"), ("合同", "contracted"))


class ProjectReader:
    """Reads all projects of one article. After `read`, ``taken`` holds the starts of sums that are theirs."""

    def __init__(self, reading: Reading, localities: Localities) -> None:
        self._reading = reading
        self._analysis = reading.analysis
        self._text = reading.text
        self._localities = localities
        self._drafts = Drafts(reading)
        self._sites = ProjectSites(reading, localities)

    @property
    def taken(self) -> frozenset[int]:
        """Starts of the sums that belong to one named project."""
        return frozenset(self._drafts.taken)

    def read(self) -> list[Project]:
        """The projects in the order of the text, each once."""
        tables, openers, sums, lists, single = (
            ProjectTables(self._drafts),
            ProjectOpeners(self._drafts),
            ProjectSums(self._drafts),
            ProjectLists(self._drafts),
            ProjectNames(self._drafts),
        )
        for sentence in self._analysis.sentences:
            if tables.read(sentence):
                continue
            if len(self._drafts.drafts) > _MOST:
                break
            found = self._analysis.quantities_in(sentence.start, sentence.end)
            money = [
                q
                for q in found
                if q.kind == "money" and not q.bound and (q.cny is None or q.cny >= _LEAST_SUM)
            ]
            openers.read(sentence)
            sums.first(sentence, money)
            lists.read(sentence)
            single.read(sentence)
            sums.then(sentence, money)
        self._localities.leave_out((d.name.start, d.name.end) for d in self._drafts.drafts)
        merged = list(self._drafts.merged(self._stage, self._told_investor))
        if len(merged) == 1:
            plans.give_sum(self._drafts, merged[0])
        projects = [self._project(draft) for draft in merged]
        if len(projects) == 1 and not projects[0].investor:
            projects[0].investor = investors.only_firm(self._reading)
        return projects

    def _told_investor(self, draft: Draft) -> str | None:
        return investors.told_of(self._reading, draft.name, draft.sentence)

    # --- stage

    def _stage(self, draft: Draft) -> str | None:
        stage = self._stage_told(draft)
        # 拟建X项目,签约金额120亿元
        return "签约" if stage in {None, "在谈"} and _CONTRACT.match(draft.label) else stage

    def _stage_told(self, draft: Draft) -> str | None:
        if draft.joined:
            return draft.stage
        text, sentence, name = self._text, draft.sentence, draft.name
        stop = CLAUSE_END.search(text, name.end, sentence.end)
        before = self._between_names(draft)
        return (
            stages.after_name(text, name.start, name.end, stop.start() if stop else sentence.end)
            or self._stage_after_list(draft)
            or draft.stage
            or stages.before_name(text, sentence.start, name.start)
            or stages.of_list(before)
            or self._stage_of_part(draft)
            or stages.agreed(text[sentence.start : name.start])
            or self._stage_around(draft)
            or self._stage_of_heading(draft)
            or self._stage_of_paragraph(draft)
        )

    def _between_names(self, draft: Draft) -> str:
        """The sentence up to the name, without the names of others: 粮油储备项目 is no head of a list."""
        text, low = "", draft.sentence.start
        for other in sorted(self._drafts.of(draft.sentence), key=lambda d: d.name.start):
            if other.name.start >= draft.name.start:
                break
            text, low = text + self._text[low : other.name.start] + " ", other.name.end
        return text + self._text[low : draft.name.start]

    def _next_name(self, draft: Draft) -> Draft | None:
        following = self._drafts.after(draft.name)
        return following if following and following.sentence is draft.sentence else None

    def _stage_after_list(self, draft: Draft) -> str | None:
        """投资37亿元的A、投资18.6亿元的B|也已签约: what stands after the last is said of all."""
        last = draft
        while (following := self._next_name(last)) and _JOINED.search(
            self._text, last.name.end, following.name.start
        ):
            if CLAUSE_END.search(self._text, last.name.end, following.name.start):
                break
            last = following
        if last is draft:
            return None
        return stages.after_name(self._text, last.name.start, last.name.end, last.sentence.end)

    def _stage_of_part(self, draft: Draft) -> str | None:
        """引进X项目,总投资413亿元,目前一期已建成投产: up to the next ; or the next name."""
        following = self._next_name(draft)
        limit = following.name.start if following else draft.sentence.end
        stop = self._text.find(";", draft.name.end, limit)
        return stages.latest(self._text[draft.name.end : stop if stop >= 0 else limit])

    def _stage_around(self, draft: Draft) -> str | None:
        """The stage of the heading, the event or the agreement that the sentence stands under."""
        index = self._analysis.number_of(draft.sentence)
        # 集中签约3个项目。|分别是: … goes on about the paragraph before
        lowest = draft.sentence.paragraph - bool(_APART.match(self._text, draft.sentence.start))
        for sentence in reversed(self._analysis.sentences[max(0, index - _SENTENCES_BACK) : index + 1]):
            if sentence.paragraph < lowest:
                break
            passage = self._passage(sentence)
            if sentence is not draft.sentence and (stage := stages.of_list(passage)):
                return stage
            if stage := stages.of_event(passage):
                return stage
        if index and (
            stages.goes_on(self._passage(draft.sentence)) or self._told_before(draft.sentence, index)
        ):
            before = self._analysis.sentences[index - 1]
            if before.paragraph == draft.sentence.paragraph and (
                stage := stages.agreed(self._passage(before))
            ):
                return stage
        if len(self._text) > _SHORT_ARTICLE:
            return None
        lead = [s for s in self._analysis.sentences if s.paragraph == self._analysis.sentences[0].paragraph]
        told = self._text[: lead[-1].end]
        return stages.of_event(told + self._reading.title) or stages.of_lead(told)

    def _told_before(self, sentence: Sentence, index: int) -> bool:
        """与A集团签订协议。|A集团将投资…: does the sentence before name the company that acts here?"""
        before = self._passage(self._analysis.sentences[index - 1])
        return any(c.name in before for c in self._reading.companies_in(sentence.start, sentence.end))

    def _stage_of_heading(self, draft: Draft) -> str | None:
        """1、已投产项目: the line over a list of projects, each with a line of its own."""
        index = self._analysis.number_of(draft.sentence)
        over = [stage for at, stage in self._headings if index - _LINES_BACK <= at < index]
        return over[-1] if over else None

    @cached_property
    def _headings(self) -> list[tuple[int, str | None]]:
        """(number of the sentence, stage) of each line over a list."""
        return [
            (number, stages.latest(self._passage(sentence)))
            for number, sentence in enumerate(self._analysis.sentences)
            if _HEADING.fullmatch(self._text, sentence.start, sentence.end)
        ]

    def _stage_of_paragraph(self, draft: Draft) -> str | None:
        """What the rest of a paragraph says that tells of this project only."""
        others = [
            d
            for d in self._drafts.drafts
            if d.sentence.paragraph == draft.sentence.paragraph and d is not draft
        ]
        if others:
            return None
        rest = [
            self._passage(s)
            for s in self._analysis.sentences
            if s.paragraph == draft.sentence.paragraph and s.start >= draft.sentence.start
        ]
        return stages.latest("".join(rest)[draft.name.end - draft.sentence.start :])

    def _stage_date(self, draft: Draft) -> str | None:
        """The day, month or year given before the name in its sentence."""
        for period in reversed(self._reading.periods_in(draft.sentence.start, draft.name.start)):
            if period.value and not period.ahead and period.grain in {"day", "month", "year"}:
                return period.value
        return None

    # --- the record

    def _project(self, draft: Draft) -> Project:
        start, firm = investors.of_name(self._reading, self._without_zone(draft.name), draft.sentence)
        project = Project(self._shown(start, draft.name.end), investor=draft.investor or firm)
        self._set_amount(project, draft)
        project.place = draft.site or self._sites.of_project(draft.told)
        project.stage = self._stage(draft)
        project.stage_date = self._stage_date(draft) if project.stage else None
        sector = SECTOR.search(self._text, draft.name.start, draft.name.end)
        project.sector = sector.group() if sector else None
        project.capacity = self._capacity(draft)
        self._quote(project, draft)
        return project

    def _without_zone(self, name: Name) -> Name:
        """东营港经济开发区|威联化学二期项目: the zone says where, not what."""
        zone = next((m for m in self._reading.places if m.zone and m.start == name.start), None)
        return Name(zone.end, name.end) if zone and name.end - zone.end >= _SHORTEST_NAME else name

    def _shown(self, start: int, end: int) -> str:
        normal = self._reading.normal
        name = normal.name(start, end)
        return _IN_QUOTES.sub(r"\1", name).strip() or normal.quote(start, end)

    def _set_amount(self, project: Project, draft: Draft) -> None:
        if draft.amount is not None:
            project.amount_cny = draft.amount.cny
            project.amount_text = draft.label + self._reading.normal.name(
                draft.amount.start, draft.amount.end
            )
            project.amount_kind = next((kind for word, kind in _KINDS if word in draft.label), "total")
        elif draft.shared:
            project.amount_text, project.amount_kind = draft.label, "shared"

    def _capacity(self, draft: Draft) -> str | None:
        """In the name; else in the sentence, if that tells of one project only."""
        found = _CAPACITY.search(self._text, draft.name.start, draft.name.end)
        if found is None and len(self._drafts.of(draft.sentence)) == 1:
            found = _CAPACITY.search(self._text, draft.sentence.start, draft.sentence.end)
        return found.group() if found else None

    def _quote(self, project: Project, draft: Draft) -> None:
        """The name, with its amount where that stands near."""
        start, end, amount = draft.name.start, draft.name.end, draft.amount
        if amount and max(end, amount.end) - min(start, amount.start) <= _LONGEST_QUOTE:
            start, end = min(start, amount.start - len(draft.label)), max(end, amount.end)
            start = max(start, draft.sentence.start) if start < draft.sentence.start else start
        project.quote = self._reading.normal.quote(start, end)
        project.start, project.end = self._reading.normal.span(start, end)

    def _passage(self, sentence: Sentence) -> str:
        return self._text[sentence.start : sentence.end]
