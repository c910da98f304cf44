"""Lines at the two ends of a body that are not its text: the title again, date and source, editors, notices.

Only the ends are trimmed, line by line, and only lines that are nothing else: a paragraph that speaks of editors
in the middle of a text stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spiders.page.patterns import any_of
from zscrawl.text import squash

# 2024-05-20 16:25:01   2024年5月20日   05-21 08:30
_DATE = re.compile(
    r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}|(?<!\d)\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}"
)
# 来源:某报   发布日期：   浏览次数：
_LABEL = re.compile(
    "(?:"
    + "|".join((
        r"[来來]\s{0,4}源(?:单位)?", "稿源", "出[处處]", "转自", "摘自", "来自", "信息提供", "发布机构",
        "[发發][布佈](?:[时時][间間]|日期|者|人)?", "[发發]表(?:[时時][间間]|[于於])",
        "更新(?:[时時][间間]|日期)?", r"[时時]\s?[间間]", r"日\s?期", "作者", "[记記]者", "[编編][辑輯]",
        "[责責][编編]", "[责責]任[编編][辑輯]", "[审審]核", "校[对對]", "选稿", "撰稿", "供稿",
        "[浏瀏][览覽](?:次[数數]|量)?", "[点點][击擊](?:[数數]|量|率)?", "[阅閱][读讀](?:量|次[数數]|[数數])?",
        "[评評][论論](?:[数數])?", "访问量", "人[气氣]", "查看", "字[号號]", "字[级級][设設]定", "字[体體]",
    ))
    + r")\s*[:：]"
)  # fmt: skip
# 【大 中 小】   打印本页|关闭窗口   分享到微信   阅读 5605   点击数：1.2万次   分享让更多人看到   我来说两句（0人参与）
# Possessive (++): words that overlap must not be tried in every order when the line turns out to be none of these.
_TOOLS = re.compile(
    r"^\W*(?:"
    + "|".join((
        "分享让更多人看到", "分享(?:到|至).{0,12}", "分享", "打印", "保存", "收藏", "关闭", "返回", "纠错", "举报",
        "(?:本|此|当前)(?:页面?|网页|[稿文])|页面|窗口|首页|顶部|列表|上一?[页级]", "我要", "我来说两句",
        "字号", "字体", "大", "中", "小", "放大", "缩小", "默认", "分隔线",
        "发表评论|评论", r"(?:已有|共)?\d+[人次条](?:参与|点赞|喜欢|评论|阅读)?", "点赞", "[赞踩](?=\\W*\\d)",
        "关注", "(?:语音)?播报(?:文章)?", "朗读", "听(?:新闻|全文)", "复制链接",
        "(?:手机|用?微信)?扫(?:一扫|码|描).{0,12}",
        "(?:本文)?[已共]{0,2}被?(?:阅读|浏览|点击|访问)(?:[量数率]|次数)?", "打开(?:APP|客户端)?(?=阅读|查看)",
        "(?:点击)?(?:阅读|查看|展开)(?:全文|更多|详情)", "全文",
        "微信", "微博",
        "QQ空间", "QQ好友", "A[+-]?", "[TＴ][+-]?", r"\d{1,6}\.\d万\+?次?", r"\+?\d{1,6}(?!\d)(?:万\+?)?", "次",
        r"[|｜\[\]【】()（）:：·,，/\s]",
    ))
    + r")++\W*$"
)  # fmt: skip
_INFO_CHARS = 90
_LONGEST_INFO, _SEVERAL_LABELS = 200, 3
"""A longer line is one of labels and values only if it has several labels (索引号, 文章来源, 发布时间, 点击 …)."""
# A sentence, though it begins like a byline: the question of an interview, 记者：为什么选择这里？
_SPOKEN = re.compile(r"。|[！？!?]\W*$")


def is_info(text: str) -> bool:
    """Is this line a page's date, source and tools, and nothing to read?"""
    if not text or len(text) > _LONGEST_INFO or _SPOKEN.search(text):
        return False
    if len(text) > _INFO_CHARS:
        return sum(1 for _ in _LABEL.finditer(text)) >= _SEVERAL_LABELS
    labelled = ("：" in text or ":" in text) and _LABEL.search(text)
    return bool(labelled or _DATE.search(text) or _TOOLS.match(text))


# 责任编辑：某人   （编辑 某人）   【责编：某人】   [作者: 某人 责任编辑: 某人 ]   审核：某人 校对：某人
_CREDIT_WORD = (
    "(?:"
    + "|".join((
        "[责責]任[编編][辑輯]", "[责責][编編]", "[编編][辑輯]", "编审", "[审審]核", "校[对對]", "排版", "美编",
        "初审", "复审", "终审", "一审",
        "二审", "三审", "签发",
        "监制", "总监制", "值班(?:编委|主任|总编)?", "主编", "(?:见习|实习|执行|网络|图文|文字|新媒体)编辑",
        "本[期文]编辑", "选稿",
        "作者", r"(?:[文稿信新内发][章件息闻容布])?[来來]\s{0,4}源(?:于|单位)?", "稿源", "出[处處]",
        "转载?自", "摘自", "原[标標][题題]",
        "(?:文章)?[关關][键鍵][字词詞]", "[标標][签籤]", "Tags?",
    ))
    + ")"
)  # fmt: skip
_CREDITS = re.compile(
    rf"^\W*(?:(?:纠错|打印|分享|关闭|收藏|本文)\W*)*{_CREDIT_WORD}\s*(?:[:：丨｜|】]|\s)[^。！？]{{0,60}}$"
)
# （责任编辑：张三）   【纠错】 责编：张三   【編輯】張三
_EDITOR = re.compile(
    r"^\W*(?:纠错\W*)?(?:[责責]任[编編][辑輯]|[责責][编編]|(?:本文|网络|值班|执行)?[编編][辑輯])\s*[:：|丨】]\s*\S"
)
# 责任编辑   一审一校   值班主任   发布人   供稿单位   县融媒体中心编辑
_ROLE = (
    r"[\u4e00-\u9fff]{0,6}?(?:"
    + "|".join((
        "[记記]者", "通[讯訊][员員]", "[摄攝]影", "摄像", "撰文", "撰稿", "采写", "供稿", "供图", "图片", "照片",
        "文字", "图文",
        "统筹", "视频", "剪辑", "配音", "制[作图]", "策划", "设计", "海报", "美编", "排版", "[监監]审",
        "[总總]?[监監]制",
        "[编編][辑輯审審校]", "[审審][核校签稿定]", "校[对對审審读稿]", "[一二三初复终][审審校]", "签发",
        "[总總副]主?编", "值班(?:主任|编委|领导)",
        "信息(?:发布|提供|员)", "(?:发布|上传|报送)(?=[人员单部机])", "录入", "出品",
    ))
    + r")(?:人员?|员|单位|部门|机构)?"
)  # fmt: skip
# 记者：张三 李四   图片丨某人   编辑/王五   【通讯员】赵六   一审一校：钱七: only with a mark after it, for
# sentences begin with these
_ROLE_CREDITS = re.compile(rf"^\W*(?:{_ROLE}){{1,3}}\s*[:：丨|｜/／】][^。！？!?]{{0,40}}$")
# 相关阅读   上一篇：   版权声明
_END_MARK = re.compile(
    r"^\W*(?:"
    + "|".join((
        "相关(?:阅读|新闻|链接|报道|文章|推荐|稿件|资讯|信息|内容|专题|评论|附件下载)",
        "相關(?:新聞|報[導道]|文章|閱讀|連結)",
        "(?:延伸|推[荐薦])[阅閱][读讀]", "推[荐薦](?:文章|新闻)",
        "(?:精彩|热门|编辑|小编|今日)推荐", "[猜您你可能]{1,5}(?:喜欢|感兴趣)", "大家都?在看", "看过本文的人",
        r"(?:热[门点]|最新|点击|阅读|新闻|今日|本周|一周)(?:新闻|文章|资讯|推荐|热点|排行)\W*$",
        "为[你您]推荐", "更多(?:新闻|精彩|内容|相关|推荐)", "[上下前后]一[篇条则]", "阅读下一篇",
        "版权(?:声明|所有)", "(?:免责|特别)声明",
        "(?:网友|我要|发表|最新|热门|参与)(?:评论|回复|留言)", "往期(?:回顾|推荐|精彩|精选|内容)",
        r"首页\s*\|?\s*上一页",
    ))
    + ")"
)  # fmt: skip
_NOTICE = any_of(
    "(?:未[经經]|不得|[请請]勿).{0,20}[转轉][载載]", "转载.{0,8}(?:注明|请|须)", "(?:版|著作)[权權](?:[归歸]|所有)",
    "不代表本[站网]", "仅供参考.{0,6}$", "(?:广告|商务)合作.{0,4}[:：请点联]", "加入.{0,12}(?:粉[丝絲][团團]|好友)",
    "^\\W*(?:版权|免责|特别|郑重|重要)?(?:声明|提示)\\s*[:：]", "信息存储(?:空间)?服务", "不构成.{0,6}投资建议",
    "(?:仅代表|仅为).{0,4}作者|作者(?:个人|本人)的?(?:观点|立场)",
    "^\\W*返回.{1,8}[，,]\\s*查看更多", "^\\W*正文已结束", "^\\W*点击.{0,16}(?:在看|点赞|关注|阅读原文|分享)",
    "(?:扫(?:一扫|码|描)|长按|识别).{0,20}(?:关注|下载|二维码)", "(?:下[载載]|尽在).{0,12}(?:客户端|APP)",
    "^(?:本文|原文|文章)(?:链接|地址|网址)", "侵犯?[权權].{0,24}(?:联系|聯[系絡繫]|删除|刪除|告知|处理)",
    "(?:新闻|爆料|报料)热线", "[爆报]料.{0,6}(?:微信|电话|邮箱|请)", "(?:投稿|来稿)(?:邮?箱|邮件)",
    "^.{0,12}点个?(?:[赞讚]|.?在看)(?:[吧哦呗和↓👇…]|再走).{0,8}$", "^\\W*(?:THE )?END\\W*$",
)  # fmt: skip
# 校 对｜王小一: spread over the width of four characters
_SPREAD = re.compile(r"^([\u4e00-\u9fff])[\s\u3000]{1,4}([\u4e00-\u9fff])(?=\s*[:：丨|｜/／])")
# Notice: The content above …   1、凡本网注明“来源：…”的所有作品，版权均属于…
_LEGAL_NOTICE = re.compile(
    r"^\W*(?:Notice|Disclaimer)\s*[:：]|^\W*(?:[\d一二三四]{1,2}[、.．)）]\s*)?凡.{0,12}(?:注明|署名|来源)",
    re.I,
)
_LONGEST_NOTICE = 300
_PROSE = re.compile(r"[。！？；]|，.*，")
# Buttons and the heads of advertisements between the parts of a text; a line of text is never one of these alone.
_BUTTONS = frozenset((
    "播报", "展开", "展开全部", "收起", "复制", "复制代码", "点击查看大图", "阅读全文", "查看全文", "看全文",
    "分享", "facebook", "Facebook", "广告", "廣告", "ADVERTISEMENT", "Advertisement",
    "请继续往下阅读...", "請繼續往下閱讀...",
))  # fmt: skip
# Words that stand above a summary or a row of pictures and say nothing else.
_HEADS = frozenset(("摘要", "内容摘要", "内容提要", "核心提示", "导读", "图集"))
# 点击上方蓝字关注我们   点击播报本文，约 3 分钟
_CALL = re.compile(r"^\W*(?:点击|长按|戳|轻触).{0,10}(?:关注|蓝字|播报|收听|订阅|[听聽]).{0,16}$")
# 原标题：…   （原标题：…）: what a reprint was called where it comes from
_FIRST_TITLE = re.compile(r"^\W*原[标標][题題]\s*[:：].{4,80}$")
_MAX_CALL = 40
_MAX_HEAD, _MAX_TAIL = 8, 12
_MAX_LINKS = 40
"""Lines at the end of a body that may be links to other articles under a heading that says so."""
_MAX_FURNITURE = 30
_LONGEST_TITLE = 2000
"""A line that has more characters, white space included, does not repeat a title."""


def trim_body(body: str, title: str, *, exact: bool = False) -> str:
    """Drop lines of chrome from the beginning and end of ``body``; ``title`` is the article's.

    ``exact``: the body was found by a mark of its system, so only the repeated title is dropped at the beginning
    (a decree begins with its number and date).
    """
    lines = body.split("\n")
    flat = squash(title)
    first = 0
    for i, line in enumerate(lines[:_MAX_HEAD]):
        is_title = flat and len(line) <= _LONGEST_TITLE and squash(line) == flat
        furniture = _is_button(line) or _FIRST_TITLE.match(line)
        if is_title or furniture or (not exact and (is_info(line) or line in _HEADS)):
            first = i + 1
        elif len(line) > _INFO_CHARS or _PROSE.search(line):
            break
    first = min(first, len(lines) - 1)
    last = len(lines)
    for i in range(max(first + 1, last - _MAX_LINKS), last):
        if len(lines[i]) <= 40 and _END_MARK.match(lines[i]):
            if i < last - _MAX_TAIL and any(map(_reads_on, lines[i + 1 : last])):
                continue
            last = i
            break
    last = _editor_line(lines, first + 1, last)
    while last > first + 1 and (is_tail(lines[last - 1]) or lines[last - 1] in _BUTTONS):
        last -= 1
    kept = lines[first:last]
    return "\n".join(kept if exact else (line for line in kept if line not in _BUTTONS))


def _editor_line(lines: Sequence[str], first: int, last: int) -> int:
    """The index of the editor's line near the end, if only furniture follows it (tags, report forms, channels)."""
    for i in range(max(first, last // 3, last - _MAX_FURNITURE), last):
        if len(lines[i]) <= 60 and _EDITOR.match(lines[i]):
            return last if any(map(_reads_on, lines[i + 1 : last])) else i
    return last


def _is_button(line: str) -> bool:
    """Is this line at a text's head a tool of the page (字号：大 中 小) or a call to follow or listen?"""
    if len(line) > _MAX_CALL:
        return False
    return _CALL.match(line) is not None or (_TOOLS.match(line) is not None and not line.isdigit())


def _reads_on(line: str) -> bool:
    return ("。" in line or len(line) >= 60) and _NOTICE.search(line) is None


def is_tail(line: str) -> bool:
    """Is this line at a text's end a credit, a tool or a notice of the page?"""
    line = _SPREAD.sub(r"\1\2", line)
    if len(line) <= 80 and any(mark.match(line) for mark in (_CREDITS, _ROLE_CREDITS, _TOOLS, _END_MARK)):
        return True
    if len(line) <= _LONGEST_NOTICE and _LEGAL_NOTICE.match(line):
        return True
    return len(line) <= 120 and _NOTICE.search(line) is not None
