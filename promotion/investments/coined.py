"""Made-up words at the head of a name: a brand that no dictionary knows (昊岚 of 昊岚原料药生产基地).

The segmenter knows a coined word only by guess. Without guessing it falls apart into single characters, and that
tells it from dictionary words: 昊|岚|原料药, but 柔性|薄膜.
"""

from __future__ import annotations

from itertools import takewhile

_WITHIN = 12
"""Characters from the head of a name that are cut; the first word of a name is shorter."""

_SHORTEST, _LONGEST = 2, 4
# 青禾|镇, 泽川|路: what is named so is a place or a road
_OF_PLACES = frozenset("省市县区镇乡村路街河江湖海溪沟桥山岛湾港站里坝")
# 轻烃, 全钒, 硅碳: materials, which are written with characters as rare as those of brands
_MATERIALS = frozenset(
    "硅碳钠钾钙锂铝铜铁锌钛钒镁锰镍钴钨钼铬锆铌氟氯氢氧氮磷硫烯烃烷酯醇酚醚酮酸碱盐胺苯泥沙砂岩砼"
)
# 中韩, 闽台: two parties
_PARTIES = frozenset("中韩日美德法英俄新港澳台京津沪渝粤湘鄂赣闽浙苏皖鲁豫冀晋陕川黔滇桂琼")
_NUMERALS = frozenset("一二三四五六七八九十两亿多")
_PARTICLES = frozenset("省市县区的和及与或在由对将为了等已新老旧各每该此本其")


def coined(text: str) -> int:
    """How many characters of ``text`` are the made-up word that it begins with; 0 where it begins otherwise."""
    import rjieba  # loads its dictionary

    head = text[:_WITHIN]
    alone = sum(1 for _ in takewhile(_is_single, rjieba.cut(head, False)))
    if alone < _SHORTEST:
        return 0
    guessed = len(rjieba.cut(head)[0])
    size = guessed if _SHORTEST <= guessed <= alone else alone
    size -= text.endswith("多", 0, size)  # 昊岚|多金属
    word, following = text[:size], text[size : size + 1]
    if not _SHORTEST <= size <= _LONGEST or following in _OF_PLACES or word[-1] in _OF_PLACES:
        return 0
    # 新禾成|维生素: the segmenter guesses three characters as one word, so 新 is a part of it
    whole = size == guessed > _SHORTEST
    stray = set(word) & (_MATERIALS | _NUMERALS) or (word[0] in _PARTICLES and not whole)
    stray = stray or set(word) <= _PARTIES
    return 0 if stray else size


def _is_single(piece: str) -> bool:
    return len(piece) == 1 and "\u3400" <= piece <= "\u9fff"
