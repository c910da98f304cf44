from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from spiders import read, recognise
from spiders.addresses.canonical import canonical_url
from tests.spiders.documents import page

URL = "https://www.toutiao.com/article/7370966182997787999/"
CONTENT = "<p>沿江县上半年新开工项目40个。</p><p>总投资62亿元，" + "分布在六个乡镇。" * 12 + "</p>"


def test_an_article_served_in_base_data() -> None:
    content = CONTENT.replace("<", "\\u003C").replace(">", "&gt;").replace("&gt;", "\\u003E")
    html = (
        "<html><body><script>var BASE_DATA = { articleInfo: { title: '&quot;沿江县的&amp;账本&quot;'.slice(6, -6), "
        f"content: '&quot;{content}&quot;'.slice(6, -6), "
        "subInfo: { isOriginal: false, source: '沿江发布', time: '2020-03-09 18:14:21' } } };"
        "</script></body></html>"
    )
    found = read(page(html, URL))
    assert (found.title, found.origin) == ("沿江县的&账本", "沿江发布")
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2020-03-09T18:14:21+08:00"
    assert found.body.split("\n")[0] == "沿江县上半年新开工项目40个。"


def test_an_article_served_in_render_data() -> None:
    data = {
        "data": {
            "title": "沿江县的账本",
            "content": CONTENT,
            "publishTime": "2024-05-20 14:33",
            "source": "沿江发布",
        }
    }
    html = f'<html><body><script id="RENDER_DATA">{quote(json.dumps(data))}</script></body></html>'
    found = read(page(html, URL))
    assert (found.kind, found.title, found.origin) == ("article", "沿江县的账本", "沿江发布")
    assert found.body.startswith("沿江县上半年新开工项目40个。\n总投资62亿元")


@pytest.mark.parametrize("data", ["", "%7B", "%5B" * 5000, quote(json.dumps({"content": 5, "title": None}))])
def test_broken_data_is_survived(data: str) -> None:
    found = read(
        page(
            f'<html><body><script id="RENDER_DATA">{data}</script><script>__ac_signature</script></body></html>',
            URL,
        )
    )
    assert found.kind == "blocked"


def test_a_challenge_is_no_article() -> None:
    script = "window.byted_acrawler.init(); document.cookie='__ac_signature='+s;"
    html = f"<html><head></head><body><script>{script}</script></body></html>"
    assert read(page(html, URL)).kind == "blocked"


@pytest.mark.parametrize(
    "path", ["article/7370966182997787999/?log_from=1", "a7370966182997787999/", "group/7370966182997787999/"]
)
def test_addresses_of_one_article(path: str) -> None:
    read(page("", URL))
    assert canonical_url(f"https://www.toutiao.com/{path}") == URL
    assert canonical_url("https://m.toutiao.com/i7370966182997787999/") == URL


def test_other_sites_that_use_the_same_names_are_not_taken() -> None:
    html = '<html><body><div class="article-sub">2024-05-20</div><p>一篇文章。</p></body></html>'
    assert recognise(page(html, "https://www.example.com/1.html")) == "portal"
