"""What kind of page this is, told by notices: walls, deleted pages, challenges; and remarks about articles.

A notice decides only where the page has hardly any prose besides it. A real article that speaks of 登录, or has a
comment box that asks for it, stays an article. Notices are matched folded (`zscrawl.text.fold`): 請先登錄 is 请先登录.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spiders.page.document import Document, XPath
from spiders.page.outline import Block
from spiders.page.patterns import any_of
from zscrawl.items import Article, Kind
from zscrawl.text import fold

_DELETED_STATUS = frozenset((404, 410, 451))
# 412 瑞数, 521 加速乐: the first answer is a script that sets a cookie.
_BLOCKED_STATUS = frozenset((403, 405, 412, 418, 429, 503, 521, 567))

# Case is ignored only in the English words: with it ignored everywhere, the re module must try every word everywhere.
_BLOCKED = any_of(
    "环境异常", "完成(?:安全)?验证后", "请完成(?:下方|下列|以下)?(?:安全)?验证",  # WeChat and the like
    "点击按钮进行验证",
    "人机(?:身份)?验证", "滑动(?:滑块)?验证", "拖动.{0,6}滑块", "安全(?:检测|检查|验证)中", "正在进行安全",
    "访问(?:过于|太)?频繁", "操作(?:过于|太)频繁",
    "访问本站速度过快", "刷新间隔时间小于", "页面正在重新载入",  # Discuz
    "(?:请求|访问).{0,12}(?:被拦截|被拒绝|被阻断|存在威胁|不合法)", "网站防火墙", "网防(?i:G01)",
    r"开启\s*(?i:JavaScript)\s*并刷新", r"启用\s*(?i:JavaScript|Cookie)",
    "(?i:Access Denied|403 Forbidden|Request blocked|Too Many Requests|Just a moment|Checking your browser)",
    "(?i:Attention Required)",
    flags=re.NOFLAG,
)  # fmt: skip
_THING = (
    "(?:主题|文章|信息|内容|页面|帖子|稿件|新闻|网页|链接|记录|资源|公告|栏目|公众号|帐号|账号|微博|视频)"
)
_GONE = (
    "(?:不存在|不见了|已?被?(?:作者|管理员)?删除|已下线|已下架|已失效|已过期|已注销|已迁移"
    "|找不到|无法找到|未找到|走丢|被屏蔽)"
)
_DELETED = any_of(
    "已被发布者删除", f"{_THING}.{{0,8}}{_GONE}", f"(?:找不到|未找到|没有找到|不存在).{{0,10}}{_THING}",
    "内容因违规", "涉嫌违(?:规|反).{0,20}(?:查看|访问)", r"404\s*(?:错误|页面|!|$)", "页面出错",
    "(?i:Not Found)",
    flags=re.NOFLAG,
)  # fmt: skip
# Not 登录后发表评论: a comment box, which stands under articles.
_WALL = any_of(
    "(?:请|需要?|须|必须)(?:您)?(?:先|要)?(?:登[录陆入]|注册)(?!后?(?:发表|评论|回复|留言|参与|点赞|下载|发帖)|[《“]|官|本网)",
    "登[录陆入]后.{0,6}(?:浏览|查看|阅读|访问|继续)", "(?:没有|无)权(?:限)?(?:访问|查看|阅读|浏览)",
    "您没有.{0,6}权限", "阅读权限", "特定用户(?:组)?可",
    "(?:订阅|付费|购买|开通会员|充值)(?:后|才能|方可|即可).{0,6}(?:阅读|查看|浏览)",
    "(?:会员|付费)(?:专享|专属|可见|阅读)",
    flags=re.NOFLAG,
)  # fmt: skip
_NOTICES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("blocked", _BLOCKED),
    ("deleted", _DELETED),
    ("wall", _WALL),
)
_LOGIN_TITLE = re.compile(r"(?:用户|会员|统一身份|系统)?(?:登[录陆]|login|sign in)", re.I)
# Scripts of challenges: 瑞数, 加速乐, 阿里云, 字节, Cloudflare, 云锁.
_CHALLENGE_SCRIPT = re.compile(
    r"\$_ts\b|__jsl_clearance|__jsluid|acw_sc__v|__ac_signature|_cf_chl|cf-browser-verification|yunsuo_session|"
    r"document\.cookie\s*=.{0,400}?location\.(?:reload|replace|href)",
    re.S,
)
_PASSWORDS = XPath("//input[@type='password']")

_NOTICE_PAGE = 1500
"""A page with more unlinked characters than this says more than a notice."""
_NOTICE = 160
"""Longest block that can be a notice."""
_ENOUGH_PROSE = 150
"""Unlinked characters in long blocks beside the notice that make the page an article."""
_LONG_BLOCK = 30
_EMPTY = 40


def status_kind(status: int) -> Kind | None:
    """The kind that an HTTP status decides by itself."""
    if status in _DELETED_STATUS:
        return "deleted"
    if status in _BLOCKED_STATUS:
        return "blocked"
    return "wall" if status == 401 else None


def page_kind(doc: Document) -> Kind | None:
    """The kind that the status or a notice decides, or None if the page looks like content."""
    if decided := status_kind(doc.page.status):
        return decided
    blocks = [block for block in doc.blocks if block.chars]
    unlinked = sum(block.chars - block.link_chars for block in blocks)
    if unlinked > _NOTICE_PAGE:
        return None
    if unlinked < _EMPTY and _CHALLENGE_SCRIPT.search(doc.scripts[:200_000]):
        return "blocked"
    if not _lacks_prose(blocks):
        return None
    text = fold("\n".join([doc.title_tag, *(block.text for block in blocks if block.chars <= _NOTICE)]))
    kind: Kind | None = next((kind for kind, pattern in _NOTICES if pattern.search(text)), None)
    if kind is None and _LOGIN_TITLE.search(doc.title_tag or text[:60]) and _PASSWORDS(doc.tree):
        kind = "wall"
    return kind


def _lacks_prose(blocks: Sequence[Block]) -> bool:
    """Is there hardly any prose besides notices? Asked first: a few long blocks tell it, notices may be anywhere."""
    prose = 0
    for block in blocks:
        if block.chars >= _LONG_BLOCK and not block.is_linked and not _is_notice(block.text):
            prose += block.chars
            if prose >= _ENOUGH_PROSE:
                return False
    return True


def _is_notice(text: str) -> bool:
    folded = fold(text)
    return any(pattern.search(folded) for _, pattern in _NOTICES)


# 項(xiàng)目: machine-made traditional with the reading left in brackets.
_PINYIN_IN_BRACKETS = re.compile(r"[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,7}\)")
_CLONE_MARKS = 2
"""A dictionary entry or a story about a rare name has one such bracket."""


def flags_of(article: Article) -> list[str]:
    """Remarks about an article: ``spam_clone`` for a machine-made copy with pinyin in brackets."""
    text = f"{article.title or ''}\n{article.body}"
    return ["spam_clone"] if len(_PINYIN_IN_BRACKETS.findall(text)) >= _CLONE_MARKS else []
