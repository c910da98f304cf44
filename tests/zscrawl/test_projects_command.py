"""``zscrawl projects``: which projects it lists."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import Capture, Item, open_archive
from zscrawl.cli import cli
from zscrawl.items import CST, Article, Page

CLOCK = datetime(2024, 9, 1, tzinfo=CST)
TEXTS = (
    "4月12日，投资15亿元的年产3万吨食品级磷酸盐项目在松滋市签约，由宜昌禾丰化工有限公司建设。松滋市招商引资再传捷报。",
    "8月20日，投资30亿元的年产8万套减速器项目在钟祥市开工，由苏州恒越机械有限公司建设。钟祥市招商引资再传捷报。",
    "8月22日，投资2亿元的年产5万套座椅项目在钟祥市签约，由苏州锦程座椅有限公司建设。钟祥市招商引资再传捷报。",
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from zscrawl.home import Home
    from zscrawl.refresh import refresh_archive

    with (
        open_archive(tmp_path, create=True) as archive,
        archive.writer("test", clock=lambda: CLOCK) as writer,
    ):
        items = []
        for number, body in enumerate(TEXTS):
            url = f"http://news.example.cn/{number}.html"
            article = Article(url, url, "portal", "article", title="简讯", published_at=CLOCK, body=body)
            items.append(Item(Capture(Page(url, b"<p>", CLOCK)), article, "example"))
        writer.store_batch(items, run_id=writer.begin_run("import", {}))
    refresh_archive(Home(tmp_path))
    monkeypatch.setenv("ZSCRAWL_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("options", "amounts"),
    [
        ([], [3_000_000_000, 1_500_000_000, 200_000_000]),
        (["--stage", "签约"], [1_500_000_000, 200_000_000]),
        (["--reached", "签约", "--min-amount", "10亿"], [3_000_000_000, 1_500_000_000]),
        (["--reached", "开工"], [3_000_000_000]),
        (["--reached", "签约", "--place", "松滋市"], [1_500_000_000]),
        (["--reached", "签约", "--place", "430000"], []),
    ],
)
def test_projects_are_chosen(home: Path, options: list[str], amounts: list[int]) -> None:
    done = CliRunner().invoke(cli, ["projects", *options, "--format", "json"])
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)
    assert sorted((row["amount_cny"] for row in rows), reverse=True) == amounts
    assert all(row["urls"] for row in rows)


def test_a_correction_of_no_project_is_told(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    (home / "corrections.toml").write_text('[[hide]]\nproject = "pnothing"\n', encoding="utf-8")
    assert CliRunner().invoke(cli, ["projects"]).exit_code == 0
    assert "[[hide]] pnothing" in caplog.text
