"""The pages themselves: reachable, decodable, and saying what the truth says."""

from __future__ import annotations

import re

import pytest

import demo
from demo.sites import SITES
from demo.sites.base import in_two
from demo.sites.people import traditional
from demo.truth import Address, TrueArticle
from tests.demo.browser import Walk, page_of, text_of, walk, words_of
from tests.demo.conftest import Answer, ask
from zscrawl.text import fold, squash

NAMES = [site.name for site in SITES]


@pytest.fixture(scope="module")
def walks(web: demo.Web, server: demo.Server) -> dict[str, Walk]:
    return {name: walk(server, name, set(web.not_articles)) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_article_and_every_trap_is_linked(web: demo.Web, walks: dict[str, Walk], name: str) -> None:
    linked = {Address(name, path.partition("?div")[0]) for _, path in walks[name].linked}
    # On later list pages Discuz links thread-1-1-2.html, which is thread-1-1-1.html.
    linked |= {Address(name, re.sub(r"^(/thread-\d+-\d+)-\d+\.", r"\1-1.", path)) for _, path in linked}
    missing = [
        article.path for article in web.articles if article.site == name and article.address not in linked
    ]
    assert not missing
    assert not [address for address in web.not_articles if address.site == name and address not in linked]


@pytest.mark.parametrize("name", NAMES)
def test_no_link_within_a_site_is_broken(walks: dict[str, Walk], name: str) -> None:
    dead = {
        address.path: answer.status for address, answer in walks[name].answers.items() if answer.status != 200
    }
    assert not dead


def _pages_of(walks: dict[str, Walk], article: TrueArticle) -> str:
    """The words of all pages of an article, whatever they are called: x.html, x_1.html, x-2.html, thread-5-2-1.html."""
    stem = re.sub(r"(?:-1-1)?\.[a-z]+$", "", article.path)
    pages = [
        page_of(answer, article.site)
        for address, answer in walks[article.site].answers.items()
        if re.match(re.escape(stem) + r"(?:[-_]\d+|-\d+-1)?(?:\.|$|\?)", address.path)
    ]
    return "".join(map(words_of, pages))


@pytest.mark.parametrize("name", NAMES)
def test_titles_and_bodies_stand_in_the_pages(web: demo.Web, walks: dict[str, Walk], name: str) -> None:
    for article in web.articles:
        if article.site != name:
            continue
        words = _pages_of(walks, article)
        lines = article.body.replace("\t", "\n").split("\n")
        for text in (article.title, *lines, *article.editors, article.origin or ""):
            assert re.sub(r"\s+", "", text) in words, (article.path, text)
        for post in article.posts:
            assert re.sub(r"\s+", "", post.body) in words


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_in_the_character_set_that_they_declare(walks: dict[str, Walk], name: str) -> None:
    mixed = [address.path for address, answer in walks[name].answers.items() if not _decodes(answer)]
    assert bool(mixed) == (name == "demo-portal")


def _decodes(answer: Answer) -> bool:
    try:
        text_of(answer)
    except UnicodeDecodeError:
        return False
    return True


def test_the_forum_is_gbk(web: demo.Web, server: demo.Server) -> None:
    thread = next(article for article in web.articles if article.site == "demo-discuz")
    answer = ask(server, *thread.address)
    assert answer.headers["content-type"] == "text/html; charset=gbk"
    assert thread.title.encode("gbk") in answer.body
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")


_FORUM_MARKS = (
    "作者被禁止或删除",
    "如果您要查看本帖隐藏内容请",
    "马上注册，结交更多好友",
    'class="attnm"',
    'class="pstatus"',
    "<blockquote>",
)


def test_the_forum_jams_text_in_both_ways_and_hides_posts(web: demo.Web, server: demo.Server) -> None:
    threads = [article for article in web.articles if article.site == "demo-discuz"]
    pages = "".join(text_of(ask(server, *thread.address)) for thread in threads)
    assert '<font class="jammer">' in pages
    assert '<span style="display:none">' in pages
    for mark in _FORUM_MARKS:
        assert mark in pages
    assert any(post.body == "" for thread in threads for post in thread.posts)
    assert any(len(thread.posts) > 10 for thread in threads)


def test_recent_posts_print_relative_dates_with_and_without_the_full_one(
    web: demo.Web, server: demo.Server
) -> None:
    threads = [article for article in web.articles if article.site == "demo-discuz"]
    assert {thread.precision for thread in threads} > {"second"}
    pages = [text_of(ask(server, *thread.address)) for thread in threads]
    dates = [date for page in pages for date in re.findall(r"id=\"authorposton\d+\">发表于 (.*?)</em>", page)]
    assert any(re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2} \d\d:\d\d:\d\d", date) for date in dates)
    assert any(date.startswith("<span title=") for date in dates)
    assert any("前" in date or "昨天" in date for date in dates if not date.startswith("<span"))


def test_wechat_bodies_are_hidden_and_dated_by_script_only(web: demo.Web, server: demo.Server) -> None:
    article = next(article for article in web.articles if article.site == "demo-wechat")
    page = text_of(ask(server, *article.address))
    assert 'id="js_content" style="visibility: hidden; opacity: 0; "' in page
    assert f'var ct = "{int(article.published_at.timestamp())}"' in page
    assert f"{article.published_at:%Y-%m-%d}" not in page


def test_the_mirror_is_big5_in_traditional_script(web: demo.Web, server: demo.Server) -> None:
    mirrored = [article for article in web.articles if article.aliases]
    assert len(mirrored) >= 10
    for article in mirrored:
        page = ask(server, article.site, article.aliases[0])
        text = page.body.decode("big5")
        assert "charset=BIG5" in text
        assert squash(article.title) in squash(words_of(text))
        assert article.title not in text


def test_the_mirror_folds_back_to_the_original(web: demo.Web) -> None:
    for article in web.articles:
        assert fold(traditional(article.body)) == fold(article.body)


def test_long_texts_are_cut_in_two_but_tables_are_not() -> None:
    assert in_two("甲\n乙", 3) == ["甲\n乙"]
    assert in_two("甲\n乙\n丙\n丁", 4) == ["甲\n乙", "丙\n丁"]
    assert in_two("甲\n1\t2\n3\t4\n5\t6\n丁", 5) == ["甲\n1\t2\n3\t4\n5\t6", "丁"]


def test_traps_are_what_the_truth_says(web: demo.Web, server: demo.Server) -> None:
    for address, why in web.not_articles.items():
        if "30 MB" in why:
            continue
        answer = ask(server, *address)
        page = answer.body.decode("gb18030", "replace") + answer.body.decode("utf-8", "replace")
        expected = {
            "login": "请先登录",
            "permission": "阅读权限",
            "deleted": "删除",
            "CAPTCHA": "验证",
            "404": "404",
        }
        for word, mark in expected.items():
            if word in why:
                assert mark in page, (address, why)
        if "redirect" in why:
            assert answer.status == 302


def test_robots_forbid_the_folder_that_a_list_links_to(web: demo.Web, server: demo.Server) -> None:
    forbidden = [address for address, why in web.not_articles.items() if "robots" in why]
    assert forbidden
    for site, path in forbidden:
        folder = "/" + path.split("/")[1] + "/"
        assert f"Disallow: {folder}" in ask(server, site, "/robots.txt").body.decode()
