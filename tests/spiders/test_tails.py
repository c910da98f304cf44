"""Links to other articles at the end of a text's own element."""

from __future__ import annotations

import pytest

from spiders.body.tails import links_at_end
from spiders.page.document import text_of
from spiders.page.markup import parse_html

TEXT = "<p>5月20日，青石县举行签约活动，会上签约八个项目。</p>"
HEADLINES = ("全县安全生产工作会议召开", "城区三条道路本月底通车", "第十届桃花节在河口镇开幕")


def links(row: str) -> str:
    return "".join(
        row.format(f'<a href="/a/{number}.html">{headline}</a>') for number, headline in enumerate(HEADLINES)
    )


def dropped(html: str) -> list[str]:
    (container,) = parse_html(f"<html><body><div>{html}</div></body></html>").xpath("//body/div")
    return [text_of(element) for element in links_at_end(container)]


@pytest.mark.parametrize(
    "row", ["<p>·{0} 2021-03-04</p>", "<ul><li>{0}<span>[03-04]</span></li></ul>", "{0}<br>"]
)
def test_lines_of_links_are_told_by_their_form(row: str) -> None:
    found = dropped(f"{TEXT}<h4>图说本县</h4>{links(row)}")
    assert len(found) == 4
    assert found[-1] == "图说本县"


def test_a_line_of_the_page_may_stand_below_them() -> None:
    assert len(dropped(f"{TEXT}{links('<p>{0}</p>')}<p>责任编辑：王小一</p>")) == 3


@pytest.mark.parametrize(
    "tail",
    [
        "<p>附件：</p>" + links("<p>{0}</p>"),
        links("<p>{0}</p>").replace(".html", ".pdf"),
        links("<p>{0}报名截止到月底。</p>"),
        links("<p>{0}</p>") + "<p>以上项目均已动工。</p>",
        '<p><a href="/a/1.html">全县安全生产工作会议召开</a></p>',
    ],
)
def test_files_and_links_in_the_text_stay(tail: str) -> None:
    assert dropped(TEXT + tail) == []


def test_a_body_of_links_alone_stays() -> None:
    assert dropped(links("<p>{0}</p>")) == []
