"""Dates as Chinese pages print them: what each form means at the clock of its page."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.fields.dates import (
    EARLIEST,
    find_absolute,
    find_moment,
    find_printed,
    moment_from_epoch,
    moment_from_url,
    parse_moment,
)
from zscrawl.items import CST

# A Tuesday.
CLOCK = datetime(2024, 5, 21, 14, 30, tzinfo=CST)

# form → what it means, to its precision (nothing: no date) @ clock (default CLOCK)
ABSOLUTE = """
2024-05-20 → 2024-05-20
2024-5-2 → 2024-05-02
2024-05-20 16:25 → 2024-05-20 16:25
2024-05-20 16:25:01 → 2024-05-20 16:25:01
2024-05-20  16:25 → 2024-05-20 16:25
2024-05-20　16:25 → 2024-05-20 16:25
2024-4-5 23:20:45 → 2024-04-05 23:20:45
2024-05-2016:25 → 2024-05-20 16:25
2024-5-216:25 → 2024-05-02 16:25
2024/05/20 → 2024-05-20
2024/5/2 8:05 → 2024-05-02 08:05
2024/5/2 8:05:09 → 2024-05-02 08:05:09
2024.05.20 → 2024-05-20
2024.5.2 → 2024-05-02
2024.05.20 09:00 → 2024-05-20 09:00
2024年05月20日 → 2024-05-20
2024年5月2日 → 2024-05-02
2024年05月20日16:25 → 2024-05-20 16:25
2024年05月20日 16:25:01 → 2024-05-20 16:25:01
2024年5月20日 8时30分 → 2024-05-20 08:30
2024年5月20日8时 → 2024-05-20 08:00
2024年5月20日8点 → 2024-05-20 08:00
2024年5月20日 8点05分 → 2024-05-20 08:05
2024年05月20日16时25分01秒 → 2024-05-20 16:25:01
2024 年 5 月 2 日 → 2024-05-02
2024 年 05 月 20 日 16 : 25 → 2024-05-20 16:25
2024年5月20号 → 2024-05-20
2024－05－20 → 2024-05-20
２０２４－０５－２０ → 2024-05-20
２０２４年５月２０日 → 2024-05-20
2024-05-20 16：25 → 2024-05-20 16:25
2024--05--20 →
2024年05月20日 星期一 → 2024-05-20
2024年05月20日 星期一 16:25 → 2024-05-20 16:25
2024年05月20日（星期一）16:25 → 2024-05-20 16:25
2024年5月20日 周一 08:00 → 2024-05-20 08:00
2024-05-20 星期一 → 2024-05-20
2024-05-20T16:25 → 2024-05-20 16:25
2024-05-20T16:25:01 → 2024-05-20 16:25:01
2024-05-20T16:25:01+08:00 → 2024-05-20 16:25:01
2024-05-20T16:25:01+0800 → 2024-05-20 16:25:01
2024-05-20T08:25:01Z → 2024-05-20 16:25:01
2024-05-20T08:25:01.123Z → 2024-05-20 16:25:01
2024-05-20T08:25:01+00:00 → 2024-05-20 16:25:01
2024-05-20T03:25:01-05:00 → 2024-05-20 16:25:01
2024-05-20 16:25:01.0 → 2024-05-20 16:25:01
2007-08-20-23:59:59 → 2007-08-20 23:59:59
2024年5月20日 上午9:05 → 2024-05-20 09:05
2024年5月20日 下午3:20 → 2024-05-20 15:20
2024年5月20日下午3点 → 2024-05-20 15:00
2024-05-20 晚上8:15 → 2024-05-20 20:15
2024-05-20 凌晨0:30 → 2024-05-20 00:30
2024-05-20 凌晨12:30 → 2024-05-20 00:30
2024-05-20 中午12:10 → 2024-05-20 12:10
2024-05-20 中午1:10 → 2024-05-20 13:10
2024-05-20 早上7:00 → 2024-05-20 07:00
2024-05-20 傍晚6:40 → 2024-05-20 18:40
2024-05-20 03:20 PM → 2024-05-20 15:20
2024-05-20 12:20 AM → 2024-05-20 00:20
2024/5/20 PM 3:20 → 2024-05-20 15:20
2024-05-19 24:00 → 2024-05-20 00:00
2024-05-20 00:00 → 2024-05-20 00:00
1998-12-31 → 1998-12-31
2024_05_20 → 2024-05-20
2013 年 6 月 5 日 → 2013-06-05
二〇二四年五月二十日 → 2024-05-20
二○二四年五月二日 → 2024-05-02
二零二四年五月二十一日 → 2024-05-21
二〇二一年十二月三十一日 → 2021-12-31
二〇二一年十月十日 → 2021-10-10
二〇二一年元月五日 → 2021-01-05
二Ｏ一九年八月三十日 → 2019-08-30
一九九八年七月一日 → 1998-07-01
2024年五月二十日 → 2024-05-20
二〇二一年三月 → 2021-03
2021年三月 → 2021-03
民國113年5月20日 → 2024-05-20
民国110年12月1日 → 2021-12-01
2013年6月 → 2013-06
2013 年 6 月 → 2013-06
2024-03 → 2024-03
2024/03 → 2024-03
2024.03 → 2024-03
20240520 → 2024-05-20
20240520 16:25 → 2024-05-20 16:25
202405201625 → 2024-05-20 16:25
20240520162501 → 2024-05-20 16:25:01
24-05-20 → 2024-05-20
24-5-13 17:08 → 2024-05-13 17:08
18-03-08 → 2018-03-08
05/20/2024 → 2024-05-20
20/05/2024 → 2024-05-20
05-20-2024 16:25 → 2024-05-20 16:25
20.05.2024 → 2024-05-20
03-05-2024 → 2024-05-03
3.5.2024 → 2024-05-03
03/05/2024 → 2024-03-05
18 5月 2024 → 2024-05-18
星期六, 5月 18, 2024 → 2024-05-18
5 12月, 2023 08:30 → 2023-12-05 08:30
May 20, 2024 → 2024-05-20
May 20, 2024 08:30 → 2024-05-20 08:30
May 20th, 2024 → 2024-05-20
May 20, 2024 at 8:30 PM → 2024-05-20 20:30
Sept. 3, 2023 → 2023-09-03
20 May 2024 → 2024-05-20
Mon, 20 May 2024 08:00:00 GMT → 2024-05-20 16:00:00
20-May-2024 → 2024-05-20
1716193079 → 2024-05-20 16:17:59
1716193079034 → 2024-05-20 16:17:59
"""

LABELLED = """
发布时间：2024-05-20 16:25 → 2024-05-20 16:25
发布日期: 2024年05月20日 → 2024-05-20
发布于 2024-05-20 → 2024-05-20
发表于 2024-4-5 23:20:45 → 2024-04-05 23:20:45
发表于：2024/05/20 → 2024-05-20
时间：2024-05-20 16:25:01来源：某报 → 2024-05-20 16:25:01
时间:2024年5月20日 来源:某网 作者:某某 → 2024-05-20
日期：2024.05.20 浏览：1234次 → 2024-05-20
2019年06月15日08:18  来源：某网 → 2019-06-15 08:18
2024年05月10日06:58 | 来源：某网－某报 → 2024-05-10 06:58
[2017年04月14日 08:00] → 2017-04-14 08:00
（2024-05-20） → 2024-05-20
【2024-05-20】 → 2024-05-20
[2024/05/20] → 2024-05-20
2020-4-12 15:22| 发布者: 某某| 查看: 77| 评论: 0 → 2020-04-12 15:22
更新时间：2024-05-20 10:00 点击：55 → 2024-05-20 10:00
2022-2-22 16:13 上传 → 2022-02-22 16:13
某网 2024-05-20 16:25:01 → 2024-05-20 16:25:01
第01版：要闻 2023年02月10日 星期五 → 2023-02-10
责任编辑：某某 2024-05-20 → 2024-05-20
阅读 5605 2023-02-28 17:31:30 → 2023-02-28 17:31:30
"""

RELATIVE = """
刚刚 → 2024-05-21 14:30
刚才 → 2024-05-21 14:30
剛剛 → 2024-05-21 14:30
发布于 刚刚 → 2024-05-21 14:30
30秒前 → 2024-05-21 14:29:30
30 秒前 → 2024-05-21 14:29:30
5分钟前 → 2024-05-21 14:25
5 分钟前 → 2024-05-21 14:25
5 分鐘前 → 2024-05-21 14:25
十分钟前 → 2024-05-21 14:20
半小时前 → 2024-05-21 14:00
半个小时前 → 2024-05-21 14:00
1小时30分钟前 → 2024-05-21 13:00
3小时前 → 2024-05-21
3 小時前 → 2024-05-21
三个小时前 → 2024-05-21
15小时前 → 2024-05-20
一天前 → 2024-05-20
两天前 → 2024-05-19
6 天前 → 2024-05-15
3日前 → 2024-05-18
1周前 → 2024-05-14
两周前 → 2024-05-07
一个星期前 → 2024-05-14
3个月前 → 2024-02
半年前 → 2023-11
1年前 → 2023-05
2年前 → 2022-05
今天 → 2024-05-21
今天 10:20 → 2024-05-21 10:20
今天10:20 → 2024-05-21 10:20
今日 08:00 → 2024-05-21 08:00
昨天 → 2024-05-20
昨天 18:22 → 2024-05-20 18:22
昨天18:22 → 2024-05-20 18:22
昨日 07:05 → 2024-05-20 07:05
昨天 下午3:20 → 2024-05-20 15:20
前天 → 2024-05-19
前天 23:59 → 2024-05-19 23:59
大前天 08:00 → 2024-05-18 08:00
发表于 昨天 18:22 → 2024-05-20 18:22
3 days ago → 2024-05-18
an hour ago → 2024-05-21
5 minutes ago → 2024-05-21 14:25
2 weeks ago → 2024-05-07
yesterday → 2024-05-20
星期一 08:00 → 2024-05-20 08:00
周三 10:20 → 2024-05-15 10:20
星期二 → 2024-05-21
上周五 → 2024-05-17
10:20 → 2024-05-21 10:20
16:20 → 2024-05-20 16:20
昨天 18:22 → 2023-12-31 18:22 @ 2024-01-01 09:00
前天 → 2023-12-31 @ 2024-01-02 08:00
2天前 → 2024-02-28 @ 2024-03-01 08:00
"""

YEARLESS = """
11月05日 → 2023-11-05
05月20日 → 2024-05-20
5月21日 → 2024-05-21
5月22日 → 2023-05-22
5月20日 16:25 → 2024-05-20 16:25
05月20日16:25 → 2024-05-20 16:25
12月31日 → 2023-12-31 @ 2024-01-02 08:00
1月1日 → 2024-01-01 @ 2024-01-02 08:00
1月3日 → 2023-01-03 @ 2024-01-02 08:00
十一月五日 → 2023-11-05
五月二十日 → 2024-05-20
05-20 → 2024-05-20
10-19 → 2023-10-19
08-15 10:20 → 2023-08-15 10:20
05-20 16:25:01 → 2024-05-20 16:25:01
[10-19] → 2023-10-19
(10-19) → 2023-10-19
10.11 → 2023-10-11
5.20 → 2024-05-20
10/11 → 2023-10-11
12-31 → 2023-12-31 @ 2024-01-02 08:00
2月29日 → 2020-02-29 @ 2023-03-01 12:00
2月29日 → 2024-02-29
02-29 → 2024-02-29
5月20日 星期一 → 2024-05-20
5月20日 星期六 → 2023-05-20
11月5日（星期日） → 2023-11-05
"""

NO_DATE = """
|
共2024年度
2024
2024年
12345678901
123
3.5%
1.2.3
2024-13-01
2024-02-30
2024-00-10
13月5日
5月32日
2031-01-01
1989-12-31
1949年10月1日
电话：027-12345678
ICP备12007957号
10.11%
版本 2.10
今日头条
第3期
99:99
1:0
编号：2024051
192.168.1.1
"""


def _rows(table: str) -> list[tuple[str, str, datetime]]:
    rows = []
    for line in table.strip().split("\n"):
        form, meaning, clock = re.fullmatch(r"(.+) → ?(.*?)(?: @ (.+))?", line).groups()  # type: ignore[union-attr]
        rows.append((form, meaning, datetime.fromisoformat(clock).replace(tzinfo=CST) if clock else CLOCK))
    return rows


FORMS = [row for table in (ABSOLUTE, LABELLED, RELATIVE, YEARLESS) for row in _rows(table)]
_LENGTHS = {"month": 7, "day": 10, "minute": 16, "second": 19}


def test_the_table_is_as_long_as_promised() -> None:
    assert len(FORMS) >= 200


@pytest.mark.parametrize(("form", "meaning", "clock"), FORMS, ids=[form for form, _, _ in FORMS])
def test_form(form: str, meaning: str, clock: datetime) -> None:
    moment = find_moment(form, clock)
    if not meaning:
        assert moment is None
        return
    assert moment is not None
    assert moment.at.isoformat(sep=" ")[: _LENGTHS[moment.precision]] == meaning
    assert moment.at.tzinfo is not None


@pytest.mark.parametrize("text", NO_DATE.strip("\n").split("\n"))
def test_no_date(text: str) -> None:
    assert find_moment(text, CLOCK) is None


def test_a_date_with_its_year_is_found_in_a_line_of_other_numbers() -> None:
    moment = find_moment("字号 12 14 16 浏览 1234 次 2024-05-20 16:25 来源：某网", CLOCK)
    assert moment is not None
    assert moment.at == datetime(2024, 5, 20, 16, 25, tzinfo=CST)


def test_running_text_gives_no_relative_date() -> None:
    assert find_absolute("记者昨天从会上获悉，5月20日开工。", CLOCK) is None
    found = find_absolute("据悉，2024年5月20日开工。", CLOCK)
    assert found is not None
    assert found.precision == "day"


def test_a_line_of_page_furniture_gives_no_bare_numbers() -> None:
    assert find_printed("05-20", CLOCK) is None
    assert find_printed("01:19", CLOCK) is None
    printed = find_printed("05-20 16:25", CLOCK)
    assert printed is not None
    assert printed.at == datetime(2024, 5, 20, 16, 25, tzinfo=CST)


def test_the_zone_of_a_date_that_java_prints_is_chinas() -> None:
    moment = parse_moment("Mon May 20 08:30:00 CST 2024", CLOCK)
    assert moment is not None
    assert moment.at == datetime(2024, 5, 20, 8, 30, tzinfo=CST)


def test_dateparser_is_asked_last() -> None:
    text = "20th of May, 2024"
    assert find_moment(text, CLOCK) is None
    moment = parse_moment(text, CLOCK)
    assert moment is not None
    assert moment.at.date().isoformat() == "2024-05-20"
    assert parse_moment("", CLOCK) is None
    assert parse_moment("no date 7", CLOCK) is None
    assert parse_moment("20 мая 2024 г.", CLOCK) is None, "two hundred languages are not tried"


@pytest.mark.parametrize(
    ("url", "meaning"),
    [
        ("http://x.example/html/2017-10/13/content_306582.htm?div=-1", "2017-10-13"),
        ("http://x.example/rmrb/html/2017-10/16/nw.D110000renmrb_20171016_1-01.htm", "2017-10-16"),
        ("http://x.example/pc/content/202302/11/content_211250.html", "2023-02-11"),
        ("http://x.example/zsdt/201909/t20190918_693227.shtml", "2019-09-18"),
        ("http://x.example/202509/t20250926_861539870294595072.html", None),  # after the clock
        ("http://x.example/20240510/5010608.shtml", "2024-05-10"),
        ("http://x.example/2024/0510/c1004-40232587.html", "2024-05-10"),
        ("http://x.example/art/2016/11/22/art_1621004_30332664.html", "2016-11-22"),
        ("http://x.example/2020/09/27/8394378.html", "2020-09-27"),
        ("http://x.example/2016/1/2/x.html", "2016-01-02"),
        ("http://x.example/article/202007/202007300905139132.html", "2020-07-30 09:05:13"),
        ("http://x.example/shx/240423/e7opdxr.html", "2024-04-23"),
        ("http://x.example/a/2024-05-20/123.html", "2024-05-20"),
        ("http://x.example/content/2020-02/23/content_12772797.html", "2020-02-23"),
        ("http://2024.x.example/about.html", None),
        ("http://x.example/p/363999.html", None),
        ("http://x.example/2024/05/5g-news.html", None),
        ("http://x.example/?d=20240520", None),
        ("http://x.example/20241332/1.html", None),
        ("", None),
    ],
)
def test_url(url: str, meaning: str | None) -> None:
    moment = moment_from_url(url, CLOCK)
    assert (moment.at.isoformat(sep=" ")[: _LENGTHS[moment.precision]] if moment else None) == meaning


def test_epoch() -> None:
    moment = moment_from_epoch("1716193079", CLOCK)
    assert moment is not None
    assert moment.at == datetime(2024, 5, 20, 16, 17, 59, tzinfo=CST)
    assert moment_from_epoch(1716193079034, CLOCK) == moment
    assert moment_from_epoch("0", CLOCK) is None
    assert moment_from_epoch("9999999999", CLOCK) is None
    assert moment_from_epoch("x", CLOCK) is None


@given(
    st.text(max_size=60),
    st.datetimes(CLOCK.replace(year=2000, tzinfo=None), CLOCK.replace(year=2030, tzinfo=None)),
)
def test_whatever_is_found_is_plausible(text: str, clock: datetime) -> None:
    clock = clock.replace(tzinfo=CST)
    for moment in (find_moment(text, clock), find_printed(text, clock), moment_from_url(text, clock)):
        if moment:
            assert EARLIEST <= moment.at <= clock + timedelta(days=1)


@given(st.datetimes(CLOCK.replace(year=1991, tzinfo=None), CLOCK.replace(day=20, tzinfo=None)))
def test_every_minute_is_read_back(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=CST)
    for form in ("%Y-%m-%d %H:%M", "%Y年%m月%d日%H:%M", "%Y/%m/%d %H时%M分", "%Y.%m.%d %H:%M"):
        moment = find_moment(at.strftime(form), CLOCK)
        assert moment is not None
        assert (moment.at, moment.precision) == (at, "minute")


@given(st.dates(date(2023, 5, 22), date(2024, 5, 21)))
def test_a_day_without_year_is_the_latest_one(day: date) -> None:
    moment = find_moment(f"{day:%m月%d日}", CLOCK)
    assert moment is not None
    assert moment.at.date() == day
