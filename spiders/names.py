"""Names in a byline that a page prints as such: 本报记者 王乐文 方 敏 → 王乐文, 方敏."""

from __future__ import annotations

import re

from spiders.credits import names

# At the beginning of a word: 本报记者, 记者, 湖北日报全媒记者, 通讯员, 作者：
_ROLE = re.compile(
    r"(?:^|(?<=[\s、，,;；/|｜·]))[\u4e00-\u9fff]{0,12}?"
    r"(?:记者|通讯员|评论员|撰稿人|作者|编辑|责编|编审|审核|校对|摄影|实习生)\s*[:：/]?"
)
# 张三通讯员李四: the second role opens a new word
_INNER_ROLE = re.compile(r"(?<=[\u4e00-\u9fff])(?=(?:特约)?通讯员|实习生|特约记者|见习记者)")
_MARKS = re.compile(r"[□■▲●◆◇○\[\]【】()（）]")


def split_names(byline: str) -> list[str]:
    """Names in ``byline`` without their roles, each once, in order."""
    text = _INNER_ROLE.sub(" ", _MARKS.sub(" ", byline))
    found = names(_ROLE.sub(" ", text))
    return list(dict.fromkeys(name for name in found if not name.isdigit()))
