"""One article in, its facts out: `read_facts` puts the extractors together."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

import msgspec

from promotion import relevance as relevances
from promotion.activities import ActivityReader
from promotion.figures import FigureReader
from promotion.geography.localities import Localities
from promotion.geography.subjects import Candidate
from promotion.mechanisms import mechanisms
from promotion.places import Mention
from promotion.projects import ProjectReader
from promotion.reading import Reading
from promotion.text.tagger import Tagger
from zscrawl.items import Facts, Figure, Place

_OWN_RESULTS = 2
_NO_RESULT = frozenset({"other", "rank"})


def read_facts(
    text: str,
    *,
    title: str | None = None,
    published_at: datetime | str | None = None,
    region: str | None = None,
    tagger: Tagger | None = None,
) -> Facts:
    """Draw the facts from one article.

    ``text`` is the body, paragraphs joined by newlines; every record's ``start`` and ``end`` are character offsets
    in it, exactly as given. ``title`` and ``published_at`` (a datetime, an ISO date, month or year) are context: they
    name the subject and the year, no figure is drawn from a title. A place that only the title names has ``start`` and
    ``end`` 0 and its quotation from the title. ``region`` is the adcode of the source that published the article; it
    settles doubtful place names and is the subject where the article names none. ``tagger`` is optional help with
    persons and short company names.

    An article that is not promotion news has places and a score, and no other facts. Nothing is raised for any text.
    """
    reading = Reading(text, title, published_at, region, tagger)
    score = relevances.relevance(reading.text, reading.title)
    facts = Facts(relevant=score >= relevances.BORDER, relevance=score)
    if facts.relevant:
        localities = Localities(reading)
        projects = ProjectReader(reading, localities)
        facts.projects = projects.read()
        facts.figures = FigureReader(reading, localities, projects.taken).read()
        facts.mechanisms = mechanisms(reading)
        facts.activities = ActivityReader(reading, localities, facts.figures).read()
    facts.places = _places(reading, [*reading.subjects, *_rows(reading, facts.figures)])
    return facts


def _rows(reading: Reading, figures: list[Figure]) -> list[Candidate]:
    """Places with two or more result figures of their own in one sentence are subjects too (rows by county)."""
    told = Counter(
        (f.place, sentence.start)
        for f in figures
        if f.place and f.indicator not in _NO_RESULT and (sentence := reading.sentence_of(f.start))
    )
    counts: Counter[str] = Counter()
    for (place, _), number in told.items():
        counts[place] = max(counts[place], number)
    chosen, home = {c.key for c in reading.subjects}, reading.home
    out = []
    for mention in reading.places:
        if counts[mention.official] < _OWN_RESULTS or mention.division is None or home is None:
            continue
        akin = mention.division.within(home) or home.within(mention.division)
        if akin and mention.key not in chosen:
            chosen.add(mention.key)
            out.append(
                Candidate(mention.key, mention.division, mention.zone, 0.0, ("own result figures",), mention)
            )
    return out


def facts_json(facts: Facts) -> dict[str, Any]:
    """``facts`` as the JSON object that ``zscrawl facts`` prints (without the ``id``)."""
    found: dict[str, Any] = msgspec.to_builtins(facts)
    return found


def _places(reading: Reading, chosen: list[Candidate]) -> list[Place]:
    """Subjects first, then the others in the order of the text, each once."""
    out: dict[str, Place] = {}
    for candidate in chosen:
        out.setdefault(candidate.key, _place(reading, candidate))
    for mention in reading.places:
        if not mention.media and mention.division is not None:
            out.setdefault(mention.key, _mentioned(reading, mention))
    return list(out.values())


def _place(reading: Reading, candidate: Candidate) -> Place:
    division = candidate.division
    level = "zone" if candidate.zone else division.level
    place = Place(candidate.name, division.adcode, level, "subject")
    here = next((m for m in reading.places if m.key == candidate.key), None)
    if here:
        place.quote = reading.normal.quote(here.start, here.end)
        place.start, place.end = reading.normal.span(here.start, here.end)
    elif candidate.first:
        place.quote = candidate.first.name
    return place


def _mentioned(reading: Reading, mention: Mention) -> Place:
    assert mention.division is not None
    level = "zone" if mention.zone else mention.division.level
    start, end = reading.normal.span(mention.start, mention.end)
    quote = reading.normal.quote(mention.start, mention.end)
    return Place(mention.official, mention.division.adcode, level, "mentioned", quote, start, end)
