from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive, uid_of
from archive.clustering import Link, Member, clusters
from archive.fingerprint import MAX_SENTENCES, fingerprint
from archive.normal import normal_text, number
from archive.reprints import compare
from tests.archive.pages import PUBLISHED, URL, article, capture

TEXT = """4月12日,云溪县举行高端铝箔项目签约仪式,华澜新材将在云溪县经济开发区投资38.5亿元。
据介绍,华澜新材成立于2009年,主要从事高端铝箔的研发和销售,产品远销17个国家和地区。该项目占地420亩,分3期建设,可带动就业600人。
县委书记周建平表示,云溪县区位优越、交通便捷,欢迎更多苏州企业前来投资兴业。“从递交材料到拿到施工许可证,只用了5天。”企业负责人陶志远说。
截至目前,已有12家上下游企业在园区落户,配套率达到64%。下一步,云溪县将继续用好驻外招商联络处,力争全年再引进9个项目。
"""
TRADITIONAL = """4月12日,雲溪縣舉行高端鋁箔項目簽約儀式,華瀾新材將在雲溪縣經濟開發區投資38.5億元。
據介紹,華瀾新材成立於2009年,主要從事高端鋁箔的研發和銷售,產品遠銷17個國家和地區。該項目佔地420畝,分3期建設,可帶動就業600人。
縣委書記周建平表示,雲溪縣區位優越、交通便捷,歡迎更多蘇州企業前來投資興業。「從遞交材料到拿到施工許可證,只用了5天。」企業負責人陶志遠說。
截至目前,已有12家上下游企業在園區落戶,配套率達到64%。下一步,雲溪縣將繼續用好駐外招商聯絡處,力爭全年再引進9個項目。
"""
PARAGRAPHS = TEXT.strip().split("\n")


@pytest.mark.parametrize(
    "reprint",
    [
        TRADITIONAL,
        "本报讯(记者林小满 通讯员周远)" + TEXT,
        "新华社云溪4月13日电(记者林小满)" + TEXT,
        "发布时间:2024-04-13 08:10 来源:云溪日报\n" + TEXT,
        TEXT + "责编:林小满\n来源:云溪日报",
        TEXT + "[责任编辑:林小满]\n声明:本文系转载,不代表本网观点,如涉侵权请联系删除。",
        TEXT.replace("\n", "").replace(",", ",").replace("。", "。\n  "),
        TEXT.replace("项目", "项(xiàng)目(mù)").replace("招商", "招(zhāo)商(shāng)"),
        TEXT.replace("4月12日", "昨日").replace("表示", "指出"),
        TEXT.replace("600", "601"),
        TEXT.replace("12家", "十二家").replace("9个", "九个"),
        "\n".join([PARAGRAPHS[2], PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[3]]),
    ],
)
def test_the_same_text_in_another_dress_is_the_same(reprint: str) -> None:
    found = compare(normal_text(TEXT), normal_text(reprint))
    assert found is not None
    assert found.kind == "same"


@pytest.mark.parametrize("part", [PARAGRAPHS[:2], PARAGRAPHS[2:3], PARAGRAPHS[2:]])
def test_a_part_is_an_excerpt(part: list[str]) -> None:
    found = compare(normal_text("本网讯 " + "\n".join(part)), normal_text(TEXT))
    assert found is not None
    assert (found.kind, found.contained > 0.9, found.covered < 0.6) == ("excerpt", True, True)


MONTH = (
    "1—{m}月,云溪县新签约项目{a}个,协议投资额{b}亿元,占年度目标100亿元的{c}%。"
    "其中工业项目{d}个。县招商服务中心将继续抓好签约项目的跟踪服务,推动项目早落地、早开工、早投产。"
)


SIGNED = TEXT.replace("举行高端铝箔项目签约仪式", "华澜新材高端铝箔项目签约")
BEGUN = TEXT.replace("举行高端铝箔项目签约仪式", "华澜新材高端铝箔项目开工")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SIGNED.replace("4月12日", "近日"), BEGUN.replace("4月12日", "日前")),
        (SIGNED, BEGUN.replace("4月12日", "7月3日")),
        (MONTH.format(m=5, a=31, b=45.5, c=46, d=21), MONTH.format(m=6, a=38, b=52.1, c=52, d=25)),
        (MONTH.format(m=5, a=31, b=45.5, c=46, d=21), MONTH.format(m="五", a=30, b="四十", c=40, d=20)),
        (TEXT, TEXT[:60] + "云帆电子追加投资。" + "园区正在平整土地,年内可交付使用,企业已派人驻点。" * 9),
        (TEXT, ""),
        ("", ""),
        ("江口县签约。", "江口县签约!忙。"),
    ],
)
def test_texts_that_only_look_alike_are_none(first: str, second: str) -> None:
    assert compare(normal_text(first), normal_text(second)) is None


@given(
    st.text(alphabet="招商引资12。\n,ab(讯:", max_size=200),
    st.text(alphabet="招商引资12。\n,ab(讯:", max_size=200),
)
@settings(max_examples=100)
def test_comparing_does_not_care_who_comes_first(first: str, second: str) -> None:
    one, two = normal_text(first), normal_text(second)
    assert compare(one, two) == compare(two, one)
    assert (compare(one, one) is not None) == bool(one.text)


@given(st.text(max_size=300))
@settings(max_examples=100)
def test_any_text_has_a_normal_form_and_keys(text: str) -> None:
    normal = normal_text(text)
    keys = fingerprint(normal).keys
    assert bool(keys) == bool(normal.text)
    assert all(-(2**63) <= key < 2**63 for key in keys)


@pytest.mark.parametrize("unit", ["1", "万亿", "1a", "(zhāo)", "招。", "记者讯", "来源:\n", "\n"])
def test_hostile_texts_are_compared_in_bounded_time(unit: str) -> None:
    text = normal_text(unit * 500_000)
    assert len(text.text) <= 50_000
    assert len(fingerprint(text).keys) <= 48
    compare(text, normal_text(unit * 400_000 + TEXT))


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("12", "12"), ("012", "12"), ("12.0", "12"), ("0.50", "0.5"), ("十二", "12"), ("二〇二四", "2024"),
        ("三百五十", "350"), ("一百零五", "105"), ("两", "2"), ("十", "10"), ("万", "10000"),
        ("一亿二千万", "120000000"), ("三十万", "300000"), ("〇〇", "0"), ("一千零一", "1001"),
    ],
)  # fmt: skip
def test_numbers_have_one_writing(token: str, value: str) -> None:
    assert number(token) == value


def test_the_keys_of_a_text_are_always_the_same() -> None:
    """They stand in archives: whatever changes them must change the scheme, so that they are made anew."""
    made = fingerprint(normal_text(TEXT))
    assert (len(made.bands), len(made.sentences)) == (16, 7)
    assert made.bands[:2] == BANDS
    assert made.sentences[:2] == SENTENCES


BANDS = (1171967977001252496, -3000606684029349165)
SENTENCES = (-8246843500410809807, -8117594887453887091)


def test_long_texts_choose_the_same_sentences() -> None:
    lines = [f"第{number}条意见要求各部门按期办结企业诉求并逐项反馈。" for number in range(500)]
    whole, half = (fingerprint(normal_text("\n".join(part))) for part in (lines, lines[:250]))
    assert len(whole.sentences) == MAX_SENTENCES
    assert len(set(whole.sentences) & set(half.sentences)) > 5


# --- clusters

DAY = datetime(2024, 3, 5, 2, 0, tzinfo=UTC)


def member(each: int, day: int = 0, site: str | None = None, origin: str | None = None) -> Member:
    return Member(each, f"zs{each:012x}", DAY + timedelta(days=day), site, origin)


def drawn(members: list[Member], *links: Link) -> list[int]:
    return list(dict(sorted(clusters({each.id: each for each in members}, links).items())).values())


def same(first: int, second: int) -> Link:
    return Link(first, second, excerpt=False, covered=1.0)


def excerpt(part: int, whole: int, covered: float = 0.4) -> Link:
    return Link(part, whole, excerpt=True, covered=covered)


def test_the_earliest_is_likely_the_original() -> None:
    assert drawn([member(1, 2), member(2, 0), member(3, 1)], same(1, 2), same(2, 3)) == [2, 2, 2]


def test_the_one_that_others_name_is_the_original() -> None:
    members = [
        member(1, 0, site="长宁网", origin="江口日报"),
        member(2, 1, site="江口日报数字报"),
        member(3, 2, site="石桥网", origin="江口日报"),
    ]
    assert drawn(members, same(1, 2), same(2, 3)) == [2, 2, 2]


def test_an_excerpt_belongs_to_the_earlier_whole() -> None:
    assert drawn([member(1, 0), member(2, 1)], excerpt(2, 1)) == [1, 1]


@pytest.mark.parametrize(
    ("members", "links"),
    [
        ([member(1, 0), member(2, 1)], [excerpt(1, 2)]),
        ([member(1, 1), member(2, 0)], [excerpt(1, 2, covered=0.1)]),
        ([member(each) for each in (1, 2, 3, 4)], [excerpt(each, 4, 0.3) for each in (1, 2, 3)]),
    ],
    ids=["a later text took it up", "a quoted paragraph", "a round-up of the day"],
)
def test_what_is_only_related_stands_alone(members: list[Member], links: list[Link]) -> None:
    assert drawn(members, *links) == [each.id for each in members]


def test_reprints_of_one_excerpt_are_no_round_up() -> None:
    members = [member(each) for each in (1, 2, 3, 4)]
    links = [excerpt(each, 4) for each in (1, 2, 3)] + [same(1, 2), same(2, 3)]
    assert drawn(members, *links) == [4, 4, 4, 4]


def test_clusters_do_not_depend_on_the_order_of_links() -> None:
    members = [member(each, each % 3) for each in range(1, 9)]
    links = [same(1, 2), same(2, 3), excerpt(4, 1), excerpt(5, 6), same(6, 7), excerpt(8, 3)]
    assert drawn(members, *links) == drawn(members, *reversed(links))


# --- in the archive


def store(archive: Archive, *pages: tuple[str, str, int]) -> None:
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        for name, body, day in pages:
            url = f"{URL}?{name}"
            read = article(url, body=body, title=name, published_at=PUBLISHED + timedelta(days=day))
            writer.store(capture(url, f"<p>{name}</p>"), read, source="s", run_id=run)


def clusters_of(archive: Archive) -> dict[str, str]:
    names = {each.uid: each.article.title or "" for each in archive.articles()}
    return {names[each.uid]: names[each.cluster] for each in archive.articles()}


def test_reprints_are_clustered_whatever_the_order(archive: Archive) -> None:
    store(
        archive,
        ("reprint", "本网讯 " + TRADITIONAL, 2),
        ("other month", MONTH.format(m=5, a=31, b=45.5, c=46, d=21), 0),
        ("original", TEXT, 0),
        ("excerpt", "\n".join(PARAGRAPHS[:2]), 3),
        ("month", MONTH.format(m=6, a=38, b=52.1, c=52, d=25), 30),
    )
    assert clusters_of(archive) == {
        "original": "original",
        "reprint": "original",
        "excerpt": "original",
        "month": "month",
        "other month": "other month",
    }


def test_similar_says_how_articles_are_related(archive: Archive) -> None:
    store(archive, ("original", TEXT, 0), ("excerpt", "\n".join(PARAGRAPHS[:2]), 1), ("twin", TEXT, 2))
    relations = {
        each.title: (each.relation, each.in_cluster, each.original)
        for each in archive.similar(uid_of(URL + "?excerpt"))
    }
    assert relations == {"original": ("contains", True, True), "twin": ("contains", True, False)}
    assert [each.relation for each in archive.similar(uid_of(URL + "?original"))] == ["excerpt", "same"]
    assert archive.similar("zs000000000000") == []


def test_an_earlier_original_that_comes_in_late_changes_every_member(archive: Archive) -> None:
    store(archive, ("second", TEXT, 1), ("third", TEXT, 2))
    sequence = archive.sequence
    store(archive, ("first", TEXT, 0))
    assert set(clusters_of(archive).values()) == {"first"}
    assert len(list(archive.changed_since(sequence))) == 3, "who groups by cluster must hear of it"


def test_a_standing_notice_in_every_article_makes_no_cluster_and_no_flood(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.keys.MAX_SHARERS", 5)
    notice = "本平台所载内容由各单位提供并负责解释,联系电话见各单位门户网站。"
    own = [
        "".join(chr(0x4E00 + (each * 131 + place * 17) % 20_000) for place in range(60)) for each in range(9)
    ]
    store(archive, *((str(each), f"{text}。{notice}", 0) for each, text in enumerate(own)))
    assert len(set(clusters_of(archive).values())) == 9
    with archive.reading() as connection:
        counts = connection.execute(sa.text("SELECT COUNT(*) FROM fingerprint_keys GROUP BY key")).scalars()
        assert max(counts) == 5


@pytest.mark.parametrize("seed", range(4))
def test_a_text_reprinted_more_often_than_a_key_is_kept_makes_one_cluster_in_any_order(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("archive.keys.MAX_SHARERS", 3)
    pages = [("original", TEXT, 0), ("month", MONTH.format(m=6, a=38, b=52.1, c=52, d=25), 1)]
    for each in range(5):
        pages.append((f"reprint {each}", f"第{each}家平台讯 " + TRADITIONAL, 1 + each))
        pages.append((f"beginning {each}", "\n".join(PARAGRAPHS[:2]) + f"\n第{each}家平台编发", 2 + each))
        pages.append((f"end {each}", f"第{each}家平台编发\n" + "\n".join(PARAGRAPHS[2:]), 3 + each))
    random.Random(seed).shuffle(pages)
    store(archive, *pages)
    assert clusters_of(archive) == {name: "month" if name == "month" else "original" for name, _, _ in pages}
