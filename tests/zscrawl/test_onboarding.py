"""Taking in a new site: what is recognised and proposed, and what is written into the user's file."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo import DEMO_CLOCK, Server, build, serve
from spiders.fields.selected import KEYS as SELECTORS
from zscrawl.cli import main
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import Page, Source
from zscrawl.probing.onboarding import Proposal, Wishes, propose
from zscrawl.sources import load_sources
from zscrawl.sources.options import SELECTOR_KEYS
from zscrawl.sources.writing import OWN_FILE

ROOT = Path(__file__).parents[2]
ADDRESS = "http://www.hushi.example.gov.cn/zsdt/"
ROWS = "".join(
    f'<li><a href="t20240{n}05_{n}1234.html">湖市开发区第{n}批项目办理入园手续</a><span>2024-0{n}-05</span></li>'
    for n in range(1, 7)
)
LISTING = f"""<html><head><meta charset="utf-8"><title>招商动态_{{site}}</title></head>
<body><div class="list"><ul>{ROWS}</ul></div></body></html>"""


def listing(site: str = "湖市人民政府", url: str = ADDRESS) -> Page:
    return Page(url, LISTING.format(site=site).encode(), DEMO_CLOCK)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("ZSCRAWL_HOME", str(tmp_path / "data"))
    return Home(tmp_path / "data")


# --- proposals


def test_what_is_proposed_for_a_government_site() -> None:
    proposal = propose(ADDRESS, listing("谷城县人民政府"), (), Wishes())
    assert proposal.source == Source(
        "hushi-example-gov", "谷城县人民政府 招商动态", "gov", "420625", (ADDRESS,), 86_400
    )
    assert proposal.region_known
    assert [(link.date, link.title) for link in proposal.listing.links][:1] == [
        ("2024-01-05", "湖市开发区第1批项目办理入园手续")
    ]


def test_what_the_user_says_goes_before_what_pages_say() -> None:
    wishes = Wishes("lake", "湖市", "湖南", "6h", "portal", {"items": ".list"}, allow_private=True)
    proposal = propose(ADDRESS, listing("谷城县人民政府"), (), wishes)
    assert proposal.source == Source(
        "lake", "湖市", "portal", "430000", (ADDRESS,), 21_600, {"items": ".list"}, allow_private=True
    )


def test_a_region_that_nothing_names_is_not_known() -> None:
    assert not propose(ADDRESS, listing("湖市投资网"), (), Wishes()).region_known


def test_a_name_that_is_taken_gets_the_column() -> None:
    proposal = propose(ADDRESS, listing(), (), Wishes(), taken=["hushi-example-gov"])
    assert proposal.source.name == "hushi-example-gov-zsdt"


def test_items_on_another_host_are_noted() -> None:
    page = listing()
    moved = page.body.replace(b'href="t', b'href="http://news.hushi.example.org.cn/t')
    proposal = propose(ADDRESS, Page(page.url, moved, page.fetched_at), (), Wishes())
    assert any("--option hosts=news.hushi.example.org.cn" in note for note in proposal.notes)
    assert not propose(ADDRESS, page, (), Wishes()).notes


def test_the_address_of_one_day_is_noted() -> None:
    url = "http://epaper.hushi.example.com/html/2024-03/05/node_2.htm"
    assert any("one day" in note for note in propose(url, listing(url=url), (), Wishes()).notes)


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (Wishes(name="Lake Gov"), "'name' is 'Lake Gov'"),
        (Wishes(every="often"), "'every' is 'often'"),
        (Wishes(region="99"), "six-digit adcode"),
        (Wishes(options={"item": ".list"}), "did you mean 'items'"),
        (Wishes(options={"body": "div["}), "option 'body': CSS selector 'div[' is malformed"),
    ],
)
def test_a_wrong_wish_is_named(wishes: Wishes, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        propose(ADDRESS, listing(), (), wishes)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_selector_of_the_readers_is_an_option() -> None:
    assert set(SELECTOR_KEYS) == set(SELECTORS)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(build()) as server:
        yield server


def fetched(url: str) -> Page:
    with urllib.request.urlopen(url) as response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Page(url, response.read(), DEMO_CLOCK, headers)


def proposed(server: Server, name: str, start: str, newest: int = 3) -> Proposal:
    url = server.origins[name] + start
    articles = sorted(
        (one for one in server.web.articles if one.site == name), key=lambda one: one.published_at
    )
    pages = [fetched(server.url(article)) for article in articles[-newest:]]
    return propose(url, fetched(url), pages, Wishes(region="湖北", allow_private=True))


@pytest.mark.parametrize(
    ("site", "start", "family"),
    [
        ("demo-discuz", "/forum-37-1.html", "discuz"),
        ("demo-gov", "/zsyz/zsdt/", "gov"),
        ("demo-portal", "/zhaoshang/", "portal"),
    ],
)
def test_families_of_the_demo_web(server: Server, site: str, start: str, family: str) -> None:
    proposal = proposed(server, site, start)
    assert proposal.source.family == family
    assert len(proposal.listing.links) >= 9
    assert all(article.published_at and article.title for article in proposal.articles)


def test_a_newspaper_gets_the_addresses_of_its_issues(server: Server) -> None:
    entrance = f"{server.origins['demo-epaper']}/"
    newest = max(a.path for a in server.web.articles if a.site == "demo-epaper" and "/pc/" in a.path)
    page = newest.replace("/content/", "/layout/").rpartition("/")[0] + "/node_01.html"
    issue = fetched(server.origins["demo-epaper"] + page)
    proposal = propose(entrance, issue, (), Wishes(region="湖北", allow_private=True))
    assert proposal.source.family == "epaper"
    assert proposal.source.options["issue_url"] == f"{entrance}pc/layout/%Y%m/%d/node_01.html"


# --- the command, on a saved page


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["sources", "add", ADDRESS, *arguments])
    return int(left.value.code or 0)


@pytest.fixture
def saved(tmp_path: Path) -> str:
    path = tmp_path / "list.html"
    path.write_bytes(listing("谷城县人民政府").body)
    return str(path)


def test_without_a_terminal_nothing_is_written_unless_told(
    home: Home, saved: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--from", saved) == 0
    printed = capsys.readouterr()
    assert 'name = "hushi-example-gov"' in printed.out
    assert "repeat the command with --yes" in printed.err
    assert not home.path.exists()
    assert run("--from", saved, "--yes") == 0
    assert "zscrawl crawl hushi-example-gov" in capsys.readouterr().err
    assert load_sources(home).get("hushi-example-gov").start == (ADDRESS,)


@pytest.mark.parametrize(("answer", "written"), [(b"n\n", False), (b"\n", True)])
def test_on_a_terminal_the_user_is_asked(answer: bytes, written: bool, home: Home, saved: str) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "zscrawl", "sources", "add", ADDRESS, "--from", saved]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT) as child:
        os.close(theirs)
        os.write(ours, answer)
        shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert child.returncode == 0, shown
    assert b"Write it to" in shown
    assert (home.sources / OWN_FILE).exists() is written


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says that the other end is closed with an error
        return b""


@pytest.mark.parametrize(
    ("page", "arguments", "said"),
    [
        (listing("湖市投资网"), (), "does not name the region"),
        (Page(ADDRESS, b"<html><body>nothing here</body></html>", DEMO_CLOCK), (), "names no articles"),
        (listing(), ("--region", "朝阳区"), "several places"),
        (listing(), ("--name", load_sources().names[0]), "exists already"),
        (listing(), ("--option", "items"), "KEY=VALUE"),
        (listing(), ("--option", "itms=.list"), "did you mean 'items'"),
        (listing(), ("--every", "1s"), "'every' is '1s'"),
    ],
)
def test_what_cannot_be_added_is_said_in_one_line(
    page: Page,
    arguments: tuple[str, ...],
    said: str,
    home: Home,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page.body)
    assert run("--from", str(path), "--yes", *arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("zscrawl: ")
    assert said in line
    assert not home.path.exists()
