"""The content of one Discuz post: what the author wrote, without what the board puts into it.

Sources of the rules: the templates and ``function_discuzcode.php`` of Discuz! X2 to X3.5.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml.html import HtmlElement

from spiders.document import Document, XPath, text_of
from spiders.fragment import Body, read_fragment
from zscrawl.items import Attachment

BOARD_PARTS = (
    "font.jammer",  # anti-copy noise that the style sheet paints in the background colour
    "i.pstatus",  # 本帖最后由 X 于 DATE 编辑
    "div.attach_nopermission", "div.attach_tips",  # 您需要登录才可以下载或查看, and the guest tip
    "div.guesttipsinthread", "div.guestviewthumb",
    "div.a_pr", "div.a_pt", "div.a_pb", "div.ad_a_pr",  # advertisements
    "div.tip", "div.aimg_tip",  # pop-ups of images and files: file name, size, upload date
    "ignore_js_op em.xg1", "ignore_js_op p.xg1", "ignore_js_op dl.tattl", "dl.tattl", "div.pattl",
    "div.locked",  # hidden content: only the notice that it is hidden
    "div.showhide > h4",  # 本帖隐藏的内容
    "div.blockcode > em",  # 复制代码
    "div.modact", "div.ptg", "div.cm", "div.sign", "dl.rate", "div.sharethis",
    "div.vm_pagetitle",
)  # fmt: skip
"""CSS selectors of what stands inside a post and is not the author's."""

# X 发表于 2024-4-5 23:20   X 發表於 2024-4-5 23:20: how a quotation of another post begins
_QUOTE_HEAD = re.compile(r"^.{0,60}(?:发表于|發表於)\s*\d{4}-\d")
# % {- j0 G: ]: a4 g+ ~0 r8 R: five to fifteen pairs of (space to ;) and (? to ~), each pair parted by a space; in text whose
# white space was collapsed the first of a pair may be gone. At the end or the beginning of a line.
_JAM_UNITS = r"[!-;]? ?[?-~](?: ?[!-;]? [?-~]){4,14}"
_JAM_AFTER = re.compile(rf"(?:^|(?<=[^\x00-\x7f])) ?{_JAM_UNITS}$")
_JAM_BEFORE = re.compile(rf"^{_JAM_UNITS}(?=[^\x00-\x7f])")
_NO_LETTER = re.compile(r"[!-/:;]|\d(?= )")

_QUOTES = XPath(".//div[@class='quote'] | .//blockquote")
_QUOTE_LINKS = XPath(".//a[contains(@href, 'goto=findpost')]")
_FILE_LINKS = XPath(
    ".//a[contains(@href, 'mod=attachment') and contains(@href, 'aid=') and not(contains(@href, 'nothumb'))]"
)
_POLL_OPTIONS = XPath(".//td[@class='pvt'] | .//div[starts-with(@class, 'polltd')]/p")
_ACTIVITY_ROWS = XPath(".//div[starts-with(@class, 'act ') or @class='act']//dl/*[self::dt or self::dd]")
_SORT_ROWS = XPath(".//div[@class='typeoption']//tr")


def read_post(doc: Document, message: HtmlElement) -> Body:
    """What the author of a post wrote, with images and files. ``message`` is the element that holds the text."""
    for quote in _quoted_posts(message):
        if quote.getparent() is not None:
            quote.drop_tree()
    body = read_fragment(message, doc.base_url, drop=BOARD_PARTS)
    lines = (unjam(line) for line in body.text.split("\n"))
    return replace(body, text="\n".join(line for line in lines if line))


def files(doc: Document, holder: HtmlElement) -> tuple[Attachment, ...]:
    """Files offered for download in a post; images of the post are no files."""
    found: dict[str, Attachment] = {}
    for link in _FILE_LINKS(holder):
        name, url = text_of(link), doc.link(link.get("href") or "")
        if name and url:
            found.setdefault(url, Attachment(url, name))
    return tuple(found.values())


def special_lines(holder: HtmlElement) -> list[str]:
    """Lines of a poll (its options), an activity and a classified advertisement (label and value)."""
    lines = [text_of(option) for option in _POLL_OPTIONS(holder)]
    label = ""
    for cell in _ACTIVITY_ROWS(holder):
        if cell.tag == "dt":
            label = text_of(cell).rstrip(":： ")
        elif text := text_of(cell):
            lines.append(f"{label}：{text}" if label else text)
            label = ""
    for row in _SORT_ROWS(holder):
        cells = [text for cell in row if (text := text_of(cell))]
        if len(cells) > 1:
            lines.append(f"{cells[0].rstrip(':： ')}：{' '.join(cells[1:])}")
    return [line for line in lines if line]


def unjam(line: str) -> str:
    """Drop what is left of anti-copy noise where a skin has renamed its class."""
    for pattern in (_JAM_AFTER, _JAM_BEFORE):
        found = pattern.search(line)
        if found and len(_NO_LETTER.findall(found[0])) >= 2:
            line = (line[: found.start()] + line[found.end() :]).strip()
    return line


def _quoted_posts(message: HtmlElement) -> set[HtmlElement]:
    """Quotations of other posts (nobody's but their authors' text); a quotation that the author typed in is not among them."""
    found = {quote for quote in _QUOTES(message) if _QUOTE_HEAD.match(_first_words(quote))}
    for link in _QUOTE_LINKS(message):
        for parent in link.iterancestors("div", "blockquote"):
            if parent is message:
                break
            if parent.tag == "blockquote" or parent.get("class") == "quote":
                found.add(parent)
    return found


def _first_words(element: HtmlElement) -> str:
    words = ""
    for text in element.itertext():
        words += " ".join(text.split()) + " "
        if len(words) > 100:
            break
    return words.strip()[:100]
