"""Paths that ask for classes and ids, and are not evaluated where a page has none of them."""

from __future__ import annotations

import pytest

from spiders.page.document import Document
from spiders.page.named_path import NamedPath
from tests.spiders.documents import document

PAGE = "<h1>题</h1><div class='text big'><p id=lead>甲</p></div><span class=note>乙</span>"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("//div[contains(@class, 'text')]", ["div"]),
        ("//*[@id='lead'] | //*[@class='note'] | //*[@class='none']", ["p", "span"]),
        ("//*[@class='note'] | //*[@id='lead']", ["p", "span"]),
        ("id('other lead')", ["p"]),
        ("//*[contains(concat(' ', @class, ' '), ' big ')]", ["div"]),
        ("//h1 | //*[@class='none']", ["h1"]),
        ("//*[@class='none']", []),
    ],
)
def test_a_path_finds_what_the_same_xpath_finds(path: str, found: list[str]) -> None:
    doc = document(PAGE)
    assert [element.tag for element in NamedPath(path)(doc)] == found
    assert doc.xpath(path) == NamedPath(path)(doc)


def test_a_name_that_is_nowhere_on_the_page_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = document(PAGE)
    asked: list[str] = []
    monkeypatch.setattr(Document, "xpath", lambda self, path: asked.append(path) or [])
    NamedPath("//*[@class='none'] | //*[@class='note']")(doc)
    NamedPath("//*[@class='none']")(doc)
    assert asked == ["//*[@class='note']"]
