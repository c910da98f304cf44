from __future__ import annotations

from spiders.page.nodes import first_words, outermost
from tests.spiders.documents import document


def test_first_words_are_cut_and_collapsed() -> None:
    element = document("<div>责编：\n  甲、<b>乙</b>" + "丙" * 500 + "</div>").css("div")[0]
    assert first_words(element, 8) == "责编： 甲、乙丙"[:8]
    assert len(first_words(element)) == 100


def test_rows_within_rows_are_left_out() -> None:
    doc = document("<div id=a><div id=b></div></div><div id=c></div><div id=d></div>")
    assert [node.get("id") for node in outermost(doc.css("div"), 4)] == ["a", "c", "d"]
    assert [node.get("id") for node in outermost(doc.css("div"), 3)] == ["a", "c"]
