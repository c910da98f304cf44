"""What a probe says about a source: does it still hold, and if not, why and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from zscrawl.items import Article
from zscrawl.probing.probe import LATER, Probe, Sight

# What is wrong with a start page that was had and is no list, and what a person can do about it, by kind of page.
_NO_LIST = {
    "article": ("is one article, not a list", "name the address of its column"),
    "wall": ("asks for a log-in", "name a column that is open to everybody"),
    "deleted": ("is gone", "look the new address up in a browser"),
    "other": (
        "names no articles that could be found",
        "name the address of a column, or try another family or the option 'items'; what scripts draw is not read",
    ),
    "list": ("is a list without articles", "name the address of a column that has some"),
}
WITHOUT_LISTS = ("wechat",)
"""Families whose sources start from articles, because there is nothing else to start from."""
FIELDS = {"title": "title", "published_at": "date", "body": "body"}
"""What an article must have for its source to count as read, and what messages call it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``problem`` is empty if the source holds; ``mend`` is what to do about it. ``remarks`` are no problems."""

    problem: str = ""
    mend: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problem


def judge(probe: Probe) -> Verdict:
    """Whether every start address leads to articles, and one of the newest was read with title, date and body."""
    trouble = [judge_start(probe, url) for url in probe.source.start]
    problems = [one for one in trouble if one]
    if problems:
        (problem, mend), more = problems[0], len(problems) - 1
        return Verdict(f"{problem} (and {more} more)" if more else problem, mend)
    if not probe.articles:
        return _no_article(probe)
    shown = shown_article(probe)
    if shown and (missing := missing_fields(shown)):
        problem = f"{shown.url} was read without {' and '.join(missing)}"
        return Verdict(problem, "set the options of that name to CSS selectors (docs/sources.md)")
    return Verdict(remarks=tuple(_remarks(probe)))


def judge_start(probe: Probe, url: str) -> tuple[str, str] | None:
    """Problem and mend if nothing can be found through one start address, else None."""
    for failure in probe.failures:
        if failure.found_on is None and failure.url == url:
            return failure.problem, failure.mend
    sights = [one for one in probe.sights if one.requested_url == url]
    if any(_leads_to_articles(probe, sight) for sight in sights):
        return None
    if not sights:
        return f"{url} was not read", LATER
    for failure in probe.failures:
        if failure.url == sights[0].article.next_page:
            return failure.problem, failure.mend
    what, mend = _NO_LIST[sights[0].article.kind]
    return f"{url} {what}", mend


def _leads_to_articles(probe: Probe, sight: Sight) -> bool:
    """A list with articles, or a page that leads on to one; an article itself where there are no lists."""
    if sight.article.kind == "article":
        return sight.article.family in WITHOUT_LISTS
    if sight.article.kind != "list":
        return False
    following = sight.article.next_page
    return bool(sight.article.links) or any(one.requested_url == following for one in probe.lists)


def _no_article(probe: Probe) -> Verdict:
    failures = [one for one in probe.failures if one.found_on is not None]
    if failures:
        first = failures[0]
        return Verdict(f"none of the newest articles could be read: {first.problem}", first.mend)
    if not any(one.found_on for one in probe.sights):
        return Verdict(
            "all its articles lie on other hosts", "add these hosts to the option 'hosts' (docs/sources.md)"
        )
    kinds = sorted({one.article.kind for one in probe.sights if one.found_on})
    return Verdict(
        f"none of the newest pages is an article, but: {', '.join(kinds)}", "look at them in a browser"
    )


def shown_article(probe: Probe) -> Article | None:
    """The newest article that was read whole; if none was, the newest."""
    articles = [sight.article for sight in probe.articles]
    return next((one for one in articles if not missing_fields(one)), articles[0] if articles else None)


def missing_fields(article: Article) -> list[str]:
    """What the article lacks of `FIELDS`."""
    return [name for field, name in FIELDS.items() if not getattr(article, field)]


def _remarks(probe: Probe) -> list[str]:
    lists = [one.article for one in probe.lists]
    remarks = []
    if lists and not any(link.date for one in lists for link in one.links):
        remarks.append("the list prints no dates")
    if lists and not any(one.next_page for one in lists):
        remarks.append("no further pages")
    if probe.failures:
        remarks.append(f"{len(probe.failures)} of the newest could not be read")
    partly = sum(bool(missing_fields(sight.article)) for sight in probe.articles)
    if partly:
        remarks.append(f"{partly} of the newest lack title, date or body")
    return remarks
