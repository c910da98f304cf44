"""What the generator promises about its stories."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import asdict
from datetime import timedelta

import pytest

import demo
from demo.sites.base import View
from zscrawl.items import FAMILIES


def _shingles(text: str) -> set[str]:
    return {text[i : i + 5] for i in range(len(text) - 4)}


def test_same_seed_gives_the_same_web_to_the_byte(web: demo.Web) -> None:
    again = demo.build()
    assert [asdict(article) for article in again.articles] == [asdict(article) for article in web.articles]
    view = View(demo.DEMO_CLOCK, {name: f"http://{name}.example" for name in web.sites})
    for article in web.articles:
        assert again.respond(*article.address, view) == web.respond(*article.address, view)


def test_another_seed_gives_another_web(web: demo.Web) -> None:
    other = demo.build(seed=7)
    assert {a.body for a in other.articles}.isdisjoint(a.body for a in web.articles if a.kind != "off-topic")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_seed_builds(seed: int) -> None:
    assert len(demo.build(seed).articles) >= 150


def test_seven_families_share_at_least_150_articles(web: demo.Web) -> None:
    assert len(web.articles) >= 150
    families = {site.family for site in web.sites.values()}
    assert len(families) == len(web.sites) == 7
    assert families <= set(FAMILIES)
    assert min(Counter(article.site for article in web.articles).values()) >= 20


def test_articles_are_long_enough_and_dated_over_several_years(web: demo.Web) -> None:
    assert all(250 <= len(article.body) <= 1500 for article in web.articles)
    assert len({article.published_at.year for article in web.articles}) >= 5
    assert all(article.published_at < demo.DEMO_CLOCK for article in web.articles)


def test_addresses_are_unique(web: demo.Web) -> None:
    assert len({article.address for article in web.articles}) == len(web.articles)
    assert web.not_articles.keys().isdisjoint(article.address for article in web.articles)


def test_only_reprints_and_series_of_reports_are_alike(web: demo.Web) -> None:
    texts = [(article, _shingles(article.body)) for article in web.articles]
    for (one, its), (other, theirs) in itertools.combinations(texts, 2):
        overlap = len(its & theirs) / len(its | theirs)
        if one.group == other.group:
            assert overlap > 0.6, (one.title, other.title)
        elif not one.kind == other.kind == "report":
            assert overlap < 0.6, (one.title, other.title)


def test_reports_share_a_template_and_no_numbers(web: demo.Web) -> None:
    series = defaultdict(list)
    for article in web.articles:
        if article.kind == "report":
            series[article.adcode].append(article)
    for reports in series.values():
        first = {report.group: report for report in reports}
        assert len(first) == 4
        assert len({report.body for report in first.values()}) == 4


def test_reprints_stand_on_other_sites_under_other_headlines(web: demo.Web) -> None:
    groups = defaultdict(list)
    for article in web.articles:
        groups[article.group].append(article)
    reprinted = [articles for articles in groups.values() if len(articles) > 1]
    assert len(reprinted) >= 30
    for articles in reprinted:
        assert len({article.site for article in articles}) == len(articles)
        original = min(articles, key=lambda article: article.published_at)
        assert all(original.published_at <= article.published_at for article in articles)
    headlines = [{article.title for article in articles} for articles in reprinted]
    assert sum(len(titles) > 1 for titles in headlines) == len(reprinted)


def test_projects_live_in_order(web: demo.Web) -> None:
    order = ("签约", "开工", "投产")
    told = defaultdict(list)
    for article in web.articles:
        for mention in article.mentions:
            told[mention.project].append((order.index(mention.stage), article.published_at, mention))
    assert len(told) >= 25
    assert sum(len({stage for stage, _, _ in events}) == 3 for events in told.values()) >= 10
    for events in told.values():
        assert len({(m.name, m.investor, m.amount_cny, m.place) for _, _, m in events}) == 1
        for (early, first, _), (late, then, _) in itertools.combinations(events, 2):
            if early < late:
                assert first < then + timedelta(days=2)


def test_mentions_stand_in_the_text(web: demo.Web) -> None:
    for article in web.articles:
        for mention in article.mentions:
            assert mention.name in article.body
            assert mention.investor in article.body
            assert mention.amount_cny


def test_what_is_off_the_topic_is_marked(web: demo.Web) -> None:
    aside = [article for article in web.articles if not article.relevant]
    assert len(aside) >= 16
    assert not any(article.mentions for article in aside)
    assert {article.kind for article in aside} == {"off-topic"}
    assert any("招商银行" in article.title for article in aside)


def test_no_brace_of_a_template_is_left(web: demo.Web) -> None:
    assert not [a.title for a in web.articles if set("{}|") & set(a.title + a.body)]


def test_same_text_forgives_script_and_space_only() -> None:
    assert demo.same_text("招商引资　大会\n开幕", "招商引資大會 開幕")
    assert not demo.same_text("招商引资大会", "招商引资会")


def test_same_moment_compares_what_is_printed() -> None:
    shown = demo.DEMO_CLOCK
    assert demo.same_moment(shown, "day", shown.replace(hour=0))
    assert not demo.same_moment(shown, "minute", shown.replace(hour=0))
    assert not demo.same_moment(shown, "day", None)
