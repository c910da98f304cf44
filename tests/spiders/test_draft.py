"""Filling an article in the order of trust."""

from __future__ import annotations

from spiders.body.fragment import Body
from spiders.draft import Draft
from tests.spiders.documents import document
from zscrawl.items import Attachment, Image

PICTURE, FILE = Image("http://e.cn/1.jpg"), Attachment("http://e.cn/1.pdf", "名单")


def test_the_first_value_stays_and_says_how_it_was_found() -> None:
    draft = Draft(document(""), "gov")
    assert not draft.put("title", "", "nothing")
    assert draft.put("title", "签约", "first")
    assert not draft.put("title", "开工", "second")
    assert (draft.article.title, draft.article.found_by["title"]) == ("签约", "first")


def test_a_text_of_pictures_only_is_the_text() -> None:
    draft = Draft(document(""), "gov")
    assert draft.put_read_body(Body("", (PICTURE,)), "container")
    assert not draft.put_read_body(Body("页脚一行"), "density")
    assert (draft.article.body, draft.article.images) == ("", [PICTURE])
    assert draft.article.found_by == {"images": "container"}


def test_an_empty_container_leaves_the_search_open() -> None:
    draft = Draft(document(""), "gov")
    assert not draft.put_read_body(Body(""), "container")
    assert draft.put_read_body(Body("正文。", (), (FILE,)), "density")
    assert (draft.article.body, draft.article.attachments) == ("正文。", [FILE])
