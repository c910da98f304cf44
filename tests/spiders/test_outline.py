"""The page as blocks of text."""

from __future__ import annotations

from spiders.page.outline import Block, outline
from tests.spiders.documents import document


def blocks(html: str) -> list[Block]:
    return [block for block in outline(document(html).tree) if block.chars]


def test_inline_elements_belong_to_their_block() -> None:
    found = blocks("<div>一<b>二</b>三<p>四<a href=x>五</a></p>六</div>七")
    assert [(block.element.tag, block.text, block.chars, block.link_chars) for block in found] == [
        ("body", "七", 1, 0),
        ("div", "一二三 六", 4, 0),
        ("p", "四五", 2, 1),
    ]


def test_breaks_part_words_and_white_space_does_not_count() -> None:
    (block,) = blocks("<p> 一 二<br>\n三 </p>")
    assert (block.text, block.chars) == ("一 二 三", 3)


def test_subtrees_are_slices() -> None:
    found = outline(document("<div><p>一</p><ul><li>二</li><li>三</li></ul></div><p>四</p>").tree)
    for block in found:
        assert all(found[i].index == i for i in range(block.index, block.last + 1))
        if block.parent:
            assert block.parent.index < block.index
            assert block.last <= block.parent.last
    by_text = {block.text: block for block in found}
    assert by_text["二"].parent is by_text["三"].parent


def test_scripts_choices_and_hidden_parts_are_left_out() -> None:
    html = (
        "<title>题</title><script>一</script><style>二</style><select><option>三</select>"
        "<p style='display:none'>四<b>五</b></p>"
        "<button>六</button><textarea>七</textarea><p hidden>八</p><p>九</p>"
    )
    assert [block.text for block in blocks(html)] == ["九"]


def test_a_page_that_a_script_has_to_show_is_read_all_the_same() -> None:
    doc = document('<div style="display:none"><p>' + "青石县举行签约活动。" * 10 + "</p></div>")
    assert sum(block.chars for block in doc.blocks) == 100


def test_links_around_blocks_are_links() -> None:
    (block,) = blocks("<a href=x><div>标题</div></a>")
    assert block.is_linked


def test_parts_of_a_line_can_be_told_apart() -> None:
    (block,) = blocks("<div class='info x' id=y><span>来源：</span><a>某网</a><a>举报</a></div>")
    assert block.parted == "来源：\t某网\t举报"
    assert block.name == "info x y"
