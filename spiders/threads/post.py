"""The content of one Discuz post: what the author wrote, without what the board puts into it.

Sources of the rules: the templates and ``function_discuzcode.php`` of Discuz! X2 to X3.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from lxml.html import HtmlElement

from spiders.body.fragment import Body, read_fragment
from spiders.page.document import Document, XPath, text_of
from spiders.page.nodes import first_words
from zscrawl.items import Attachment, Image

BOARD_CLASSES = frozenset((
    "jammer",  # anti-copy noise that the style sheet paints in the background colour
    "pstatus",  # 本帖最后由 X 于 DATE 编辑
    "attach_nopermission", "attach_tips",  # 您需要登录才可以下载或查看, and the guest tip
    "guesttipsinthread", "guestviewthumb",
    "a_pr", "a_pt", "a_pb", "ad_a_pr",  # advertisements
    "tip", "aimg_tip",  # pop-ups of images and files: file name, size, upload date
    "tattl", "pattl",  # lists of files and images
    "locked",  # hidden content: only the notice that it is hidden
    "modact", "ptg", "cm", "sign", "rate",  # moderation, tags, comments, signature, rating
    "vm_pagetitle",  # heading of one page of a portal article
))  # fmt: skip
"""Classes of what stands inside a post and is not the author's."""

# X 发表于 2024-4-5 23:20   X 發表於 2024-4-5 23:20: how a quotation of another post begins
_QUOTE_HEAD = re.compile(r"^.{0,60}(?:发表于|發表於)\s*\d{4}-\d")
# 本帖最后由 X 于 2024-4-5 23:20 编辑, where a template prints it as bare text
_EDIT_MARK = re.compile(r"^\s*本帖最后由.{1,60}于.{6,30}编辑\s*$")
# % {- j0 G: ]: a4 g+ ~0 r8 R: five to fifteen pairs of one of (space … ;) and one of (? … ~), parted by spaces. In
# text whose white space was collapsed the first of a pair may be gone. Only at the ends of a line.
_JAM_UNITS = r"[!-;]? ?[?-~](?: ?[!-;]? [?-~]){4,14}"
_JAM_AFTER = re.compile(rf"(?:^|(?<=[^\x00-\x7f])) ?{_JAM_UNITS}$")
_JAM_BEFORE = re.compile(rf"^{_JAM_UNITS}(?=[^\x00-\x7f])")
_JAM_PROOF = re.compile(r"[!-/:;]|\d(?= )")

# One step and no union: libxml2 sorts unions, in quadratic time.
_QUOTES = XPath(".//*[self::blockquote or self::div[@class='quote']]")
_QUOTE_LINKS = XPath(".//a[contains(@href, 'goto=findpost')]")
_FILE_LINKS = XPath(
    ".//a[contains(@href, 'mod=attachment') and contains(@href, 'aid=') and not(contains(@href, 'nothumb'))]"
)
_ATTACHED_IMAGES = XPath(".//img[@file or @zoomfile]")
_POLL_OPTIONS = XPath(".//td[@class='pvt'] | .//div[starts-with(@class, 'polltd')]/p")
_ACTIVITY_ROWS = XPath(".//div[starts-with(@class, 'act ') or @class='act']//dl/*[self::dt or self::dd]")
_SORT_ROWS = XPath(".//div[@class='typeoption']//tr")


def read_post(doc: Document, message: HtmlElement) -> Body:
    """What the author of a post wrote, with images and files. ``message`` is the element that holds the text."""
    drop = _quoted_posts(message) | set(board_parts(message))
    body = read_fragment(message, doc.base_url, drop=drop)
    return replace(body, text=clean_lines(body.text.split("\n")))


def board_parts(message: HtmlElement) -> Iterable[HtmlElement]:
    """Elements that the board put into a post; their tail text is the author's."""
    for node in message.iter():
        name = node.get("class") if isinstance(node.tag, str) else None
        if name:
            if not BOARD_CLASSES.isdisjoint(name.split()):
                yield node
            elif name == "xg1" and node.tag in ("em", "p") and _has_ancestor(node, "ignore_js_op"):
                yield node  # (96.01 KB, 下载次数: 2)
        elif node.tag in ("h4", "em") and (parent := node.getparent()) is not None:
            if parent.get("class") in ("showhide", "blockcode"):
                yield node  # 本帖隐藏的内容, 复制代码
        elif node.tag == "img" and node.get("smilieid"):
            yield node


def clean_lines(lines: Iterable[str]) -> str:
    """Lines of a post without edit marks and left-over anti-copy noise, joined."""
    kept = (unjam(line) for line in lines if not _EDIT_MARK.match(line))
    return "\n".join(line for line in kept if line)


def unjam(line: str) -> str:
    """Drop what is left of anti-copy noise where a skin has renamed its class."""
    for pattern in (_JAM_AFTER, _JAM_BEFORE):
        found = pattern.search(line)
        if found and len(_JAM_PROOF.findall(found[0])) >= 2:
            line = (line[: found.start()] + line[found.end() :]).strip()
    return line


def files(doc: Document, holder: HtmlElement) -> tuple[Attachment, ...]:
    """Files offered for download in a post; images of the post are no files."""
    found: dict[str, Attachment] = {}
    for link in _FILE_LINKS(holder):
        name, url = text_of(link), doc.link(link.get("href") or "")
        if name and url:
            found.setdefault(url, Attachment(url, name))
    return tuple(found.values())


def attached_images(doc: Document, holder: HtmlElement) -> tuple[Image, ...]:
    """Images of a post, those in its list of attachments included, at the size that a click shows."""
    images = [
        image for node in _ATTACHED_IMAGES(holder) for image in read_fragment(node, doc.base_url).images
    ]
    return tuple({image.url: image for image in images}.values())


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


def _quoted_posts(message: HtmlElement) -> set[HtmlElement]:
    """Quotations of other posts; a quotation that the author typed in is not among them."""
    found = {quote for quote in _QUOTES(message) if _QUOTE_HEAD.match(first_words(quote))}
    for link in _QUOTE_LINKS(message):
        for parent in link.iterancestors("div", "blockquote"):
            if parent is message:
                break
            if parent.tag == "blockquote" or parent.get("class") == "quote":
                found.add(parent)
    return found


def _has_ancestor(node: HtmlElement, tag: str) -> bool:
    return next(node.iterancestors(tag), None) is not None
