"""One post of the forum: the text as Discuz prints it, with what the board puts into it, and its dates."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from demo.sites.base import esc
from demo.stock.forum import IMAGE_NAMES
from demo.truth import TrueArticle
from zscrawl.items import Attachment, Post, Precision

BANNED = ""
"""What is left of a post whose author was banned."""


def content(article: TrueArticle, post: Post, pid: int, tid: int) -> str:
    """The cell with the text: jammed in two threads of three, with what the board puts before, into and after it."""
    if post.floor > 1 and post.body == BANNED:
        return '<div class="locked">提示: <em>作者被禁止或删除 内容自动屏蔽</em></div>'
    assert post.published_at is not None
    rng = random.Random(pid)
    jammed = tid % 3 != 0
    lines = [esc(line) for line in post.body.split("\n")]
    text = _joined(lines, rng if jammed else None)
    before, after = "", ""
    if post.floor == 1:
        before = """<div class="attach_nopermission attach_tips"><div><h3><strong>马上注册，结交更多好友，享用更多功能，让你轻松玩转社区。</strong></h3>
<p>您需要 <a href="member.php?mod=logging&amp;action=login">登录</a> 才可以下载或查看，没有账号？<a href="member.php?mod=register">立即注册</a></p></div><span class="atips_close">x</span></div>"""
        if tid % 4 == 0:
            before += f'<i class="pstatus"> 本帖最后由 {esc(post.author)} 于 {absolute(post.published_at + timedelta(minutes=9))} 编辑 </i><br />\n<br />\n'
        if tid % 5 == 1:
            after = '<br />\n<div class="locked">游客，如果您要查看本帖隐藏内容请<a href="forum.php?mod=post&amp;action=reply">回复</a></div>'
        if tid % 4 == 1:
            after += _image(pid, rng.choice(IMAGE_NAMES))
    elif post.floor % 3 == 0:
        first = article.posts[0]
        assert first.published_at is not None
        before = (
            f'<div class="quote"><blockquote><font size="2"><a href="forum.php?mod=redirect&amp;goto=findpost&amp;pid={tid * 100 + 1}&amp;ptid={tid}" target="_blank">'
            f'<font color="#999999">{esc(first.author)} 发表于 {absolute(first.published_at)}</font></a></font><br />\n{esc(first.body[:28])} ...</blockquote></div><br />\n'
        )
    files = "".join(_file(file) for file in article.attachments) if post.floor == 1 else ""
    return f"""<div class="t_fsz"><table cellspacing="0" cellpadding="0"><tr><td class="t_f" id="postmessage_{pid}">
{before}{text}{after}</td></tr></table>{files}</div>"""


def _joined(lines: list[str], rng: random.Random | None) -> str:
    """Lines with ``<br />`` between them, and at each break one of the two kinds of anti-copy text."""
    text = lines[0]
    for line in lines[1:]:
        if rng is None:
            text += f"<br />\n<br />\n{line}"
        elif rng.random() < 0.5:
            text += f'<font class="jammer">{_noise(rng)}</font><br />\r\n{line}'
        else:
            text += f'<br />\r\n<span style="display:none">{_noise(rng)}</span>{line}'
    return text


def _noise(rng: random.Random) -> str:
    """What Discuz' ``random(N)`` makes: pairs of low and high ASCII, ``<``, ``=`` and ``>`` left out."""
    return "".join(
        chr(rng.randint(32, 59)) + " " + chr(rng.randint(63, 126)) for _ in range(rng.randint(5, 15))
    )


def _image(pid: int, name: str) -> str:
    source = f"data/attachment/forum/202505/{pid}.jpg"
    return f"""<br />
<ignore_js_op><img id="aimg_{pid}" aid="{pid}" src="static/image/common/none.gif" zoomfile="{source}" file="{source}" class="zoom" width="600" inpost="1" />
<div class="tip tip_4 aimg_tip" id="aimg_{pid}_menu" style="position: absolute; display: none"><div class="xs0"><p><strong>{name}</strong> <em class="xg1">(96.01 KB, 下载次数: 2)</em></p>
<p><a href="forum.php?mod=attachment&amp;aid={pid}&amp;nothumb=yes" target="_blank">下载附件</a> &nbsp;<a href="javascript:;">保存到相册</a></p><p class="xg1 y">2025-5-22 16:13 上传</p></div></div></ignore_js_op>
"""


def _file(file: Attachment) -> str:
    return f"""<div class="pattl"><ignore_js_op><dl class="tattl"><dt><img src="static/image/filetype/pdf.gif" border="0" class="vm" alt="" /></dt><dd>
<p class="attnm"><a href="{esc(file.url.removeprefix("/"))}" target="_blank">{esc(file.name)}</a></p><p class="xg1">2025-3-1 10:22 上传</p><p class="xg1">点击文件名下载附件</p><p>120.5 KB, 下载次数: 3</p></dd></dl></ignore_js_op></div>"""


# --- dates -----------------------------------------------------------------------------------------


def absolute(at: datetime) -> str:
    """Discuz' ``Y-n-j H:i:s``: months and days without a leading zero."""
    return f"{at.year}-{at.month}-{at.day} {at:%H:%M:%S}"


def relative(at: datetime, now: datetime) -> str | None:
    """Discuz' dgmdate 'u': within seven days 昨天 21:05, 4 天前 …, else None."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if at >= midnight:
        seconds = int((now - at).total_seconds())
        if seconds > 3600:
            return f"{seconds // 3600}&nbsp;小时前"
        if seconds > 1800:
            return "半小时前"
        return f"{seconds // 60}&nbsp;分钟前" if seconds > 60 else f"{seconds}&nbsp;秒前"
    days = int((midnight - at).total_seconds()) // 86400
    if days >= 7:
        return None
    return {0: f"昨天&nbsp;{at:%H:%M}", 1: f"前天&nbsp;{at:%H:%M}"}.get(days, f"{days + 1}&nbsp;天前")


def when(at: datetime, now: datetime) -> str:
    ago = relative(at, now)
    return f'<span title="{absolute(at)}">{ago}</span>' if ago else absolute(at)


def list_day(at: datetime, now: datetime) -> str:
    ago = relative(at, now)
    day = f"{at.year}-{at.month}-{at.day}"
    return f'<span title="{day}">{ago}</span>' if ago else day


def prints_bare(article: TrueArticle) -> bool:
    """Whether the thread's skin leaves out the full date beside a relative one, as touch templates do."""
    return int(article.path.split("-")[1]) % 2 == 0


def bare_precision(at: datetime, now: datetime) -> Precision:
    ago = relative(at, now)
    if ago is None:
        return "second"
    return "minute" if ":" in ago else "day"
