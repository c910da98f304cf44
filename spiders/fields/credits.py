"""Credit lines at the end of a text: who wrote it, who edited it, where it comes from.

County media and WeChat accounts have no fields for these; they end the text with lines like

    来源：谷城经济开发区    记者：王一  李二 / 编辑：张三 / 审核：李四
    编辑|王一 校读|李二
    （作者：王一 编辑：张三）

A line counts as a credit line only if it is nothing but labels and names, so a sentence that mentions 来源
stays in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spiders.draft import Draft

_ORIGIN = "信息来源|稿件来源|内容来源|文章来源|来源|稿源|供稿单位|供稿"
_AUTHOR = (
    "本报记者|本台记者|全媒体记者|融媒记者|见习记者|特约记者|特约通讯员|通讯员|记者|作者|"
    "撰文|撰稿|采写|文字|文图|图文"
)
_EDITOR = (
    "责任编辑|网络编辑|执行编辑|值班编辑|本期编辑|编辑|责编|编审|审核|审校|初审|复审|终审|一审|二审|三审|"
    "一校|二校|校对|校读|签发|副主编|主编|总监制|监制|统筹|值班编委|值班主任"
)
# Labels whose names are read past: pictures, sound, layout.
_OTHER = (
    "资料来源|文字来源|综合来源|图片来源|摄影|摄像|图片|视频|剪辑|制图|制作|语音|配音|播音|排版|美编|"
    "设计|投稿|合作|编号|栏目"
)
# Labels of one character are labels only at the beginning of a word: 文/王一  图/李二
_LABEL = re.compile(
    rf"(?:(?P<origin>{_ORIGIN})|(?P<author>{_AUTHOR})|(?P<editor>{_EDITOR})|(?P<other>{_OTHER})"
    r"|(?<![\u4e00-\u9fff])(?:(?P<writer>文(?:/图)?)|(?P<picture>图(?:/文)?|摄)))\s*[:：|丨｜/／]\s*"
)
_BRACKETS = "（）()【】[]〔〕"
_ENDING = " \u3000/／|丨｜，,、；;。.·" + _BRACKETS
_NAME_BREAK = re.compile(r"[、，,;；/／|丨｜\s\u3000]+")
# 彭 婷: the space in a two-character name is layout.
_SPACED_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[\s\u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_MAX_LINE = 120
_MAX_LINES = 12
_MAX_NAME = 12
_PROSE = 12
_MAX_AFTER = 80
"""Lines at the end of a text that may follow the article."""

# What follows the article: other articles, an app's advertisement, the comment form.
_AFTER = re.compile(
    r"^\W{0,4}(?:(?:相关|推荐|延伸|更多)(?:阅读|推荐|新闻|链接|文章|精彩)|往期(?:推荐|回顾|精选|精彩)|精彩推荐|热[文门]推荐|"
    r"猜你喜欢|阅读原文|预览时标签不可点|下载(?:云上|.{0,8}(?:app|客户端))|点击(?:上方|下方)?.{0,8}关注|"
    r"请输入(?:图片)?验证码|来说两句吧|\d*\s*条评论|最[热新]评论)",
    re.I,
)
# 长按识别二维码，关注我们   扫一扫下方二维码   点击关注
_FOLLOW = re.compile(r"^\W{0,4}(?:长按|扫一?扫|扫描|识别|点击).{0,12}(?:二维码|关注)")
_MAX_FOLLOW = 30
_SENTENCE_END = re.compile(r"[。！？!?]")


@dataclass(slots=True)
class Credits:
    """``text`` is what is left of the text. Names are in the order of the page."""

    text: str
    origin: str | None = None
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)


def read_credits(text: str) -> Credits:
    """Take the credit lines off the end of ``text`` (paragraphs joined by newlines), and calls to follow below them."""
    lines = text.split("\n")
    credits = Credits("")
    found: list[list[tuple[str, str]]] = []
    kept = len(lines)
    for index in range(len(lines) - 1, max(-1, len(lines) - 1 - _MAX_LINES), -1):
        parts = _parse(lines[index])
        if parts is None:
            if _is_mere_tail(lines[index]) and not found:
                continue
            break
        found.append(parts)
        kept = index
    for parts in reversed(found):
        for role, value in parts:
            _add(credits, role, value)
    credits.text = "\n".join(lines[:kept]).rstrip() if found else text
    return credits


def _is_mere_tail(line: str) -> bool:
    return len(line) <= 2 or (len(line) <= _MAX_FOLLOW and _FOLLOW.match(line) is not None)


def take_credits(draft: Draft) -> Credits:
    """Take the credit lines off the draft's body; `put_credits` fills them in when stronger evidence is in."""
    found = read_credits(draft.article.body)
    draft.article.body = found.text
    return found


def put_credits(draft: Draft, found: Credits) -> None:
    """Fill origin, authors and editors from credit lines."""
    draft.put("origin", found.origin, "credit line")
    draft.put("authors", found.authors, "credit line")
    draft.put("editors", found.editors, "credit line")


def cut_after_article(text: str) -> str:
    """Drop what stands under a heading like 相关阅读 or 往期回顾 in the last part of a text.

    Under such a heading inside an article, or under 点击关注 at its head, stands prose; under the real one hardly any.
    """
    lines = text.split("\n")
    for index in range(max(len(lines) // 3, len(lines) - _MAX_AFTER, 1), len(lines)):
        if len(lines[index]) < 200 and _AFTER.match(lines[index]):
            rest = lines[index + 1 :]
            prose = sum(len(line) for line in rest if len(line) >= _PROSE and "。" in line)
            if prose * 4 <= sum(map(len, rest)):
                return "\n".join(lines[:index]).rstrip()
    return text


def names(value: str) -> list[str]:
    """Names in a run of names: ``樊洋志 姚 玲、贺敏`` → three."""
    value = _SPACED_NAME.sub(r"\1\2", value.strip(_ENDING))
    parts = (part.strip(_ENDING) for part in _NAME_BREAK.split(value))
    return [part for part in parts if 1 < len(part) <= _MAX_NAME]


def _parse(line: str) -> list[tuple[str, str]] | None:
    """Roles and their values, if the line is nothing else; None if it is a sentence."""
    line = line.strip().lstrip(_BRACKETS + "■□▲△●◆*-—~ \u3000")
    if not line or len(line) > _MAX_LINE or _SENTENCE_END.search(line.rstrip("。")):
        return None
    labels = list(_LABEL.finditer(line))
    if not labels or labels[0].start() > 0:
        return None
    parts = []
    ends = [label.start() for label in labels[1:]] + [len(line)]
    for label, end in zip(labels, ends, strict=True):
        value = line[label.end() : end].strip(_ENDING)
        if len(value) > 40:
            return None
        parts.append(("author" if label.lastgroup == "writer" else label.lastgroup or "", value))
    return parts


def _add(credits: Credits, role: str, value: str) -> None:
    if role == "origin" and value and not credits.origin:
        credits.origin = value
    elif role == "author":
        credits.authors += [name for name in names(value) if name not in credits.authors]
    elif role == "editor":
        credits.editors += [name for name in names(value) if name not in credits.editors]
