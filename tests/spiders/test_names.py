from __future__ import annotations

import pytest

from spiders.fields.names import split_names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("本报记者  王乐文  方  敏", ["王乐文", "方敏"]),
        ("汤诗瑶、丁涛", ["汤诗瑶", "丁涛"]),
        ("记者 戴文辉 通讯员 刘涛", ["戴文辉", "刘涛"]),
        ("记者张阳春、通讯员熊能", ["张阳春", "熊能"]),
        ("记者戴文辉通讯员刘涛", ["戴文辉", "刘涛"]),
        ("青石日报全媒记者 薛婷", ["薛婷"]),
        ("□ 青石日报评论员", []),
        ("作者：张三", ["张三"]),
        ("作者：本报记者 张三 李四", ["张三", "李四"]),
        ("104363", []),
        ("张三 张三", ["张三"]),
        ("", []),
    ],
)
def test_names_without_roles(byline: str, names: list[str]) -> None:
    assert split_names(byline) == names
