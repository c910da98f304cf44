from __future__ import annotations

import random

import pytest

from spiders import read
from spiders.page.document import Document
from spiders.page.readable import holds_text
from tests.spiders.documents import CLOCK
from zscrawl.items import FAMILIES, Page

NOISE = random.Random(7).randbytes(4000)
ADDRESS = "http://www.example.gov.cn/202405/t20240521_381266.html"


def page(body: bytes, status: int = 200) -> Page:
    return Page(ADDRESS, body, CLOCK, status=status)


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.4\n1 0 obj<>endobj", b"\n%PDF-1.7", b"PK\x03\x04\x14\x00", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0",
        b"GIF89a", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x00\x00\x00\x18ftypmp42", NOISE,
    ],
)  # fmt: skip
@pytest.mark.parametrize("family", [*FAMILIES, None])
def test_files_and_noise_are_no_articles(body: bytes, family: str | None) -> None:
    found = read(page(body), family=family)
    assert (found.kind, found.body) == ("other", "")


def test_a_status_goes_before_what_was_sent_with_it() -> None:
    assert read(page(b"%PDF-1.4", status=404)).kind == "deleted"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>PDF 文件：%PDF-</p>",
        "<p>招商引资</p>",
        "<p>\U00020bb7野家开业</p>" * 9,
        "<p>报名🎉🎉🎉</p>",
        "<b>Über</b>",
    ],
)
def test_text_stays_text(text: str) -> None:
    assert holds_text(Document(page(text.encode())))


def test_gbk_in_a_page_of_utf8_is_text() -> None:
    assert holds_text(Document(page("<p>招商引资</p>".encode() + "<p>今日天气</p>".encode("gbk"))))
