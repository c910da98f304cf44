"""The report: whole in one file, harmless whatever a page says, each number with its articles."""

from __future__ import annotations

import shutil
import struct
import subprocess
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import Capture, Item, open_archive
from promotion.ledger import LedgerProject
from promotion.ledger.records import StageEvent
from zscrawl.cli import cli
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import CST, Article, Filters, Page
from zscrawl.league import Standing
from zscrawl.ledger import Source
from zscrawl.refresh import refresh_archive
from zscrawl.report import write_report
from zscrawl.report.charts import articles_by_month, life_lines, map_of_places, projects_by_stage
from zscrawl.report.gathering import Gathered, Spot, gather, largest_series
from zscrawl.report.page import render, web_address

pytest.importorskip("vl_convert")
HOSTILE = '</text></svg><script>alert("招商")</script><img src=x onerror=alert(1)> {{ 7 * 7 }}'
BODY = (
    "4月12日，松滋市在临港工业园举行招商引资项目集中签约仪式。"
    "投资15亿元的年产3万吨食品级磷酸盐项目由宜昌禾丰化工有限公司建设，计划今年8月开工。"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"))
    clock = datetime(2024, 5, 1, tzinfo=CST)
    items = []
    for number, title in enumerate(["松滋签约磷酸盐项目", HOSTILE, "松滋招商简讯"]):
        url = f"http://news.example.cn/{number}.html"
        day = None if number == 2 else datetime(2024, 3 + number, 12, tzinfo=CST)
        article = Article(url, url, "portal", "article", title=title, published_at=day, body=BODY)
        items.append(Item(Capture(Page(url, b"<p>", clock)), article, f"source-{number % 2}"))
    with (
        open_archive(home.path, create=True) as archive,
        archive.writer("test", clock=lambda: clock) as writer,
    ):
        writer.store_batch(items, run_id=writer.begin_run("import", {}))
    refresh_archive(home, regions=dict.fromkeys(("source-0", "source-1"), "421087"))
    return home


@pytest.fixture(scope="module")
def page(home: Home) -> str:
    return render(gather(home, Filters()))


class Markup(HTMLParser):
    """What stands in a page: tags, ids, addresses, attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "xlink:href", "src", "action"):
                self.addresses.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile() -> Gathered:
    """Hostile text wherever a page can put one."""
    event = StageEvent(HOSTILE, "2024-05-01", True, "zs1", HOSTILE)
    project = LedgerProject(
        id="p1", name=HOSTILE, names=[HOSTILE], investor=HOSTILE, place=HOSTILE, adcode="421087",
        sector=HOSTILE, capacity=HOSTILE, stage="签约", events=[event, replace(event, stage="签约")],
        amount_cny=1_500_000_000, amount_reason=HOSTILE, amounts=[], safe_to_sum=False, sum_reason=HOSTILE,
        uids=["zs1"], mentions=[],
    )  # fmt: skip
    article = Source("zs1", HOSTILE, "javascript:alert(1)", HOSTILE, "2024-05-01")
    return Gathered(
        generation="0123",
        filters={"place": [HOSTILE]},
        until="2024-05-01",
        articles={"2024-05": {HOSTILE: [article]}},
        cited={"zs1": article},
        projects={"签约": {HOSTILE: [project]}},
        places=[(Standing(HOSTILE, "421087", projects=1, amount_cny=1_500_000_000), [project])],
        largest=[project],
    )


def numbers_lead_somewhere(markup: Markup) -> bool:
    anchors = {address[1:] for address in markup.addresses if address.startswith("#")}
    return bool(anchors) and anchors <= set(markup.ids) and len(markup.ids) == len(set(markup.ids))


def test_whatever_a_page_says_is_text(page: str) -> None:
    for html in (render(hostile()), page):
        markup = Markup(html)
        assert not markup.tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form", "use"}
        assert not {name for name in markup.attributes if name.startswith("on")}
        assert all(address.startswith(("#", "http://news.example.cn/")) for address in markup.addresses)
        assert '<script>alert("招商")</script>' in markup.text
        assert "{{ 7 * 7 }}" in markup.text
        assert numbers_lead_somewhere(markup)


def test_the_page_forbids_scripts_and_the_network(page: str) -> None:
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in page
    assert "unsafe" not in page.split("</head>")[0]
    assert "style=" not in page, "the policy forbids styles in attributes"
    assert not {"src", "srcset", "action"} & Markup(page).attributes


def test_each_number_leads_to_its_articles(home: Home, page: str) -> None:
    markup = Markup(page)
    with open_archive(home.path) as archive:
        uids = {stored.uid for stored in archive.articles()}
    assert len(uids) == 3
    assert all(uid in markup.text for uid in uids)
    assert {f"http://news.example.cn/{n}.html" for n in range(3)} <= set(markup.addresses)
    assert "15亿元" in markup.text
    assert "no date" in markup.text


def test_the_same_archive_gives_the_same_page(home: Home, tmp_path: Path, page: str) -> None:
    summary = write_report(home, tmp_path / "out")
    assert summary.path.read_text(encoding="utf-8") == page
    assert (summary.articles, summary.projects) == (3, 1)


def test_filters_choose_articles_and_projects(home: Home) -> None:
    assert gather(home, Filters(since="2024-04-01")).article_count == 1
    assert gather(home, Filters(place=("430000",))).project_count == 0


def test_an_empty_archive_has_a_report(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    open_archive(home.path, create=True).close()
    html = write_report(home, tmp_path / "out").path.read_text(encoding="utf-8")
    assert "No articles." in html
    assert "No projects." in html


def test_what_cannot_be_written_says_why_and_leaves_nothing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigError, match="exists"):
        write_report(home, tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(ConfigError, match="No space left"):
        write_report(home, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_it(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZSCRAWL_HOME", str(home.path))
    done = CliRunner().invoke(cli, ["report", str(tmp_path / "out")])
    assert done.output.endswith("report.html: 3 articles, 1 projects\n")


def test_months_without_articles_keep_their_room() -> None:
    listed = [Source("zs1", None, "http://news.example.cn/", "one", None)]
    gathered = Gathered("", {}, articles={"2023-11": {"one": listed}, "2024-02": {"two": listed}})
    spec = articles_by_month(gathered)
    assert spec is not None
    assert spec["encoding"]["x"]["scale"]["domain"] == ["2023-11", "2023-12", "2024-01", "2024-02"]
    gathered.articles["9999-12"] = {"one": listed}
    spec = articles_by_month(gathered)
    assert spec is not None
    assert spec["encoding"]["x"]["scale"]["domain"] == ["2023-11", "2024-02", "9999-12"]


def test_nothing_to_draw_is_no_chart() -> None:
    empty = Gathered("", {})
    assert articles_by_month(empty) is None
    assert projects_by_stage(empty) is None
    assert map_of_places(empty.spots) is None
    assert life_lines(empty.largest) is None


def test_a_map_of_one_place_shows_its_surroundings() -> None:
    spec = map_of_places([Spot("松滋市", 111.77, 30.17, 100, 1)])
    assert spec is not None
    assert spec["encoding"]["x"]["scale"]["domain"] == [110.77, 112.77]
    assert len(spec["layer"][0]["data"]["values"]) > 5


def test_small_series_share_a_colour() -> None:
    counts = [(f"s{number:02}", number) for number in range(1, 15)]
    assert largest_series(counts) == [f"s{number:02}" for number in range(14, 5, -1)]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", 'http://x/"onclick="', ""])
def test_other_addresses_than_of_the_web_are_no_links(url: str) -> None:
    assert web_address(url) == ""


# --- as a person sees it

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed")
    return found


def shot(browser: str, folder: Path, name: str, html: str) -> tuple[bytes, str]:
    """A picture of the page (PNG) and what the browser had to say."""
    (folder / f"{name}.html").write_text(html, encoding="utf-8")
    picture = folder / f"{name}.png"
    done = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
            f"--user-data-dir={folder / 'profile'}", "--window-size=1200,4000",
            f"--screenshot={picture}", (folder / f"{name}.html").as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return picture.read_bytes(), done.stderr


def test_chromium_shows_it_with_chinese_text(browser: str, page: str, tmp_path: Path) -> None:
    picture, log = shot(browser, tmp_path, "report", page)
    assert struct.unpack(">II", picture[16:24]) == (1200, 4000)
    assert "Content Security Policy" not in log, "something of ours was refused"
    empty, _ = shot(browser, tmp_path, "empty", "<p>")
    assert len(picture) > 4 * len(empty), "the page is blank"
    other, _ = shot(browser, tmp_path, "other", page.replace("签约", "投产"))
    if other == picture:
        pytest.skip("no font with Chinese characters is installed: all of them look the same")
