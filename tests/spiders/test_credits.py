from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.fields.credits import Credits, cut_after_article, names, read_credits

TEXT = "会议强调，要把招商引资作为第一要事。\n会后，与会人员参观了产业园。"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["通讯员：陈玥 谷轩", "来源：石桥经济开发区", "责任编辑：杨守荣 / 编审：严华萍"],
            Credits(TEXT, "石桥经济开发区", ["陈玥", "谷轩"], ["杨守荣", "严华萍"]),
        ),
        (
            ["来源：宣河县融媒体中心 记者：樊洋志 姚 玲 编辑：田炆佳、钟建辉 审核：孟希承"],
            Credits(TEXT, "宣河县融媒体中心", ["樊洋志", "姚玲"], ["田炆佳", "钟建辉", "孟希承"]),
        ),
        (["（作者：胡悦 靳昕茹 编辑：徐康伟）"], Credits(TEXT, None, ["胡悦", "靳昕茹"], ["徐康伟"])),
        (["编辑|张维纳 语音|徐佳 剪辑|李春 制图|张莉 校读|刘永杰"], Credits(TEXT, None, [], ["张维纳", "刘永杰"])),
        (["文/李文 图/王一"], Credits(TEXT, None, ["李文"], [])),
        (["来源丨江城日报"], Credits(TEXT, "江城日报", [], [])),
        (["资料来源：市统计局"], Credits(TEXT)),
        ([], Credits(TEXT)),
        # sentences are no credit lines
        (["来源：据介绍，项目资金主要来自企业自筹。下一步将加快建设。"], None),
        (["记者：您怎么看今年的形势？"], None),
        (["编辑部的同志也参加了活动。"], None),
    ],
)  # fmt: skip
def test_read_credits(lines: list[str], expected: Credits | None) -> None:
    text = "\n".join([TEXT, *lines])
    found = read_credits(text)
    assert found == (expected or Credits(text))


def test_credits_in_the_middle_stay() -> None:
    text = f"编辑：王一\n{TEXT}"
    assert read_credits(text) == Credits(text)


@pytest.mark.parametrize(
    "heading",
    [
        "相关阅读",
        "往期推荐",
        "推荐阅读：招商手册",
        "下载云上石桥app,阅读体验更佳",
        "点击下方名片关注",
        "0 条评论",
    ],
)
def test_what_follows_the_article_is_cut(heading: str) -> None:
    assert cut_after_article(f"{TEXT}\n{heading}\n另一篇文章的标题\n又一篇文章的标题") == TEXT


def test_a_heading_inside_the_article_is_not_cut() -> None:
    text = f"{TEXT}\n相关链接\n该项目去年签约，今年三月开工，计划年底投产。产品将供应周边三省。"
    assert cut_after_article(text) == text


def test_an_invitation_at_the_head_of_an_article_cuts_nothing() -> None:
    text = f"招商成绩单\n点击上方“江城投促”关注我们\n{TEXT}"
    assert cut_after_article(text) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("樊洋志 姚 玲、贺敏", ["樊洋志", "姚玲", "贺敏"]),
        ("李文/王明", ["李文", "王明"]),
        ("", []),
        ("（谷轩）", ["谷轩"]),
    ],
)
def test_names(value: str, expected: list[str]) -> None:
    assert names(value) == expected


@given(st.text(alphabet="来源编辑记者：:|/ 、王一。\n（）", max_size=200))
def test_credits_only_ever_take_off_the_end(text: str) -> None:
    assert text.startswith(read_credits(text).text)
    assert text.startswith(cut_after_article(text))
