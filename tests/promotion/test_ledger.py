"""The ledger against worlds of known truth, and its laws."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from promotion.geography.gazetteer import gazetteer
from promotion.ledger import ArticleRef, FigureMention, Ledger, ProjectMention, build_ledger, overdue, parse
from tests.promotion.ledger_world import World, make
from zscrawl.errors import ConfigError
from zscrawl.items import Figure, Project

SEEDS = (1, 2, 3)


def pairs(groups: list[list[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def truth_pairs(world: World) -> set[tuple[str, str]]:
    groups: dict[int, list[str]] = defaultdict(list)
    for ref, number in world.owner.items():
        groups[number].append(ref)
    return pairs(list(groups.values()))


@pytest.mark.parametrize("seed", SEEDS)
def test_mentions_of_one_project_are_joined(seed: int) -> None:
    world = make(seed)
    found = pairs([p.mentions for p in build_ledger(world.mentions).projects])
    true = truth_pairs(world)
    hits = len(found & true)
    precision, recall = hits / len(found), hits / len(true)
    assert 2 * precision * recall / (precision + recall) >= 0.98, (precision, recall)


@pytest.mark.parametrize("seed", SEEDS)
def test_totals_by_place_come_within_one_percent(seed: int) -> None:
    world = make(seed)
    with_amount = {world.owner[m.ref] for m in world.mentions if m.project.amount_cny}
    true: dict[str, int] = defaultdict(int)
    for truth in world.truths:
        true[truth.place] += truth.amount if truth.number in with_amount else 0
    found: dict[str, int] = defaultdict(int)
    for project in build_ledger(world.mentions).projects:
        found[project.place or ""] += (project.amount_cny or 0) if project.safe_to_sum else 0
    off = sum(abs(found[place] - true[place]) for place in {*found, *true})
    assert off / sum(true.values()) <= 0.01


def test_a_name_that_hundreds_of_counties_use_is_one_project_in_each() -> None:
    counties = [d for d in gazetteer().by_code.values() if d.level == "county"][:600]
    mentions = [
        ProjectMention(
            ArticleRef(
                f"zs{number:05x}{day:05x}", f"2024-03-{day:02}", f"{number}-{day}", "报", county.adcode
            ),
            Project("光伏发电项目", place=county.name, stage="签约"),
        )
        for number, county in enumerate(counties)
        for day in (4, 9)
    ]
    assert len(build_ledger(mentions).projects) == len(counties)


def test_a_name_that_one_place_uses_hundreds_of_times_is_still_compared() -> None:
    mentions = [
        ProjectMention(
            ArticleRef(f"zs{number:05x}{day:05x}", f"2024-03-{day:02}", f"{number}-{day}", "报", "420625"),
            Project(f"{number:03}号光伏发电项目", place="谷城县", stage="签约"),
        )
        for number in range(450)
        for day in (4, 9)
    ]
    groups = [{ref[:7] for ref in project.mentions} for project in build_ledger(mentions).projects]
    assert {len(group) for group in groups} == {1}  # never two numbers in one
    assert len(groups) == 450


def test_the_order_of_mentions_does_not_matter() -> None:
    world = make(4, projects=60)
    shuffled = list(world.mentions)
    random.Random(0).shuffle(shuffled)
    assert build_ledger(world.mentions) == build_ledger(shuffled)


def test_later_articles_do_not_change_an_id() -> None:
    world = make(5, projects=40)
    by_day = sorted(world.mentions, key=lambda m: m.article.published_at or "")
    early = {p.id for p in build_ledger(by_day[: len(by_day) // 2]).projects}
    assert early <= {p.id for p in build_ledger(by_day).projects}


# --- single rules ------------------------------------------------------------------------------


def mention(
    uid: str, name: str, day: str = "2023-05-01", *, cluster: str | None = None, **fields: object
) -> ProjectMention:
    project = Project(name, place="谷城县", quote=name)
    for key, value in fields.items():
        setattr(project, key, value)
    return ProjectMention(ArticleRef(uid, day, cluster, "报", "420625"), project)


def only(ledger: Ledger) -> object:
    assert len(ledger.projects) == 1, [p.name for p in ledger.projects]
    return ledger.projects[0]


def test_a_life_is_told_in_order_with_quotations() -> None:
    ledger = build_ledger(
        [
            mention(
                "b",
                "华丰磷酸铁锂项目",
                "2023-09-01",
                investor="华丰集团",
                stage="开工",
                stage_date="2023-08-30",
            ),
            mention("a", "华丰集团有限公司磷酸铁锂项目", "2023-05-01", stage="签约"),
            mention("c", "华丰磷酸铁锂", "2024-10-01", investor="华丰集团有限公司", stage="投产"),
        ]
    )
    project = ledger.projects[0]
    assert [(e.stage, e.date, e.dated) for e in project.events] == [
        ("签约", "2023-05-01", False), ("开工", "2023-08-30", True), ("投产", "2024-10-01", False),
    ]  # fmt: skip
    assert project.stage == "投产"
    assert all(link.reasons for link in project.links)


def test_reprints_count_once() -> None:
    twice = [
        mention(
            uid,
            "华丰磷酸铁锂项目",
            investor="华丰",
            stage="签约",
            amount_cny=5,
            amount_kind="total",
            cluster="t1",
        )
        for uid in ("a", "b")
    ]
    project = build_ledger(twice).projects[0]
    assert len(project.events) == len(project.amounts) == 1
    assert project.amounts[0].uids == ("a", "b")


def test_two_projects_of_one_article_are_two() -> None:
    one = mention("a", "华丰磷酸铁锂项目", investor="华丰", amount_cny=5, start=10)
    other = mention("a", "华丰磷酸铁锂二期项目", investor="华丰", amount_cny=5, start=90)
    assert len(build_ledger([one, other]).projects) == 2


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"amount_cny": None}, "no amount"),
        ({"amount_cny": None, "amount_kind": "shared"}, "shared"),
        ({"amount_cny": 5, "amount_kind": "fund_size"}, "fund"),
        ({"amount_cny": 5, "amount_kind": "phase"}, "phase"),
        ({"amount_cny": 5, "amount_kind": "total", "stage": "在谈"}, "planned"),
    ],
)
def test_what_must_not_be_summed(fields: dict[str, object], why: str) -> None:
    project = build_ledger([mention("a", "华丰磷酸铁锂项目", **fields)]).projects[0]
    assert not project.safe_to_sum
    assert why in project.sum_reason


def test_a_phase_is_counted_inside_its_project() -> None:
    whole = mention(
        "a", "华丰磷酸铁锂项目", investor="华丰", amount_cny=50, amount_kind="total", stage="签约"
    )
    phase = mention(
        "b",
        "华丰磷酸铁锂一期项目",
        "2023-06-01",
        investor="华丰",
        amount_cny=20,
        amount_kind="total",
        stage="开工",
    )
    second = mention(
        "b",
        "华丰磷酸铁锂二期项目",
        "2023-06-01",
        investor="华丰",
        amount_cny=30,
        amount_kind="total",
        start=50,
    )
    projects = build_ledger([whole, phase, second]).projects
    assert sum(p.amount_cny or 0 for p in projects if p.safe_to_sum) == 50


def test_the_preferred_amount_says_why() -> None:
    stated = [("a", 10), ("b", 12), ("c", 12)]
    project = build_ledger(
        [
            mention(
                uid,
                "华丰磷酸铁锂项目",
                f"2023-0{i + 1}-01",
                investor="华丰",
                amount_cny=v * 10**8,
                amount_kind="total",
            )
            for i, (uid, v) in enumerate(stated)
        ]
    ).projects[0]
    assert project.amount_cny == 12 * 10**8
    assert project.amount_reason == "stated by 2 of 3 texts"


def test_overdue_by_the_local_rule() -> None:
    signed = mention("a", "华丰磷酸铁锂项目", investor="华丰", stage="签约", stage_date="2023-01-10")
    project = build_ledger([signed]).projects[0]
    assert not overdue([project], date(2023, 3, 10))
    assert [o.missing for o in overdue([project], date(2023, 3, 11))] == ["注册"]
    late = overdue([project], date(2023, 8, 9))[0]
    assert (late.missing, late.due, late.days) == ("开工", date(2023, 7, 10), 30)
    started = replace(signed, project=replace(signed.project, stage="开工"))
    assert not overdue(
        [build_ledger([signed, replace(started, article=ArticleRef("b", "2023-02-01"))]).projects[0]],
        date(2024, 1, 1),
    )


def test_figures_stand_side_by_side() -> None:
    def figure(uid: str, value: float, cluster: str | None = None) -> FigureMention:
        record = Figure("projects_signed", "签约项目数", value, "个", place="谷城县", period="2023")
        return FigureMention(ArticleRef(uid, "2024-01-05", cluster), record)

    cells = build_ledger([], [figure("a", 72, "t"), figure("b", 72, "t"), figure("c", 80)]).figures
    assert len(cells) == 1
    assert cells[0].contradicts
    assert sorted(s.value for s in cells[0].stated) == [72, 80]
    assert not build_ledger([], [figure("a", 72), figure("b", 72)]).figures[0].contradicts


def test_companies_gather_their_names() -> None:
    ledger = build_ledger(
        [
            mention(
                "a",
                "华丰磷酸铁锂项目",
                investor="湖北华丰纺织机械有限公司",
                amount_cny=5,
                amount_kind="total",
            ),
            mention("b", "华丰纺织机械产业园", investor="华丰纺织机械", amount_cny=7, amount_kind="total"),
        ]
    )
    assert [(c.name, c.amount_cny) for c in ledger.companies] == [("湖北华丰纺织机械有限公司", 12)]


# --- corrections -------------------------------------------------------------------------------


def corrected(toml: str, mentions: list[ProjectMention]) -> Ledger:
    return build_ledger(mentions, corrections=parse(toml))


def test_corrections_of_what_is_not_there_are_told() -> None:
    mentions = [mention("a", "华丰磷酸铁锂项目"), mention("b", "未来之星产业园", "2023-08-01")]
    first, second = (p.id for p in build_ledger(mentions).projects)
    toml = (
        f'[[merge]]\nprojects = ["{first}", "{second}"]\n'
        f'[[set]]\nproject = "{second}"\nfield = "name"\nvalue = "x"\n'
        '[[split]]\nmentions = ["a:0", "c:1"]\n[[hide]]\nproject = "pnothing"\n'
    )
    assert corrected(toml, mentions).unapplied == ["[[split]] c:1", "[[hide]] pnothing"]


def test_corrections_merge_split_set_and_hide() -> None:
    renamed = [mention("a", "华丰磷酸铁锂项目"), mention("b", "未来之星产业园", "2023-08-01")]
    first, second = (p.id for p in build_ledger(renamed).projects)
    merged = corrected(f'[[merge]]\nprojects = ["{first}", "{second}"]\n', renamed)
    assert [p.id for p in merged.projects] == [first]

    same = [
        mention("a", "华丰磷酸铁锂项目", investor="华丰"),
        mention("b", "华丰磷酸铁锂项目", investor="华丰", start=7),
    ]
    assert len(build_ledger(same).projects) == 1
    assert len(corrected('[[split]]\nmentions = ["b:7"]\n', same).projects) == 2

    changed = corrected(
        f'[[set]]\nproject = "{first}"\nfield = "amount_cny"\nvalue = 9\nwhy = "call"\n', renamed
    )
    assert changed.projects[0].amount_cny == 9
    assert changed.projects[0].corrected == ["amount_cny set to 9: call"]

    hidden = corrected(f'[[hide]]\nproject = "{first}"\n', renamed)
    assert [p.id for p in hidden.projects] == [second]
    assert hidden.hidden == [first]


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[[merge]\n", "not TOML"),
        ("[[join]]\nx = 1\n", "use merge, split, set or hide"),
        ('[[merge]]\nprojects = ["p1"]\n', "at least 2"),
        ('[[set]]\nproject = "p1"\nfield = "id"\nvalue = "x"\n', "use one of"),
        ('[[set]]\nproject = "p1"\nfield = "amount_cny"\nvalue = "much"\n', "type int"),
        ("[hide]\nproject = 1\n", "[[hide]]"),
    ],
)
def test_a_bad_corrections_file_is_told_in_one_line(toml: str, says: str) -> None:
    with pytest.raises(ConfigError, match=r"corrections\.toml") as caught:
        parse(toml)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
