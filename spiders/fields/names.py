"""Names in a byline that a page prints as such: 本报记者 王乐文 方 敏 → 王乐文, 方敏."""

from __future__ import annotations

import re

from spiders.fields.credits import names

# At the beginning of a word: 本报记者, 记者, 湖北日报全媒记者, 通讯员, 作者：, 作者：本报记者, 本報記者
_ROLE = re.compile(
    r"(?:^|(?<=[\s、，,;；/|｜·:：]))[\u4e00-\u9fff]{0,12}?"
    r"(?:[记記]者|通[讯訊][员員]|[评評][论論][员員]|撰稿人|作者|[编編][辑輯]|[责責][编編]|[编編][审審]|[审審]核|校[对對]"
    r"|[摄攝]影|[实實][习習]生)\s*[:：/]?"
)
# 张三通讯员李四: the second role opens a new word
_INNER_ROLE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?=(?:特[约約])?通[讯訊][员員]|[实實][习習]生|(?:特[约約]|[见見][习習])[记記]者)"
)
_MARKS = re.compile(r"[□■▲●◆◇○\[\]【】()（）]")


def split_names(byline: str) -> list[str]:
    """Names in ``byline`` without their roles, each once, in order."""
    text = _INNER_ROLE.sub(" ", _MARKS.sub(" ", byline))
    found = names(_ROLE.sub(" ", text))
    return list(dict.fromkeys(name for name in found if not name.isdigit()))
