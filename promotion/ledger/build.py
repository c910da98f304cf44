"""Mentions in, ledger out: `build_ledger` resolves, writes the projects' lives and applies corrections."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from promotion.ledger import amounts, companies, figures, resolve
from promotion.ledger.corrections import Corrections, unapplied
from promotion.ledger.matching import place_of
from promotion.ledger.names import project_form
from promotion.ledger.records import FigureMention, Ledger, LedgerProject, Link, ProjectMention, StageEvent
from zscrawl.items import STAGES


def build_ledger(
    mentions: Iterable[ProjectMention],
    figure_mentions: Iterable[FigureMention] = (),
    corrections: Corrections | None = None,
) -> Ledger:
    """The ledger of all ``mentions``. The same mentions give the same ledger, in whatever order they come."""
    rules = corrections or Corrections()
    ordered = sorted(
        mentions, key=lambda m: (m.article.published_at or "9999", m.article.uid, m.project.start)
    )
    first = _projects(ordered, resolve.groups(ordered, apart=rules.split))
    ids = {p.id for p in first}
    if rules.merge:
        by_id = {p.id: tuple(p.mentions) for p in first}
        together = [tuple(r for one in merged for r in by_id.get(one, ())) for merged in rules.merge]
        first = _projects(ordered, resolve.groups(ordered, together, rules.split))
        ids |= {p.id for p in first}
    projects = [p for p in first if p.id not in rules.hidden]
    _mark_parts(projects)
    for setting in rules.settings:
        for project in projects:
            if project.id == setting.project:
                setattr(project, setting.field, setting.value)
                project.corrected.append(
                    f"{setting.field} set to {setting.value}" + (f": {setting.why}" if setting.why else "")
                )
    projects.sort(key=lambda p: (p.first_date or "9999", p.id))
    hidden = sorted(set(rules.hidden) & {p.id for p in first})
    return Ledger(
        projects,
        companies.companies(projects),
        figures.table(list(figure_mentions)),
        hidden,
        unapplied(rules, ids, {m.ref for m in ordered}),
    )


def _projects(
    ordered: Sequence[ProjectMention], found: Sequence[tuple[list[int], list[Link]]]
) -> list[LedgerProject]:
    return [_project([ordered[i] for i in members], links) for members, links in found]


def _project(mentions: list[ProjectMention], links: list[Link]) -> LedgerProject:
    stage_events = events(mentions)
    stage = max((e.stage for e in stage_events), key=STAGES.index, default=None)
    stated = amounts.stated(mentions)
    amount, why = amounts.prefer(stated)
    safe, why_not = amounts.summable(mentions, stated, stage)
    place = _place(mentions)
    division = place_of(place, next((m.article.adcode for m in mentions if m.article.adcode), None))
    names = Counter(m.project.name for m in mentions)
    return LedgerProject(
        id=_id(mentions[0]),
        name=max(names, key=lambda n: (len(n), n)),
        names=sorted(names),
        investor=_longest(m.project.investor for m in mentions),
        place=place,
        adcode=division.adcode if division else None,
        sector=_commonest(m.project.sector for m in mentions),
        capacity=_longest(m.project.capacity for m in mentions),
        stage=stage,
        events=stage_events,
        amount_cny=amount,
        amount_reason=why,
        amounts=stated,
        safe_to_sum=safe,
        sum_reason=why_not,
        uids=sorted({m.article.uid for m in mentions}),
        mentions=[m.ref for m in mentions],
        links=sorted(links, key=lambda k: (-k.score, k.first, k.second)),
    )


def events(mentions: Sequence[ProjectMention]) -> list[StageEvent]:
    """The stages in order of date, each stage and date once; reprints add none."""
    out: dict[tuple[str, str | None], StageEvent] = {}
    told: set[tuple[str, str]] = set()
    for mention in mentions:
        project = mention.project
        if not project.stage or (mention.article.text_id, project.stage) in told:
            continue
        told.add((mention.article.text_id, project.stage))
        day = project.stage_date if project.stage_date and not project.stage_date.startswith("--") else None
        when = day or mention.article.published_at
        event = StageEvent(project.stage, when, day is not None, mention.article.uid, project.quote)
        out.setdefault((project.stage, when), event)
    return sorted(out.values(), key=lambda e: (e.date or "9999", STAGES.index(e.stage), e.uid))


def _id(first: ProjectMention) -> str:
    """From the earliest mention, so that later articles do not change it."""
    key = f"{first.article.uid}|{project_form(first.project.name).core}|{first.project.start}"
    return "p" + hashlib.sha256(key.encode()).hexdigest()[:10]


def _place(mentions: Sequence[ProjectMention]) -> str | None:
    """The narrowest place stated: a zone or county before a city before a province."""

    def narrowness(name: str) -> tuple[int, int]:
        division = place_of(name, None)
        level = {"province": 0, "city": 1, "county": 2}.get(division.level if division else "", 0)
        zone = 1 if division and name not in {division.name, division.short} else 0
        return (max(level, 1) + zone if zone else level, len(name))

    stated = {m.project.place for m in mentions if m.project.place}
    return max(stated, key=lambda n: (narrowness(n), n), default=None)


def _longest(values: Iterable[str | None]) -> str | None:
    return max((v for v in values if v), key=lambda v: (len(v), v), default=None)


def _commonest(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return max(counts, key=lambda v: (counts[v], v), default=None)


def _mark_parts(projects: list[LedgerProject]) -> None:
    """A phase of a project that is in the ledger as a whole is counted inside it."""
    wholes: dict[tuple[str, str | None], LedgerProject] = {}
    for project in projects:
        form = project_form(project.name)
        if form.phase is None:
            wholes[(form.core, project.adcode)] = project
    for project in projects:
        form = project_form(project.name)
        whole = wholes.get((form.core, project.adcode)) if form.phase else None
        if (
            whole is not None
            and project.safe_to_sum
            and whole.amount_cny
            and (project.amount_cny or 0) <= whole.amount_cny
        ):
            project.safe_to_sum, project.sum_reason = False, f"a phase of {whole.id}"
