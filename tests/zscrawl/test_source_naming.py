"""What a new source is called and where it belongs."""

from __future__ import annotations

import pytest

from zscrawl.errors import ConfigError
from zscrawl.sources.naming import name_of, region_named, region_of, title_of


@pytest.mark.parametrize(
    ("url", "taken", "name"),
    [
        ("http://www.example.gov.cn/zsdt/", (), "example-gov"),
        ("http://www.example.gov.cn/zsdt/", ("example-gov",), "example-gov-zsdt"),
        ("http://news.example.com.cn/", (), "news-example"),
        ("http://news.example.com.cn/", ("news-example",), "news-example"),
        ("https://bbs.example.com/forum-2-1.html", (), "bbs-example"),
        ("http://127.0.0.1:8406/index.html", (), "127-0-0-1"),
        ("http://招商.example.cn/", (), "example"),
        ("http://www.cn/", (), "www-cn"),
        (f"http://{'long-' * 12}name.example.org/", (), f"{'long-' * 12}nam"),
    ],
)
def test_a_name_from_an_address(url: str, taken: tuple[str, ...], name: str) -> None:
    assert name_of(url, taken) == name


@pytest.mark.parametrize(
    ("site", "page_title", "title"),
    [
        (None, "招商动态_湖市人民政府", "湖市人民政府 招商动态"),
        ("湖市人民政府", "招商动态_湖市人民政府", "湖市人民政府 招商动态"),
        ("湖市人民政府", None, "湖市人民政府"),
        (None, "招商 - 湖畔社区 - Powered by Discuz!", "湖畔社区 招商"),
        (None, None, ""),
        (None, "招商\u202e动态\n要闻", "招商 动态 要闻"),
    ],
)
def test_a_title_for_people(site: str | None, page_title: str | None, title: str) -> None:
    assert title_of(site, page_title) == title


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        ("谷城县人民政府", "420625"),
        ("湖北省 谷城县 招商网", "420625"),
        ("荆州新闻网", "421000"),
        ("楚湘新闻网", None),
        ("朝阳区人民政府", None),  # Beijing's or Changchun's
        ("北京市朝阳区人民政府", "110105"),
        ("湖北湖南两省新闻", None),
        ("", None),
    ],
)
def test_a_region_that_a_title_names(text: str, adcode: str | None) -> None:
    assert region_of(text) == adcode


def test_a_region_that_the_user_names() -> None:
    assert region_named("420625") == "420625"
    assert region_named("谷城县") == region_named("谷城") == "420625"
    assert region_named("全国") == "100000"
    with pytest.raises(ConfigError, match=r"several places .*110105 \(北京市\)"):
        region_named("朝阳区")
    with pytest.raises(ConfigError, match="no place is called '乌有乡'"):
        region_named("乌有乡")
