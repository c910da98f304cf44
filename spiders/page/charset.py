"""Which characters the bytes of a page are: decided on evidence, and recorded.

What a page declares is only a claim. A saved copy says ``gb2312`` over UTF-8 bytes, a mirror says ``utf-8``
over GBK bytes, a template holds two contradictory metas. So the bytes decide first (a BOM, then whether
they are valid UTF-8 at all), the claims second, and the share of everyday characters last.

``gb2312`` and ``gbk`` always mean ``gb18030``, their superset: pages that declare the small set print
characters of the large one. Nothing here raises on any input.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Mapping
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# text/html; charset=GBK
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# <meta charset="gbk">   <meta http-equiv="Content-Type" content="text/html; charset=gb2312">   <?xml encoding="gbk"?>
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_HEAD_BYTES = 16_384
"""How far into a page a charset declaration is looked for; browsers look at 1 kB, hostile templates do not."""

_GB = frozenset(
    {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "936", "euc-cn", "hz-gb-2312", "gb"}
)
_BIG5 = frozenset({"big5", "big5-hkscs", "big5hkscs", "cp950", "x-x-big5", "big-5"})

# The characters that most text holds: a wrong reading of the bytes has hardly any of them.
_EVERYDAY_HANS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总"
    "次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做"
    "必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
    "收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信"
    "马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连"
    "断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存"
    "候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
)
_EVERYDAY_HANT = (
    "這個國時來們對會發動產經進電體實點從業開還間樣與關線內數變條沒結問無軍話題黨員總長資邊級圖統見計別論"
    "運農區強將戰則處隊門領熱東導壓爭濟術極聯認權證轉單風車務達積議聲報類離華確張馬節傳許廣記觀織裝眾複兒"
    "際驗斷難礦備辦習響約勞團歷構稱準劃選標寫親養狀廠識屬圓滿縣參紅細聽該鐵價嚴"
)
_EVERYDAY = frozenset(_EVERYDAY_HANS + _EVERYDAY_HANT)
_SAMPLE_BYTES = 20_000
_CLAIM = 0.05
"""What a declaration adds to the share of everyday characters: it decides only between readings that are close."""
_MOST_REPAIRS = 2000
"""A page with more broken bytes is noise, not UTF-8 with a pasted part; each repair costs a call."""
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]")
"""What stands where bytes could not be read, or were read as no text is."""
_THREE_BYTES = re.compile("[\u0800-\uffff]")  # what GBK pairs can hardly look like


class Reading(NamedTuple):
    """The text of some bytes, the name of the charset that was read, and whether the bytes are the text in UTF-8."""

    text: str
    charset: str
    is_utf8: bool = False


def decode(body: bytes, headers: Mapping[str, str]) -> tuple[str, str]:
    """Return the text of ``body`` and the name of the charset that was read (``utf-8``, ``gb18030``, ``big5`` …).

    ``headers`` has lower-case names; only ``content-type`` counts. Bytes that no reading explains become
    U+FFFD; a page of UTF-8 with stray GBK in it (a pasted template part) gets both read.
    """
    return read_bytes(body, headers)[:2]


def read_bytes(body: bytes, headers: Mapping[str, str]) -> Reading:
    """What `decode` returns, and whether ``body`` can stand for its text where UTF-8 is asked for."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return Reading(body[len(bom) :].decode(name, "replace"), name)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":  # cut in the middle of a character
            return Reading(body.decode("utf-8", "ignore"), "utf-8")
        return Reading(*_best_reading(body, declared(body, headers)))
    if not body.isascii() and _THREE_BYTES.search(text):
        return Reading(text, "utf-8", is_utf8=True)
    return Reading(*_two_byte_utf8(body, text, declared(body, headers)))


def declared(body: bytes, headers: Mapping[str, str]) -> list[str]:
    """The charsets that the page claims, strongest claim first, by their common names; unknown ones left out."""
    names: list[str] = []
    if found := _HEADER_CHARSET.search(headers.get("content-type", "")):
        names.append(found[1])
    head = body[:_HEAD_BYTES]
    for pattern in (_XML_ENCODING, _META_CHARSET):
        names += [match.decode("ascii", "ignore") for match in pattern.findall(head)]
    known: list[str] = []
    for name in map(_common_name, names):
        if name and name not in known:
            known.append(name)
    return known


def _common_name(name: str) -> str | None:
    name = name.lower().strip()
    if name in _GB:
        return "gb18030"
    if name in _BIG5:
        return "big5"
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return codec.name if getattr(codec, "_is_text_encoding", True) else None


def _two_byte_utf8(body: bytes, text: str, claims: list[str]) -> tuple[str, str]:
    """Valid UTF-8 without any Han is UTF-8, but for short GBK texts whose pairs look like two-byte UTF-8 (联通)."""
    if body.isascii():
        return text, claims[0] if claims and claims[0] not in ("ascii", "utf-7") else "utf-8"
    if "gb18030" in claims:
        try:
            other = body.decode("gb18030")
        except UnicodeDecodeError:
            return text, "utf-8"
        if any("\u4e00" <= c <= "\u9fff" for c in other):
            return other, "gb18030"
    return text, "utf-8"


def _best_reading(body: bytes, claims: list[str]) -> tuple[str, str]:
    """The candidate under which a sample of the page reads most like text; a claim counts a little."""
    sample = _sample(body)
    candidates = ["utf-8", "gb18030", "big5"]
    candidates += [name for name in claims if name not in candidates]
    best, best_mark = "", -math.inf
    for name in sorted(
        candidates, key=lambda name: name not in claims
    ):  # the likely first: the others fall short
        reading, claim = _read(sample, name), _CLAIM * (name in claims)
        if _at_most(reading) + claim > best_mark and (mark := _plausibility(reading) + claim) > best_mark:
            best, best_mark = name, mark
    text = _read(body, best)
    if best == "utf-8" and text.count("\ufffd") <= _MOST_REPAIRS:
        text = _read(body, best, _GB_REPAIR)
    return text, best


def _read(body: bytes, name: str, errors: str = "replace") -> str:
    try:
        return body.decode("big5hkscs" if name == "big5" else name, errors)
    except (UnicodeError, LookupError):  # a claimed charset whose codec knows no error handler
        return "\ufffd" * len(body)


def _sample(body: bytes) -> bytes:
    """The first lines that are not ASCII, `_SAMPLE_BYTES` of them."""
    lines: list[bytes] = []
    size = 0
    for line in body.splitlines():
        if not line.isascii():
            lines.append(line[:_SAMPLE_BYTES])
            size += len(lines[-1])
            if size >= _SAMPLE_BYTES:
                break
    return b"\n".join(lines)


def _at_most(text: str) -> float:
    """What `_plausibility` cannot exceed, by what could not be read alone; a small part of its cost."""
    foreign = _foreign(text)
    return 1 - 4 * text.count("\ufffd") / foreign if foreign else 0.0


def _plausibility(text: str) -> float:
    """Share of everyday characters among the non-ASCII ones, less what cannot be text; at most 1."""
    if not (foreign := _foreign(text)):
        return 0.0
    everyday = sum(map(_EVERYDAY.__contains__, text))
    return (everyday - 3 * len(_BROKEN.findall(text))) / foreign


def _foreign(text: str) -> int:
    """How many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


_GB_REPAIR = "zscrawl-gb-repair"


# GBK pairs, up to where a Han character in UTF-8 begins (all of them lie in E3 to E9).
_GBK_RUN = re.compile(rb"(?:(?![\xe3-\xe9][\x80-\xbf]{2})[\x81-\xfe][\x40-\xfe]){2,1000}")


def _repair_with_gb18030(error: UnicodeError) -> tuple[str, int]:
    """Read a run of bytes that is not UTF-8 as GBK pairs (codec error handler)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if run := _GBK_RUN.match(error.object, error.start):
        try:
            return run[0].decode("gb18030"), run.end()
        except UnicodeDecodeError:
            pass
    return "\ufffd", error.end


codecs.register_error(_GB_REPAIR, _repair_with_gb18030)
