"""Made-up words: the brand at the head of a project's name, told from dictionary words."""

from __future__ import annotations

import pytest

from promotion import read_facts
from promotion.investments.coined import coined


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("昊岚原料药生产基地", 2),
        ("青烁金属表面处理", 2),
        ("全钒液流储能", 0),  # a material
        ("中韩木质素提纯", 0),  # two parties
        ("柔性薄膜晶体管", 0),  # dictionary words
        ("旭岭镇蔬菜基地", 0),  # a town
        ("两江三岸绿化", 0),
        ("", 0),
        ("abc医药", 0),
    ],
)
def test_how_long_a_made_up_word_is(text: str, size: int) -> None:
    assert coined(text) == size


@pytest.mark.parametrize(
    ("name", "investor"),
    [
        ("昊岚原料药生产基地项目", "昊岚"),
        ("升禾年产3万吨铝合金零部件项目", "升禾"),
        ("玉岚麻业退城入园项目", "玉岚麻业"),
        ("四川昊岚多金属精矿粉分离项目", "四川昊岚"),
        ("农光互补光伏发电项目", None),
    ],
)
def test_a_made_up_word_is_the_investor(name: str, investor: str | None) -> None:
    found = read_facts(f"谷城县集中签约3个项目。\n其中,{name}总投资2亿元。").projects
    assert [p.investor for p in found] == [investor]


def test_a_number_and_the_kind_of_a_zone_are_no_brand() -> None:
    found = read_facts("谷城县招商引资项目开工。\n3.高新区昊岚半导体总部基地项目。总投资60亿元。").projects
    assert [(p.name, p.investor) for p in found] == [("高新区昊岚半导体总部基地项目", "昊岚")]
