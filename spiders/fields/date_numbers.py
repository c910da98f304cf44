"""Numbers and times of day in dates: 二十一, 二〇二四, 下午3:20, +0800."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from zscrawl.items import CST, Precision

CN_DIGIT = "〇○Ｏ零一二三四五六七八九"
CN_NUMBER = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time (+08:00) and how precisely the page gives it."""

    at: datetime
    precision: Precision


def number(text: str) -> int:
    """``12``, ``二十一``, ``十``, ``元`` (first month) as a number; 0 if it is none."""
    if text.isdigit():
        return int(text)
    if text in ("元", "正"):
        return 1
    text = text.replace("两", "二").replace("兩", "二")
    tens, found, ones = text.rpartition("十")
    digits = {c: i for i, c in enumerate(CN_DIGIT[3:])}
    if not found:
        return digits.get(text, 0)
    return (digits.get(tens, 0) if tens else 1) * 10 + (digits.get(ones, 0) if ones else 0)


def chinese_year(text: str) -> int:
    """``二〇二四`` or ``2024`` as a number."""
    if text.isdigit():
        return int(text)
    return int("".join(str(max(0, CN_DIGIT.index(c) - 3)) for c in text))


def moment_of(match: re.Match[str], year: int, month: int, day: int) -> Moment | None:
    """The moment of a day, with the time of day in the match's groups ``hour minute second noon zone``, if any."""
    parts = match.groupdict()
    try:
        at = datetime(year, month, day, tzinfo=CST)
    except ValueError:
        return None
    if not parts.get("hour"):
        return Moment(at, "day")
    hour, minute = int(parts["hour"]), int(parts.get("minute") or parts.get("minute_cn") or 0)
    second_text = parts.get("second") or parts.get("second_cn")
    noon = (parts.get("noon") or parts.get("noon_after") or "").lower().replace(".", "")
    if noon in ("下午", "晚上", "傍晚", "pm") or (noon == "中午" and hour < 11):
        hour += 12 if hour < 12 else 0
    elif noon in ("凌晨", "am") and hour == 12:
        hour = 0
    second = int(second_text or 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute):
        return Moment(at, "day")
    at += timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    zone = parts.get("zone")
    if zone:
        at = at.replace(tzinfo=_zone(zone)).astimezone(CST)
    return Moment(at, "second" if second_text else "minute")


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes >= 24 * 60:
        return CST
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def from_epoch(value: int) -> Moment | None:
    """A Unix time in seconds, milliseconds or microseconds."""
    while value > 10**11:
        value //= 1000
    try:
        return Moment(datetime.fromtimestamp(value, CST), "second")
    except (ValueError, OverflowError, OSError):
        return None
