"""The ledger of the built-in demo web against what is known of its projects.

Its news tells of one project in up to nine articles: a fair at which projects of many counties sign, joint starts,
reprints, and each county's own reports. A ledger that takes the fair's place for the project's counts them twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

import demo
from promotion import read_facts
from promotion.ledger import ArticleRef, ProjectMention, build_ledger
from promotion.ledger.names import dice, grams

_ALIKE = 0.5


def mentions_of(number: int, article: demo.TrueArticle) -> list[ProjectMention]:
    facts = read_facts(article.body, title=article.title, published_at=article.published_at)
    subject = next((p.adcode for p in facts.places if p.role == "subject" and p.adcode), None)
    ref = ArticleRef(
        f"zs{number:05d}", article.published_at.date().isoformat(), article.group, article.site, subject
    )
    return [ProjectMention(ref, project) for project in facts.projects]


def true_project(name: str, article: demo.TrueArticle) -> str | None:
    """The project of the demo that ``name`` means, None for a stranger."""
    likeness = [(dice(grams(m.name), grams(name)), m.project) for m in article.mentions]
    best = max(likeness, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else None


def pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def test_the_demo_ledger_holds_each_project_once() -> None:
    mentions, owner = [], {}
    articles = demo.build().articles
    for number, article in enumerate(articles):
        for mention in mentions_of(number, article):
            mentions.append(mention)
            owner[mention.ref] = true_project(mention.project.name, article)
    told = {m.project for article in articles for m in article.mentions}
    by_project = defaultdict(list)
    for ref, project in owner.items():
        by_project[project or ref].append(ref)
    ledger = build_ledger(mentions)
    found, true = pairs(p.mentions for p in ledger.projects), pairs(by_project.values())
    assert {owner[m] for p in ledger.projects for m in p.mentions} - {None} == told
    assert 2 * len(found & true) / (len(found) + len(true)) >= 0.95
    assert len(ledger.projects) <= len(told) * 1.05
