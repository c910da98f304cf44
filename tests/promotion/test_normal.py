"""The normal form: what is taken out, and the way back to the text as given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promotion.text.normal import MAX_CHARS, normalise

CHINESE = st.text(alphabet="招商引资項目進(jìn)1,2.３亿元 、，。\n“”Aa—-签约", max_size=60)


@pytest.mark.parametrize(
    ("given_text", "read"),
    [
        ("進(jìn)一步", "进一步"),
        ("项目(mù)签约", "项目签约"),
        ("集团(ABC)签约", "集团(abc)签约"),
        ("新签约219 个,总投资 614.9 亿元", "新签约219个,总投资614.9亿元"),
        ("1—10 月份", "1-10月份"),
        ("签约项目6个,,总投资", "签约项目6个,总投资"),
        ("一是签约\n5 ]7 R. T' k- N\n二是开工", "一是签约\n\n二是开工"),
        ("08-15 10:20", "08-15 10:20"),
        ("温州商会 来瑞考察", "温州商会 来瑞考察"),
        ("ＫＷＮ集团投资３０亿元", "kwn集团投资30亿元"),
    ],
)
def test_noise_is_taken_out(given_text: str, read: str) -> None:
    assert normalise(given_text).text == read


def test_names_keep_their_case_and_become_simplified() -> None:
    normal = normalise("襄陽高新區引進(jìn)ＫＷＮ集團")
    assert normal.name(0, len(normal.text)) == "襄阳高新区引进KWN集团"


@given(CHINESE)
def test_every_character_knows_where_it_came_from(text: str) -> None:
    normal = normalise(text)
    assert len(normal.text) == len(normal.shown)
    for i in range(len(normal.text)):
        low, high = normal.span(i, i + 1)
        assert high == low + 1
        assert normalise(text[low:high]).text in {normal.text[i], ""}


@given(CHINESE, st.data())
def test_a_quotation_is_verbatim(text: str, data: st.DataObject) -> None:
    normal = normalise(text)
    if not normal.text:
        return
    start = data.draw(st.integers(0, len(normal.text) - 1))
    end = data.draw(st.integers(start + 1, len(normal.text)))
    low, high = normal.span(start, end)
    assert normal.quote(start, end) == text.replace("\r", "\n")[low:high]


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 3))
def test_long_texts_are_read_up_to_a_limit(extra: int) -> None:
    assert len(normalise("项" * (MAX_CHARS + extra)).text) == MAX_CHARS


WRAPPED = (
    "二零二二年以来在上级部门的正确领导下我县不断\n"
    "创新招商思路改进招商方式拓展对外招商的广度和\n"
    "深度推动了我县投资促进工作持续健康发展截至五\n"
    "月底全县共实施招商引资项目十九个其中新引进十\n"
    "一个续建八个累计到位资金七亿六千万元圆满完成\n"
    "上半年目标任务。\n"
    "二、下半年重点是推进项目落地"
)


def test_lines_broken_at_a_width_are_joined() -> None:
    text = normalise(WRAPPED).text
    assert "新引进十一个" in text
    assert text.count("\n") == 1


def test_the_way_back_leads_through_joined_lines() -> None:
    normal = normalise(WRAPPED)
    start = normal.text.index("新引进")
    assert normal.quote(start, start + 6) == "新引进十\n一个"


@pytest.mark.parametrize(
    "text",
    [
        "甲区项目32项46亿元\n乙区项目12项16亿元\n丙区项目22项26亿元\n丁区项目42项56亿元\n戊区项目52项66亿元\n己区项目62项7亿元",
        "一行很长的正文" * 20 + "\n" + "又一行很长的正文" * 20,
    ],
)
def test_rows_and_paragraphs_keep_their_lines(text: str) -> None:
    assert normalise(text).text.count("\n") == text.count("\n")
