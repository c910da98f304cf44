from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Change, differences
from archive.history import sentences

TEXTS = st.text(alphabet="招商引资。!?;\n”a1 ", max_size=120)


@given(TEXTS)
@settings(max_examples=100)
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


@given(TEXTS, TEXTS)
@settings(max_examples=100)
def test_what_is_the_same_or_added_is_the_new_text(old: str, new: str) -> None:
    changes = differences(old, new)
    assert "".join(change.text for change in changes if change.operation != "removed") == new
    assert all(change.operation == "same" for change in differences(new, new))


def test_one_changed_sentence_is_shown_between_the_others() -> None:
    old = "今年签约十二个。已开工三个。下一步抓落地。"
    new = "今年签约十二个。已开工五个。下一步抓落地。"
    assert differences(old, new) == [
        Change("same", "今年签约十二个。"),
        Change("removed", "已开工三个。"),
        Change("added", "已开工五个。"),
        Change("same", "下一步抓落地。"),
    ]


@pytest.mark.parametrize("new", ["今年簽約\n十二個。", "今年签约 十二个。\n"])
def test_script_and_layout_are_no_difference(new: str) -> None:
    assert all(
        change.operation == "same" for change in differences("今年签约十二个。", new.replace("\n", "", 1))
    )


def test_a_quotation_mark_stays_with_its_sentence() -> None:
    assert sentences("他说:“好。”大家笑了。") == ["他说:“好。”", "大家笑了。"]


@pytest.mark.parametrize("mark", ["\uff01", "\uff1f", "\uff1b", "!", "?"])
def test_marks_of_both_widths_end_a_sentence(mark: str) -> None:
    assert sentences(f"好{mark}再来") == [f"好{mark}", "再来"]


@pytest.mark.parametrize("times", [1_000, 20_000])
def test_a_text_of_ever_the_same_sentences_is_compared_in_bounded_time(times: int) -> None:
    old = "甲。乙。" * times
    new = "乙。丁。" * times + "丙。"
    changes = differences(old, new)
    assert "".join(change.text for change in changes if change.operation != "removed") == new
    assert sum(change.operation == "same" for change in changes) == times
