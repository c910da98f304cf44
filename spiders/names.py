"""Names in a byline: 本报记者 王乐文 方 敏 → 王乐文, 方敏."""

from __future__ import annotations

import re

# At the beginning of a word: 本报记者, 记者, 湖北日报全媒记者, 通讯员, 作者：
_ROLE = re.compile(
    r"^[\u4e00-\u9fff]{0,12}?(?:记者|通讯员|评论员|撰稿人|作者|编辑|责编|编审|审核|校对|摄影|实习生)\s*[:：/]?"
)
# 张三通讯员李四: the second role opens a new word
_INNER_ROLE = re.compile(r"(?<=[\u4e00-\u9fff])(?=(?:特约)?通讯员|实习生|特约记者|见习记者)")
_MARKS = re.compile(r"[□■▲●◆◇○\[\]【】()（）]")
_SPLIT = re.compile(r"[、，,;；/|｜·]+\s*|\s+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MAX_NAME = 15


def split_names(text: str) -> list[str]:
    """Names in ``text`` without roles; the space that sets a name of two characters (方 敏) is dropped."""
    text = _INNER_ROLE.sub(" ", _MARKS.sub(" ", text))
    words = [name for word in _SPLIT.split(text) if (name := _ROLE.sub("", word.strip()))]
    names: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        if (
            len(word) == 1
            and _HAN.match(word)
            and position + 1 < len(words)
            and len(words[position + 1]) == 1
        ):
            position += 1
            word += words[position]
        position += 1
        if 1 < len(word) <= _MAX_NAME and not word.isdigit() and word not in names:
            names.append(word)
    return names
