"""A body container → paragraphs, images, attachments."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spiders.body.fragment import MAX_MARKUP_TAGS, Body, looks_like_markup, read_fragment, read_markup
from spiders.page.document import parse_html

BASE = "http://www.example.cn/a/1.html"


def read(html: str, **options: object) -> Body:
    return read_fragment(parse_html(f"<html><body>{html}</body></html>"), BASE, **options)  # type: ignore[arg-type]


def test_paragraphs_breaks_and_inline_elements() -> None:
    body = read("<p>　　一<b>二</b>三</p><div>四<br>五<br/><br>六</div>七<p> </p><p>八&nbsp;九</p>")
    assert body.text == "一二三\n四\n五\n六\n七\n八 九"


def test_a_table_row_is_a_line_and_a_layout_table_is_not() -> None:
    assert read(
        "<table><tr><th>县</th><th>亿元</th></tr><tr><td><p>青石</p></td><td>36.5</td></tr></table>"
    ).text == ("县\t亿元\n青石\t36.5")
    assert read("<table><tr><td><p>一</p><p>二</p></td><td>三</td></tr></table>").text == "一\n二\n三"
    assert (
        read("<table><tr><td>甲<table><tr><td>乙</td><td>丙</td></tr></table></td></tr></table>").text
        == "甲\n乙\t丙"
    )


def test_scripts_controls_and_hidden_parts_are_left_out_and_tails_kept() -> None:
    body = read(
        "<p>一<script>x</script>二<span style='display: none'>藏</span>三<!--注-->四<select><option>五</select>六</p>"
        "<div hidden>七</div><style>.a{}</style><noscript>八</noscript>九"
    )
    assert body.text == "一二三四六\n九"


def test_the_container_itself_may_be_hidden() -> None:
    tree = parse_html('<html><body><div id=b style="display:none">文</div></body></html>')
    assert read_fragment(tree.xpath("//div")[0], BASE).text == "文"


def test_drop_takes_selectors_and_elements() -> None:
    tree = parse_html("<html><body><p>一</p><p class=ad>二</p>尾<p id=x>三</p></body></html>")
    assert read_fragment(tree, BASE, drop=(".ad", tree.xpath("//*[@id='x']")[0])).text == "一\n尾"


def test_preformatted_lines_stay_lines() -> None:
    assert read("<pre>一\n  二\n三</pre>四").text == "一\n二\n三\n四"


def test_images_take_the_real_address() -> None:
    body = read(
        '<img src="none.gif" file="data/a.jpg" alt="图一"><img data-src="//i.example.cn/b.png" src="data:image/gif,A">'
        '<img src="static/loading.gif"><img src="c.tif.1"><img src="c.tif.1"><img zoomfile="z.jpg" file="f.jpg">'
    )
    assert [image.url for image in body.images] == [
        "http://www.example.cn/a/data/a.jpg",
        "http://i.example.cn/b.png",
        "http://www.example.cn/a/c.tif.1",
        "http://www.example.cn/a/z.jpg",
    ]
    assert body.images[0].caption == "图一"


def test_attachments_are_links_to_documents() -> None:
    body = read(
        '<a href="P02.pdf">附件1：名单</a><a href="x.html">页</a><a href="/f.DOCX?d=1"><img src=i.png></a>'
    )
    assert [(file.url, file.name) for file in body.attachments] == [
        ("http://www.example.cn/a/P02.pdf", "附件1：名单"),
        ("http://www.example.cn/f.DOCX?d=1", "f.DOCX?d=1"),
    ]


def test_a_body_that_arrives_as_text_is_read_like_any_other() -> None:
    assert read_markup("<p>一<script>x</script></p><p>二<img data-src='b.jpg'>", BASE).text == "一\n二"
    assert looks_like_markup("<p style='x'>一</p>")
    assert not looks_like_markup("a < b > c")


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<td>", "<tr>", "</table>", "<table>", "甲", " ", "<br>", "<pre>", "</pre>\n"]
        )
    )
)
def test_no_text_is_lost_whatever_the_markup(pieces: list[str]) -> None:
    text = read("".join(pieces)).text
    assert text.count("甲") == pieces.count("甲")
    assert all(line.strip() == line and line for line in text.split("\n")) or text == ""


def test_markup_is_read_as_far_as_any_real_body_goes() -> None:
    text = read_markup("<p>字</p>" * MAX_MARKUP_TAGS, BASE).text
    assert text.count("字") == MAX_MARKUP_TAGS // 2
