"""Which characters bytes are: evidence against claims."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.page.charset import declared, decode, read_bytes

SIMPLIFIED = "青石县举行二季度重点项目集中签约活动，总投资三十六亿元，县长在会上表示要优化服务。"
TRADITIONAL = "青石縣舉行二季度重點項目集中簽約活動，總投資三十六億元，縣長在會上表示要優化服務。"


def page(text: str, claim: str = "") -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={claim}">' if claim else ""
    return f"<html><head>{meta}<title>标题</title></head><body><p>{text * 5}</p></body></html>"


@pytest.mark.parametrize(
    "claim", ["", "gb2312", "gbk", "GB18030", "utf-8", "big5", "iso-8859-1", "nonsense", "hex"]
)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_bytes_decide_against_any_claim(codec: str, claim: str) -> None:
    text = page(SIMPLIFIED, claim)
    assert decode(text.encode(codec), {}) == (text, codec)


def test_big5_is_recognised_with_and_without_a_claim() -> None:
    for claim in ("big5", ""):
        text = page(TRADITIONAL, claim).replace("标题", "標題")
        assert decode(text.encode("big5"), {}) == (text, "big5")


def test_gb2312_reads_characters_of_the_larger_set() -> None:
    text = page("朱镕基、陶喆、㙍头村、䶮和𠮷", "gb2312")
    assert decode(text.encode("gb18030"), {})[0] == text


def test_a_bom_goes_before_everything() -> None:
    for codec, name in (("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le")):
        text = page(SIMPLIFIED, "gbk")
        assert decode(text.encode(codec), {"content-type": "text/html; charset=gbk"}) == (text, name)


def test_a_page_cut_in_a_character_is_still_utf8() -> None:
    body = page(SIMPLIFIED).encode()
    cut = body[: body.index("元".encode()) + 1]
    text, name = decode(cut, {})
    assert name == "utf-8"
    assert "\ufffd" not in text


def test_a_pasted_part_in_gbk_is_read_too() -> None:
    body = page(SIMPLIFIED, "utf-8").encode() + "版权归报社".encode("gbk") + b"<br>"
    text, name = decode(body, {})
    assert (name, "版权归报社" in text, "\ufffd" in text) == ("utf-8", True, False)


def test_a_broken_byte_spoils_nothing_after_it() -> None:
    body = page(SIMPLIFIED, "utf-8").encode()
    place = body.index("重点".encode())
    text, name = decode(body[:place] + body[place + 1 :], {})
    assert name == "utf-8"
    assert text.count("\ufffd") <= 2
    assert "项目集中签约活动" in text[: text.index("青石县", text.index("\ufffd"))]


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]), st.binary(max_size=3))
def test_bytes_that_are_said_to_be_utf8_are_the_text(text: str, codec: str, stray: bytes) -> None:
    body = text.encode(codec) + stray
    reading = read_bytes(body, {})
    assert not reading.is_utf8 or reading.text.encode() == body


def test_a_page_of_utf8_is_said_to_be_utf8() -> None:
    whole, cut = page(SIMPLIFIED).encode(), SIMPLIFIED.encode()[:-1]
    assert read_bytes(whole, {}).is_utf8
    assert not read_bytes(cut, {}).is_utf8


@pytest.mark.parametrize("noise", [b"\xff", b"\xfe", b"\xe4\x80", b"\x80", b"\xb1\x3c"])
def test_noise_takes_linear_time(noise: bytes) -> None:
    body = page(SIMPLIFIED).encode() + noise * (2_000_000 // len(noise))
    started = time.process_time()
    decode(body, {})
    assert time.process_time() - started < 2


def test_a_short_gbk_text_that_looks_like_utf8_is_read_as_declared() -> None:
    assert decode("联通".encode("gbk"), {"content-type": "text/html; charset=GBK"}) == ("联通", "gb18030")


def test_ascii_pages_take_the_claim_for_what_it_is() -> None:
    assert decode(b"<p>ok</p>", {"content-type": "text/html; charset=gb2312"}) == ("<p>ok</p>", "gb18030")
    assert decode(b"<p>ok</p>", {}) == ("<p>ok</p>", "utf-8")


def test_claims_are_listed_strongest_first() -> None:
    body = b'<?xml version="1.0" encoding="big5"?><meta charset="gb2312"><meta charset=utf-8><meta charset=klingon>'
    assert declared(body, {"content-type": "text/html; charset=GBK"}) == ["gb18030", "big5", "utf-8"]


@given(
    st.binary(max_size=300), st.sampled_from(["", "gbk", "utf-8", "big5", "utf-7", "utf-16", "idna", "rot13"])
)
def test_no_bytes_raise(body: bytes, claim: str) -> None:
    text, name = decode(body, {"content-type": f"text/html; charset={claim}"})
    assert isinstance(text, str)
    assert name


@given(st.text(alphabet=SIMPLIFIED, min_size=30, max_size=200), st.sampled_from(["utf-8", "gb18030"]))
def test_no_replacement_characters_where_a_reading_has_none(text: str, codec: str) -> None:
    assert decode(text.encode(codec), {})[0] == text
