"""Pagers that a page draws by script: the address of the next page is in no link.

Each scheme reads one kind of script and gives the address that the script would have written. A scheme returns an
absolute URL, ``""`` where it knows that this is the last page, or None where it does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from spiders.addresses.canonical import parts_of
from spiders.page.document import Document

# TRS WCM: createPageHTML(120, 0, "index", "html"). The template's own definition names parameters instead of
# numbers, so only a call with two numbers counts. Newer: createPageHTML('page_div', 67, 1, 'index', 'html', 990).
_TRS_CALL = re.compile(r"\bcreatePageH(?:TML|tml)\s*\(([^()]{3,200})\)")
# TRS, capital region: Pager({size:25, current:0, prefix:'index', suffix:'html'})
_TRS_PAGER = re.compile(r"\bPager\s*\(\s*\{([^{}]{10,300})\}\s*\)")
_PAIR = re.compile(r"(\w+)\s*:\s*['\"]?([\w-]+)")
# TRS templates that write links one by one: var currentPage = 0; var countPage = 11;
_CURRENT_NAMES = ("currentPage", "currPage", "nCurrIndex")
_CURRENT_PAGE = re.compile(rf"\b(?:{'|'.join(_CURRENT_NAMES)})\s*=\s*(\d{{1,6}})\s*[;,\s/]")
_COUNT_PAGE = re.compile(r"\b(?:countPage|pageCount|nPageCount)\s*=\s*(\d{1,6})\s*[;,\s/]")
_WRITTEN_FIRST = re.compile(r"href=\\?[\"'](?:\./)?([\w-]+)\.(s?html?|jsp|aspx?)\\?[\"']", re.I)
# enorth: pages count down. var maxpage = 304; page 1 is the column's index, page 2 is number 304.
_ENORTH_MAX = re.compile(r"\bmaxpage\s*=\s*[\"']?(\d{1,9})")
_ENORTH_PLUS_ONE = re.compile(r"\bmaxpage\s*=\s*maxpage\s*\+\s*1\b")
_ENORTH_BASE = re.compile(r"\bbaseurl\s*=\s*[\"'](https?://[^\"'\s]{1,300})[\"']")
_ENORTH_CHANNEL = re.compile(r"\bschannelId\s*=\s*[\"'](\d{1,19})[\"']")
_ENORTH_SCRIPT = re.compile(r"/count_page_list_\d+\.js(?:$|\?)")
_ENORTH_PAGE = re.compile(r"^(?P<head>.*/)\d{3}/\d{3}/(?P<name>c\d{19}_)(?P<number>\d{9})(?P<ext>\.s?html?)$")
# Column pages loaded into a box, counted down: purl="../../n3/index_958"; maxPageNum = 199
_LOADED_BASE = re.compile(r"\bpurl\s*=\s*[\"']([^\"'\s]{1,300})[\"']")
_LOADED_MAX = re.compile(r"\bmaxPageNum\s*=\s*(\d{2,6}|[1-9])\b")
_LOADED_PAGE = re.compile(r"^(?P<head>.*_\d+_)(?P<number>\d{1,6})(?P<ext>\.s?html?)$")
# 大汉 JCMS: <nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&…"></a>]]></nextgroup>
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[\s*<a\s+href=[\"']([^\"']{5,2000})[\"']", re.I)


_REL_NEXT_SIGNS = ('"next"', "'next'", "=next")
_SUFFIX = re.compile(r"(?P<stem>.+?)(?:[_-]\d{1,3})?(?P<ext>\.[A-Za-z]{3,5})?$")


def scripted_next(doc: Document) -> str | None:
    """What the first scheme that applies to this page says (worked out once a page)."""
    if "scripted next" not in doc.facts:
        said = (scheme(doc) for scheme in _SCHEMES)
        doc.facts["scripted next"] = next((found for found in said if found is not None), None)
    kept: str | None = doc.facts["scripted next"]
    return kept


def _trs_call(doc: Document) -> str | None:
    if "createPageH" not in doc.scripts:
        return None
    for call in _TRS_CALL.finditer(doc.scripts):
        arguments = [part.strip().strip("\"'") for part in call[1].split(",")]
        numbered = [
            i for i in range(len(arguments) - 3) if arguments[i].isdecimal() and arguments[i + 1].isdecimal()
        ]
        if not numbered:
            continue
        first = numbered[0]
        count, current = int(arguments[first]), int(arguments[first + 1])
        name, extension = arguments[first + 2], arguments[first + 3]
        # The call that names its container counts from 1, the older one from 0; both name page k+1 "index_<k>".
        last = count if first and current else count - 1
        return _static(doc, name, current + 1, extension) if current < last else ""
    return None


def _trs_pager(doc: Document) -> str | None:
    call = _TRS_PAGER.search(doc.scripts) if "Pager" in doc.scripts else None
    if call is None:
        return None
    pairs = dict(_PAIR.findall(call[1]))
    if not {"size", "current", "prefix", "suffix"} <= pairs.keys():
        return None
    if not (pairs["size"].isdecimal() and pairs["current"].isdecimal()):
        return None
    following = int(pairs["current"]) + 1
    return _static(doc, pairs["prefix"], following, pairs["suffix"]) if following < int(pairs["size"]) else ""


def _trs_variables(doc: Document) -> str | None:
    # Scripts hold megabytes, and to search them for a pattern takes a hundred times as long as for a word.
    if not any(name in doc.scripts for name in _CURRENT_NAMES):
        return None
    current, count = _CURRENT_PAGE.search(doc.scripts), _COUNT_PAGE.search(doc.scripts)
    if current is None or count is None:
        return None
    following = int(current[1]) + 1
    if following >= int(count[1]):
        return ""
    written = _WRITTEN_FIRST.search(doc.scripts, min(current.start(), count.start()))
    if written is not None:
        return _static(doc, re.sub(r"_\d+$", "", written[1]), following, written[2])
    file_name = parts_of(doc.url).path.rpartition("/")[2]
    parts = _SUFFIX.match(file_name) if file_name else None
    stem, extension = (parts["stem"], parts["ext"] or ".html") if parts else ("index", ".html")
    return _static(doc, stem, following, extension[1:])


def _static(doc: Document, name: str, number: int, extension: str) -> str:
    return doc.link(f"{name}_{number}.{extension.lstrip('.')}") or ""


def _enorth(doc: Document) -> str | None:
    here = _ENORTH_PAGE.match(doc.url)
    if here is not None:
        number = int(here["number"]) - 1
        return _enorth_url(here["head"], here["name"], number, here["ext"]) if number > 0 else ""
    script = doc.text if _ENORTH_SCRIPT.search(doc.url) or "schannelId" in doc.text[:5000] else doc.scripts
    channel = _ENORTH_CHANNEL.search(script) if "schannelId" in script else None
    count, base = (_ENORTH_MAX.search(script), _ENORTH_BASE.search(script)) if channel else (None, None)
    if count and base and channel:
        number = int(count[1]) if _ENORTH_PLUS_ONE.search(script) else int(count[1]) - 1
        digits = channel[1].rjust(19, "0")
        head = f"{base[1]}/{digits[:7]}/{digits[7:]}/"
        return _enorth_url(head, f"c{digits}_", number, ".shtml") if number > 0 else ""
    # The count is in a script of its own: that script is the next page, and names the one after.
    for element in doc.script_elements:
        source = element.get("src")
        if source and _ENORTH_SCRIPT.search(source):
            return doc.link(source)
    return None


def _enorth_url(head: str, name: str, number: int, extension: str) -> str:
    digits = f"{number:09}"
    return f"{head}{digits[:3]}/{digits[3:6]}/{name}{digits}{extension}"


def _loaded(doc: Document) -> str | None:
    if "maxPageNum" in doc.scripts:
        base, counts = _LOADED_BASE.search(doc.scripts), _LOADED_MAX.findall(doc.scripts)
        if base and counts:
            number = int(counts[-1]) - 1
            return doc.link(f"{base[1]}_{number}.html") if number > 0 else ""
    # The loaded part itself: a bare fragment that counts down.
    here = _LOADED_PAGE.match(doc.url)
    if here is None or "<body" in doc.text or "<BODY" in doc.text:
        return None
    number = int(here["number"]) - 1
    return f"{here['head']}{number}{here['ext']}" if number > 0 else ""


def _next_group(doc: Document) -> str | None:
    if "<nextgroup>" not in doc.text:
        return None
    group = _NEXT_GROUP.search(doc.text)
    if group is None:
        return ""
    address = doc.link(group[1].replace("&amp;", "&"))
    return quote(address, safe=":/?&=%#+,;@!$'()*~") if address else ""


def _rel_next(doc: Document) -> str | None:
    if not any(sign in doc.text for sign in _REL_NEXT_SIGNS):  # to walk the tree takes ten times as long
        return None
    for tag in ("link", "a"):
        for element in doc.tree.iter(tag):
            if element.get("rel") == "next" and (address := doc.link(element.get("href") or "")):
                return address
    return None


_SCHEMES: tuple[Callable[[Document], str | None], ...] = (
    _trs_call,
    _trs_pager,
    _trs_variables,
    _enorth,
    _loaded,
    _next_group,
    _rel_next,
)
