"""What the line under a title says: when, from where, by whom.

    发布时间：2024-05-20 16:25  来源：某某日报  作者：某某  责任编辑：某某
    2020-02-19 20:29:58　来源： 某某网　　|  字号 大 中 小
    某某网（记者 张三 通讯员 李四）

The same labels are read from the lines around the body's end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spiders.fields.credits import names
from spiders.fields.names import split_names

# A value ends where the next label (发布时间：), a bar, a bracket or a date begins, or, after a space, a tool (打印).
_NEXT_LABEL = (
    r"(?:发布(?:时间|日期|者|人)?|发表(?:时间|于)?|更新(?:时间|日期)?|上传时间|时间|日期"
    r"|(?:文章|信息|稿件|新闻|内容|资料|消息)?来源|作者|记者|通讯员|供稿|编辑|责编|责任编辑|审核|校对|选稿"
    r"|浏览(?:次数|量)?|点击(?:数|率|量)?|阅读(?:次数|量)?|访问(?:次数|量)?"
    r"|评论|字号|字体|查看|人气|文号|版次|分类|标签|栏目)\s*[:：]"
)
_TOOL = (
    r"(?:编辑|责编|责任编辑|作者|记者|浏览|点击|阅读|评论|字号|字体|打印|分享|收藏|举报|扫一扫|微信|关注"
    r"|播报|语音|放大|缩小|我要|大\s*中\s*小|A[-+])"
)
_STOP = (
    rf"(?=\s*(?:$|[|｜\n\t\[\]【】(（)）〉>]|{_NEXT_LABEL}|(?:19|20)\d\d[-年/.]\d|\d{{1,2}}:\d\d)"
    rf"|\s+{_TOOL}|\s{{2,}})"
)
# 来源：某某日报   来　源：某某网   【来源】某报   来源丨某报   信息来源:某局   稿源：   本文来源于某报   转自：某网
# 图片来源 and 数据来源 are those of a part.
_ORIGIN = re.compile(
    r"(?:(?<!图片|数据|资金|配图|题图|照片|视频)[来來][\s\u3000]{0,4}源(?:单位|媒体)?|稿源|出处|转载自|转自|摘自|供稿单位)"
    rf"(?:\s*[:：丨｜|】]|于|\s(?=\S))(?!\s*(?:{_NEXT_LABEL}|作者|记者|编辑|时间))[\s:：]*(?P<value>[^\n\t|｜]{{1,40}}?(?:\t?[－-]\t?[^\n\t|｜]{{2,20}}?)?){_STOP}"
)
_AUTHOR = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:作者|撰文|撰稿|采写|供稿|文字|[记記]者|通[讯訊][员員]|文)\s*[:：/丨】]\s*(?P<value>[^\n|｜:：。！？!?]{{2,40}}?){_STOP}"
)
_EDITOR = re.compile(
    r"(?:责任编辑|責任編輯|网络编辑|值班编辑|执行编辑|编辑|編輯|责编|責編|編審|编审|审核|選稿|选稿|编校|审校)\s*[:：]\s*(?P<value>[^\n|｜:：。！？!?]{2,30}?)"
    rf"{_STOP}"
)
# （记者 张三 通讯员 李四）   (记者张三)   记者张三 李四 摄影报道   〔某某時報/記者張三報導〕
_REPORTER = re.compile(
    r"[(（〔]\s*[\u4e00-\u9fff/／]{0,10}?(?:[记記]者|通[讯訊][员員])[\s:：]*(?P<value>[\u4e00-\u9fff·、，,\s]{2,60}?)"
    r"\s*(?:文/?图|摄影报道|[报報][道導]|摄)?[)）〕]"
)
# A line of its own: 本报记者 张三   ■某某日报全媒体记者 张三 通讯员 李四   記者 張三 報導
_REPORTER_LINE = re.compile(
    r"^[□■▲●◆◇○\s(（]*[\u4e00-\u9fff]{0,14}?(?:[记記]者|通[讯訊][员員])[\s:：]+[\u4e00-\u9fff·、，,\s]{2,40}[)）\s]*$"
)
_REPORT = re.compile(r"\s(?:[综綜]合)?[报報][导導道]$")
# 記者陳某某／桃園報導   陳某某／綜合報導: the lines of the papers of Taiwan, where 桃園 is the place
_FILED_FROM = re.compile(
    r"(?:[记記]者\s*|^)(?P<value>[\u4e00-\u9fff、]{2,20})\s*[／/][\u4e00-\u9fff]{2,12}[报報][导導道]"
)
# 某某发布官方帐号: what platforms print behind an account's name
_ACCOUNT = re.compile(r"官方(?:[帐账]号|微博|公众号)$")
# Names of media and offices, for a name beside the date that has no label.
_MEDIA = re.compile(
    r"^[\u4e00-\u9fffA-Za-z\d·\-－—]{2,20}?(?:报|報|网|網|社|台|臺|刊|新闻|新聞|客户端|在线|发布|日报|晚报|时报|周刊|杂志|雜誌|中心|财经|频道|政府|办公室|委员会|管委会|街道办?|宣传部|局|厅|委|融媒|传媒|观察|头条|综合|头条号|公众号)$"
    # 云上某县   掌上某市: the names of county media's clients
    r"|^(?:云上|掌上)[\u4e00-\u9fff]{2,4}$"
)
_NO_ORIGIN = frozenset(
    (
        "本站",
        "原创",
        "本站原创",
        "网络",
        "互联网",
        "未知",
        "佚名",
        "admin",
        "转载",
        "无",
        "其他",
        "null",
        "综合",
    )
)
_TRIM = " \u3000\u00a0:：·|｜-—_/,，;；。.《》〈〉"
_NOT_NAME = re.compile(
    r"^(?:admin|佚名|未知|匿名|.{0,4}管理员|系统|编辑|小编|网络(?:整理|综合)?|原创|本站|记者|责任|文章|报道|摄影|整[合理]|综合|编译|供图|[\d\W]+|[A-Z]{1,4}\d{2,8}"
    r"|.*[/／].*)$",
    re.I,
)
# 某人_NB12556: the number of a newsroom's account
_STAFF_NUMBER = re.compile(r"_[A-Z]{1,4}\d{2,8}$")


# A label that stands alone, its value being in the next element; in the cells of a table often without a colon
_LONE_LABEL = re.compile(
    r"^\W*(?:[\u4e00-\u9fff\s]{2,8}[:：]|(?:(?:信息|稿件|文章)来源|来源|发布(?:机构|单位|部门|日期|时间)|发文(?:机关|单位)"
    r"|公开(?:日期|时间|单位)|生成日期|成文日期|索引号|文号|名称))\s*$"
)
# 发布机构：某县人民政府办公室   信息发布：某区融媒体中心   公开单位: 某局
_PUBLISHER = re.compile(
    rf"(?:(?:信息)?(?:发布|发文|公开|供稿|报送|编制|提供)(?:机构|单位|部门|科室)|信息(?:发布|提供)|来自|供稿人?)\s*[:：]\s*(?P<value>[^\n\t|｜:：]{{2,40}}?){_STOP}"
)


def join_labels(lines: Sequence[str]) -> list[str]:
    """``lines`` in page order with labels that stand alone (``来源：``) joined to the line after them."""
    joined: list[str] = []
    for line in lines:
        if joined and len(joined[-1]) <= 12 and _LONE_LABEL.match(joined[-1]) and not _LONE_LABEL.match(line):
            joined[-1] = f"{joined[-1].rstrip(' :：')}：{line}"
        else:
            joined.append(line)
    return joined


def find_publisher(lines: Sequence[str]) -> str | None:
    """The office that a 发布机构 label names: who put a government's text out, where no 来源 is given."""
    for line in lines:
        for found in _PUBLISHER.finditer(line):
            if value := clean_origin(found["value"]):
                return value
    return None


def find_origin(lines: Sequence[str]) -> str | None:
    """What a 来源 label names in the first of ``lines`` that has one."""
    for line in lines:
        for found in _ORIGIN.finditer(line):
            if value := clean_origin(found["value"]):
                return value
    return None


def clean_origin(value: str) -> str | None:
    """An origin without label, brackets and remarks; None if it names nobody (本站, 网络, a number, an address)."""
    value = re.sub(
        r"^\s*(?:(?:信息|稿件|文章|新闻|内容)?[来來]\s*源|稿源|出处)\s*[:：于]?\s*", "", value
    ).strip(_TRIM)
    value = re.sub(r"\s*(?:原创稿?|作者[:：].*|编辑[:：].*)$", "", value).strip(_TRIM)
    if value.startswith(("http", "www.")) or not 2 <= len(value) <= 40 or value.lower() in _NO_ORIGIN:
        return None
    if value.isdigit():
        return None
    # Space parts fields; inside a name it stands only between Latin words (The Paper).
    return re.split(r"(?<=[\u4e00-\u9fff\d）)])\s+|\s+(?=[\u4e00-\u9fff])", value)[0].strip(_TRIM) or None


def is_office(name: str) -> bool:
    """Is this the name of a medium or an office, not a person's?"""
    return _MEDIA.match(name) is not None


def name_beside_date(line: str) -> str | None:
    """A medium's name without label after the date (``2019年09月09日 20:52 某某财经``)."""
    rest = re.sub(
        r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?",
        "\n",
        line,
    )
    for part in re.split(r"[\n\s|｜]+", rest):
        part = _ACCOUNT.sub("", part.strip(_TRIM + "[]【】()（）"))
        if _MEDIA.match(part) and not re.match(r"(?:来源|发布|时间|评论|分享|首页|当前)", part):
            return part
    return None


def find_authors(lines: Sequence[str]) -> list[str]:
    """Names under the labels 作者, 记者, 文 …"""
    return _people(_AUTHOR, lines)


def find_signed(lines: Sequence[str]) -> list[str]:
    """Names on a line of their own under the title (``某某新闻记者 张三``)."""
    parts = [part for line in lines for part in (line, *line.split("\t")[1:]) if len(part) <= 160]
    signed = [_REPORT.sub("", part) for part in parts if len(part) <= 40 and _REPORTER_LINE.match(part)]
    filed = [value for part in parts for value in _filed(part)]
    found = [name for line in (*signed, *filed) for name in split_names(line) if is_name(name)]
    return list(dict.fromkeys(found))


def find_editors(lines: Sequence[str]) -> list[str]:
    """Names under the labels 责任编辑, 编辑, 审核 …"""
    return _people(_EDITOR, lines)


def find_reporters(body: str) -> list[str]:
    """Reporters whom the text itself names: in brackets in the first or last paragraphs, or on a line of their own."""
    lines = body.split("\n")
    found: list[str] = []
    for line in (*lines[:3], *lines[-3:]):
        if len(line) <= 60 and _REPORTER_LINE.match(line):
            found += split_names(line)
        for match in _REPORTER.finditer(line[:300] if line in lines[:3] else line[-120:]):
            found += split_names(match["value"].replace("通讯员", " 通讯员 "))
        for value in _filed(line[:200]):
            found += split_names(value)
    return [name for name in dict.fromkeys(found) if is_name(name)]


def _filed(line: str) -> list[str]:
    """Names before a stroke and the place that they report from."""
    if "／" not in line and "/" not in line:
        return []
    return [match["value"] for match in _FILED_FROM.finditer(line.replace("\t", " "))]


def is_name(text: str) -> bool:
    """Could this be a person or a pen name, not a stand-in like 佚名 or admin?"""
    return 2 <= len(text) <= 16 and not _NOT_NAME.match(text) and not _MEDIA.match(text)


def _people(label: re.Pattern[str], lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        for match in label.finditer(line):
            value = match["value"].replace("\t", " ")
            found += [_STAFF_NUMBER.sub("", name) for name in split_names(value) or names(value)]
    return [name for name in dict.fromkeys(found) if is_name(name)]
