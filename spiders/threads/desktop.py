"""A Discuz thread page as browsers on a desk get it, in any skin.

Skins change tags and classes; what they keep are the ids that Discuz's own scripts need: ``thread_subject``,
``authorposton<pid>``, ``postmessage_<pid>``, ``post_<pid>`` or ``pid<pid>``, ``postnum<pid>``. All rules hang on
those first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from spiders.body.fragment import Body
from spiders.draft import Draft
from spiders.fields.dates import Moment
from spiders.page.document import Document, XPath, text_of
from spiders.page.named_path import NamedPath
from spiders.page.nodes import first_words, outermost
from spiders.threads.common import fill_thread, floor_number, post_moment
from spiders.threads.pager import current_page, next_page
from spiders.threads.post import attached_images, files, read_post, special_lines
from zscrawl.items import Post

MAX_POSTS = 500
"""More than any board puts on one page."""
MAX_NAME = 25
"""Discuz lets names have 15 characters; skins add a rank."""
POSTS_A_PAGE = 10
"""Discuz's default; only used to number the floors of a later page whose skin prints no floor numbers."""

_ANCHOR = re.compile(r"^(postmessage_|authorposton)(\d{1,12})$")
_CONTAINER_ID = re.compile(r"^(?:post_|pid)(\d{1,12})$")
# thread-12-3-1.html   ?mod=viewthread&tid=12&page=3
_PAGE_IN_URL = re.compile(r"thread-\d+-(\d+)|[?&]page=(\d+)")
_BRACKETED = re.compile(r"^[\[【]?(.*?)[\]】]?$")
_HIDDEN = re.compile(r"隐藏|仅作者可见|屏蔽|密码|阅读权限|购买")

_WITH_ID = XPath("/descendant::*[@id]")
_SUBJECT = XPath("id('thread_subject')")
_OLD_SUBJECT = NamedPath("//h1[contains(concat(' ', @class, ' '), ' ts ')] | id('threadtitle')//h1")
_CATEGORY = XPath("ancestor::h1[1]/a[1]")
_CRUMBS = XPath("id('pt')//a[contains(@href, 'forum-') or contains(@href, 'fid=')]")
_SITE = XPath("id('pt')//a[contains(@class, 'nvhm')]")
_FLOOR_LABEL = XPath(".//*[starts-with(@id, 'postnum')]")
_AUTHOR_LINKS = (
    XPath(".//*[contains(concat(' ', @class, ' '), ' authi ')]//a[contains(@href, 'space')]"),
    XPath(".//a[contains(concat(' ', @class, ' '), ' xw1 ')]"),
    XPath(".//a[contains(@href, 'mod=space') or contains(@href, 'space-u') or contains(@href, 'space.php')]"),
)
_AUTHOR_PLAIN = XPath(".//*[contains(concat(' ', @class, ' '), ' authi ')][1]")
_LOCKED = XPath(".//div[contains(concat(' ', @class, ' '), ' locked ')]")


@dataclass(slots=True)
class _Found:
    """What belongs to one post id."""

    pid: str
    message: HtmlElement | None = None
    dated: HtmlElement | None = None
    holder: HtmlElement | None = None
    body: Body = field(default_factory=lambda: Body(""))

    @property
    def anchor(self) -> HtmlElement:
        found = self.message if self.message is not None else self.dated
        assert found is not None
        return found


def recognises(doc: Document) -> bool:
    """Does the page hold posts of a thread?"""
    return bool(_anchors(doc))


def fill(draft: Draft) -> None:
    """Read title, section, posts, the opening post and the next page into the draft."""
    doc = draft.doc
    _fill_head(draft)
    found = _find_posts(doc)
    first_floor = _first_floor(doc)
    posts: list[Post] = []
    opening: Moment | None = None
    for item in found:
        label = next((text for node in _FLOOR_LABEL(item.holder) if (text := first_words(node, 20))), "")
        floor = floor_number(label) or (posts[-1].floor + 1 if posts else first_floor)
        moment = post_moment(item.dated, doc.clock) if item.dated is not None else None
        _read_body(doc, item, whole=floor == 1)
        if floor == 1:
            opening = moment
            _fill_opening(draft, item)
        posts.append(Post(floor, _author(item), moment.at if moment else None, item.body.text))
    fill_thread(draft, posts, opening, "discuz:postmessage")
    draft.put("next_page", next_page(doc), "discuz:pg")


def _anchors(doc: Document) -> list[tuple[re.Match[str], HtmlElement]]:
    known: list[tuple[re.Match[str], HtmlElement]] | None = doc.facts.get("discuz.anchors")
    if known is None:
        text, known = doc.text, []
        if "postmessage_" in text or "authorposton" in text:
            nodes = [node for node in _WITH_ID(doc.tree) if _ANCHOR.match(node.get("id"))]
            matches = ((_ANCHOR.match(node.get("id")), node) for node in outermost(nodes, MAX_POSTS * 2))
            known = [(anchor, node) for anchor, node in matches if anchor is not None]
        doc.facts["discuz.anchors"] = known
    return known


def _fill_head(draft: Draft) -> None:
    doc = draft.doc
    for subject in (*_SUBJECT(doc.tree), *_OLD_SUBJECT(doc)):
        if draft.put("title", text_of(subject), "discuz:thread_subject"):
            for category in _CATEGORY(subject):
                if category is not subject and subject not in category.iterdescendants():
                    draft.put("section", _unbracket(text_of(category)), "discuz:category")
            break
    # The subject is the keywords meta of a default skin, and the beginning of the title tag of all.
    keywords = doc.metas.get("keywords", "")
    if keywords and doc.title_tag.startswith(keywords):
        draft.put("title", keywords, "meta:keywords")
    for crumb in reversed(_CRUMBS(doc.tree)):
        if draft.put("section", text_of(crumb), "discuz:breadcrumb"):
            break
    draft.put("site", doc.metas.get("application-name"), "meta:application-name")
    for home in _SITE(doc.tree):
        draft.put("site", text_of(home), "discuz:breadcrumb")


def _find_posts(doc: Document) -> list[_Found]:
    by_pid: dict[str, _Found] = {}
    for anchor, node in _anchors(doc):
        item = by_pid.setdefault(anchor[2], _Found(anchor[2]))
        if anchor[1] == "postmessage_":
            item.message = node if item.message is None else item.message
        else:
            item.dated = node if item.dated is None else item.dated
    found = list(by_pid.values())
    for before, item, after in zip([None, *found[:-1]], found, [*found[1:], None], strict=True):
        item.holder = _holder(item, [other.anchor for other in (before, after) if other])
    return found


def _holder(item: _Found, neighbours: list[HtmlElement]) -> HtmlElement:
    """The element that holds all of a post: named after it, or the largest one that holds no neighbour's anchor."""
    foreign = {parent for neighbour in neighbours for parent in neighbour.iterancestors()}
    holder = item.anchor
    for parent in item.anchor.iterancestors():
        if parent in foreign or parent.tag in ("body", "html"):
            break
        holder = parent
        named = _CONTAINER_ID.match(parent.get("id") or "")
        if named and named[1] == item.pid:
            break
    return holder


def _first_floor(doc: Document) -> int:
    in_url = _PAGE_IN_URL.search(doc.url)
    page = int(in_url[1] or in_url[2]) if in_url else 0
    page = page or current_page(doc) or 1
    return (page - 1) * POSTS_A_PAGE + 1


def _read_body(doc: Document, item: _Found, *, whole: bool) -> None:
    if item.message is not None:
        item.body = read_post(doc, item.message)
    if not whole or item.holder is None:
        return
    lines = special_lines(item.holder)
    if item.message is None:
        lines = []
        for special in item.holder.iter("div"):
            if special.get("class") == "pcbs":
                item.body = read_post(doc, special)
                break
    present = set(item.body.text.split("\n"))
    extra = [line for line in lines if line not in present]
    item.body = Body(
        "\n".join(filter(None, [item.body.text, *extra])), item.body.images, files(doc, item.holder)
    )


def _fill_opening(draft: Draft, item: _Found) -> None:
    holder = item.holder
    if holder is None:
        return
    images = {image.url: image for image in (*item.body.images, *attached_images(draft.doc, holder))}
    draft.article.images = list(images.values())
    draft.article.attachments = list(item.body.attachments)
    notices = " ".join(first_words(node) for node in _LOCKED(holder)[:20])
    if _HIDDEN.search(notices):
        draft.article.flags.append("hidden_content")
        if not item.body.text:
            draft.article.kind = "deleted" if "屏蔽" in notices else "wall"


def _author(item: _Found) -> str | None:
    holder = item.holder
    if holder is None:
        return None
    inside = item.message
    for path in _AUTHOR_LINKS:
        for link in path(holder):
            name = first_words(link, MAX_NAME)
            if name and (inside is None or inside not in link.iterancestors()):
                return name
    for node in _AUTHOR_PLAIN(holder):
        name = first_words(node, MAX_NAME)
        if 0 < len(name) < MAX_NAME:
            return name
    return None


def _unbracket(text: str) -> str:
    found = _BRACKETED.match(text.strip())
    return found[1].strip() if found else text
