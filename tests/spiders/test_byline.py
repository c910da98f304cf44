"""The line under a title: when, from where, by whom."""

from __future__ import annotations

import pytest

from spiders.fields.byline import (
    clean_origin,
    find_authors,
    find_editors,
    find_origin,
    find_publisher,
    find_reporters,
    find_signed,
    is_name,
    join_labels,
    name_beside_date,
)


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("2024-05-20 16:25 来源：青石日报 作者：某人", "青石日报"),
        ("来源: 青石日报", "青石日报"),
        ("来源 青石日报 编辑 某人", "青石日报"),
        ("信息来源：县招商局浏览次数：12", "县招商局"),
        ("稿源：青石网　2024-05-20", "青石网"),
        ("来源：\t青石日报\t举报", "青石日报"),
        ("来源：青石网－青石日报 责编：某人", "青石网－青石日报"),
        ("文章来源: 青石日报发布时间:2025-06-09", "青石日报"),
        ("本文来源于青石日报　2024-05-20", "青石日报"),
        ("转自：青石发布", "青石发布"),
        ("[来源：青石日报] [作者：王小一]", "青石日报"),
        ("（来源：青石日报）", "青石日报"),
        ("来　源：青石日报", "青石日报"),
        ("【来源】青石日报", "青石日报"),
        ("【来源】：青石日报", "青石日报"),
        ("来源丨青石发布", "青石发布"),
        ("来 源｜县融媒体中心", "县融媒体中心"),
        ("来源|作者|编辑", None),
        ("来源单位：县招商局", "县招商局"),
        ("摘自：青石日报", "青石日报"),
        ("数据来源：统计局", None),
        ("图片来源：某某图库", None),
        ("来源：本站", None),
        ("2024-05-20 10:20　来源：　作者：", None),
        ("来源：http://www.example.cn/", None),
        ("能源：煤", None),
        ("", None),
    ],
)
def test_origin(line: str, origin: str | None) -> None:
    assert find_origin([line]) == origin


@pytest.mark.parametrize("label", ["信息提供", "来自", "供稿", "信息发布", "报送单位"])
def test_publisher(label: str) -> None:
    assert find_publisher([f"2024-05-20 {label}：县招商局"]) == "县招商局"


@pytest.mark.parametrize(
    ("value", "origin"),
    [
        ("来源：青石网-文化频道 原创稿", "青石网-文化频道"),
        ("《青石日报》", "青石日报"),
        ("原创", None),
        ("123", None),
        ("", None),
        ("The Paper", "The Paper"),
    ],
)
def test_clean_origin(value: str, origin: str | None) -> None:
    assert clean_origin(value) == origin


def test_a_medium_beside_the_date() -> None:
    assert name_beside_date("2019年09月09日 20:52 青石财经") == "青石财经"
    assert name_beside_date("2019-09-09 20:52 青石发布官方帐号") == "青石发布"
    assert name_beside_date("[县发改委] 2019-09-09 字号：T | T") == "县发改委"
    assert name_beside_date("2019-09-09 20:52青石時報 記者\t王小一\t／青石報導") == "青石時報"
    assert name_beside_date("2019-09-09 阅读 100") is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("作者：王小一 李二", ["王小一", "李二"]),
        ("记者：王 乐、方敏", ["王乐", "方敏"]),
        ("文/王小一", ["王小一"]),
        ("记者：王小一 通讯员：李二", ["王小一", "李二"]),
        ("【记者】王小一", ["王小一"]),
        ("作者：佚名", []),
        ("作者：青石网", []),
        ("通讯：地址", []),
        ("作者：县委办 文章来源：青石网", ["县委办"]),
        ("作者：王小一 信息来源：县招商局", ["王小一"]),
        # the question of an interview
        ("记者：接下来有什么打算？", []),
        ("记者：签约容易落地难，怎么破？", []),
    ],
)
def test_authors(line: str, authors: list[str]) -> None:
    assert find_authors([line]) == authors


@pytest.mark.parametrize(
    ("line", "editors"),
    [
        ("责任编辑：王小一", ["王小一"]),
        ("编辑：王小一 李二", ["王小一", "李二"]),
        ("责编:王小一_NB1234", ["王小一"]),
        ("(责编：王小一、李二)", ["王小一", "李二"]),
        ("编辑：王小一 审核：李二", ["王小一", "李二"]),
        ("责任编辑：小编", []),
        ("責任編輯：王小一", ["王小一"]),
        ("(責編：王小一、李二)", ["王小一", "李二"]),
    ],
)
def test_editors(line: str, editors: list[str]) -> None:
    assert find_editors([line]) == editors


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("青石日报讯（记者王小一、通讯员李二）5月20日，签约。", ["王小一", "李二"]),
        ("青石日报讯 (记者 王小一 通讯员 李二) 签约。", ["王小一", "李二"]),
        ("本报记者 王小一 通讯员 李二\n签约。", ["王小一", "李二"]),
        ("签约。\n（青石日报记者王小一摄影报道）", ["王小一"]),
        ("记者从会上获悉，签约八个项目。", []),
        ("签约。\n（记者王小一 整合）", ["王小一"]),
        ("記者王小一／青石報導\n青石縣舉行簽約。", ["王小一"]),
        ("〔青石時報/記者王小一報導〕青石縣舉行簽約。", ["王小一"]),
        ("签约。\n（青石日报记者王小一 李二 综合报道）", ["王小一", "李二"]),
    ],
)
def test_reporters(body: str, names: list[str]) -> None:
    assert find_reporters(body) == names


def test_a_label_that_stands_alone_belongs_to_the_next_line() -> None:
    lines = join_labels(["题目", "来源：", "青石县招商局", "发布机构", "青石县政府办", "名称", "题目"])
    assert lines == ["题目", "来源：青石县招商局", "发布机构：青石县政府办", "名称：题目"]
    assert find_origin(lines) == "青石县招商局"
    assert join_labels(["来源：", "作者："]) == ["来源：", "作者："]


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("[ 信息发布：青石县融媒体中心 | 发布时间：2024-05-20 ]", "青石县融媒体中心"),
        ("发布机构： 青石县人民政府办公室", "青石县人民政府办公室"),
        ("发布时间：2024-05-20", None),
    ],
)
def test_publishers(line: str, publisher: str | None) -> None:
    assert find_publisher([line]) == publisher


def test_names_on_a_line_under_the_title() -> None:
    assert find_signed(["青石新闻记者 王小一", "2024-05-20 10:20"]) == ["王小一"]
    assert find_signed(["2024-05-20 10:20 青石時報 記者\t王小一\t／青石報導"]) == ["王小一"]
    assert find_signed(["2024.05.20\t記者 王小一 報導"]) == ["王小一"]
    assert find_signed(["王小一／綜合報導"]) == ["王小一"]
    assert find_signed(
        ["發布時間：2024/05/20 16:20 | 更新時間：2024/05/21 09:00　記者王小一／青石報導　點閱數：1,234"]
    ) == ["王小一"]
    assert find_signed(["记者从会上获悉，签约八个项目。"]) == []
    assert not is_name("記者王小一／青石報導")
