"""``zscrawl projects`` and ``overdue``: investment projects and their lives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.filters import filter_options
from zscrawl.cli.output import Column, format_option, plain, print_rows, to_json
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import STAGES, Filters
from zscrawl.money import money, parse_money

if TYPE_CHECKING:
    from promotion.ledger import LedgerProject
    from zscrawl.ledger import Book

_KEYS = """
    id name investor place adcode stage first_date amount amount_cny safe_to_sum sector capacity articles uids urls
"""
_COLUMNS = [
    Column("id", "id", style="cyan"),
    Column("stage", "stage"),
    Column("first_date", "first seen"),
    Column("amount", "amount", right=True, style="green"),
    Column("place", "place"),
    Column("investor", "investor"),
    Column("name", "name", style="bold", wide=True),
    Column("articles", "articles", right=True),
]


@click.group(invoke_without_command=True)
@click.option("--stage", multiple=True, type=click.Choice(STAGES), help="Latest stage; may be repeated.")
@click.option(
    "--reached", type=click.Choice(STAGES), help="This stage or a later one: 签约 is all that was signed."
)
@click.option("--min-amount", metavar="AMOUNT", help="At least this much: 10亿, 5000万 or yuan.")
@click.option("--sector", metavar="WORD", help="Sector contains this.")
@click.option("--investor", metavar="WORD", help="Investor contains this.")
@click.option("--overdue", "late", is_flag=True, help="Signed, and no report of a start in time.")
@filter_options(limit=50)
@format_option
@click.pass_context
def projects(
    ctx: click.Context,
    stage: tuple[str, ...],
    reached: str | None,
    min_amount: str | None,
    sector: str | None,
    investor: str | None,
    late: bool,
    filters: Filters,
    fmt: str,
) -> None:
    """Investment projects over all articles: one row a project, however many articles report it.

    --since and --until choose by the days of a project's stages, --place by where it goes to.
    """
    if ctx.invoked_subcommand:
        return
    from promotion.ledger import overdue
    from zscrawl.ledger import load_book, parse_today

    least = _amount(min_amount)
    late_enough = STAGES[STAGES.index(reached) :] if reached else ()
    book = load_book(Home.from_environment())
    found = book.ledger.projects
    if late:
        found = [one.project for one in overdue(found, parse_today(None))]
    fitting = (
        project
        for project in found
        if (not stage or project.stage in stage)
        and (not reached or project.stage in late_enough)
        and (least is None or (project.amount_cny or 0) >= least)
        and (not sector or sector in (project.sector or ""))
        and (not investor or any(investor in name for name in (project.investor or "", project.name)))
    )
    rows = (_as_row(project, book) for project in book.chosen(fitting, replace(filters, limit=0)))
    print_rows(rows, _COLUMNS, fmt, empty="no such project", limit=filters.limit, keys=_KEYS)


def _amount(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return parse_money(text)
    except ValueError:
        raise ConfigError(f"'{text}' is not an amount; write 10亿, 5000万 or 1000000000") from None


def _as_row(project: LedgerProject, book: Book) -> dict[str, Any]:
    return {
        "id": project.id,
        "name": project.name,
        "investor": project.investor,
        "place": project.place,
        "adcode": project.adcode,
        "stage": project.stage,
        "first_date": project.first_date,
        "amount": money(project.amount_cny),
        "amount_cny": project.amount_cny,
        "safe_to_sum": project.safe_to_sum,
        "sector": project.sector,
        "capacity": project.capacity,
        "articles": len(project.uids),
        "uids": project.uids,
        "urls": [book.articles[uid].url for uid in project.uids],
    }


@projects.command("show")
@click.argument("name", metavar="ID")
@click.option("--explain", is_flag=True, help="Why these mentions are one project, and why this amount.")
@click.option("--format", "fmt", type=click.Choice(["table", "json"]), default="table", show_default=True)
def show_project(name: str, explain: bool, fmt: str) -> None:
    """One project: its life line with dates, quotations and the articles they stand in."""
    from zscrawl.ledger import load_book

    book = load_book(Home.from_environment())
    project = book.project(name)
    if fmt == "json":
        sources = [plain(book.articles[uid]) for uid in project.uids]
        click.echo(to_json(plain(project) | {"articles": sources}, indent=2))
    else:
        _print_project(project, book, explain)


def _print_project(project: LedgerProject, book: Book, explain: bool) -> None:
    from zscrawl.cli.console import console, printable

    console.print(printable(project.name), style="bold")
    others = [name for name in project.names if name != project.name]
    for label, value in (
        ("id", project.id),
        ("also called", "、".join(others)),
        ("investor", project.investor),
        ("place", project.place),
        ("stage", project.stage),
        ("amount", money(project.amount_cny)),
        ("sector", project.sector),
        ("capacity", project.capacity),
        ("in sums", "yes" if project.safe_to_sum else f"no: {project.sum_reason}"),
    ):
        if value:
            console.print(printable(f"  {label:12}{value}"))
    console.print("life", style="bold")
    for event in project.events:
        article = book.articles[event.uid]
        when = event.date or "no date"
        console.print(
            printable(f"  {when:10}  {event.stage}  {'' if event.dated else '(day of publication) '}")
        )
        console.print(printable(f"              «{event.quote}»"), style="dim")
        console.print(
            printable(f"              {article.uid}  {article.source}  {article.url}"), style="cyan"
        )
    if explain:
        _print_reasons(project)


def _print_reasons(project: LedgerProject) -> None:
    from zscrawl.cli.console import console, printable

    console.print("amounts as stated", style="bold")
    for stated in project.amounts:
        articles = ", ".join(stated.uids)
        said = f"  {money(stated.amount_cny)}  «{stated.text}»  {stated.kind}  {stated.date or 'no date'}  {articles}"
        console.print(printable(said))
    console.print(printable(f"  preferred: {money(project.amount_cny) or 'none'} ({project.amount_reason})"))
    console.print("why these mentions are one project", style="bold")
    for link in project.links:
        console.print(
            printable(f"  {link.first} = {link.second}  {link.score:.2f}  {'; '.join(link.reasons)}")
        )
    if not project.links:
        console.print("  there is one mention only")
    for correction in project.corrected:
        console.print(printable(f"  corrected: {correction}"), style="yellow")


_OVERDUE_COLUMNS = [
    Column("id", "id", style="cyan"),
    Column("signed", "signed"),
    Column("missing", "no report of"),
    Column("due", "due"),
    Column("days", "days late", right=True, style="red"),
    Column("amount", "amount", right=True),
    Column("place", "place"),
    Column("name", "name", style="bold", wide=True),
]


@click.command()
@click.option(
    "--register-months",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Signed to registered.",
)
@click.option(
    "--start-months", type=click.IntRange(min=1), default=6, show_default=True, help="Signed to started."
)
@click.option("--on", "day", metavar="DAY", help="Count from this day; default: today.")
@filter_options(limit=50)
@format_option
def overdue(register_months: int, start_months: int, day: str | None, filters: Filters, fmt: str) -> None:
    """Projects that were signed and of which no registration or start was reported in time.

    What no article reports cannot be known: the list says «no report of», not «not started».
    """
    from promotion.ledger import overdue as late_projects
    from zscrawl.ledger import load_book, parse_today

    book = load_book(Home.from_environment())
    late = late_projects(
        book.ledger.projects, parse_today(day), register_months=register_months, start_months=start_months
    )
    by_id = {one.project.id: one for one in late}
    rows = (
        _as_row(project, book)
        | {
            "signed": by_id[project.id].signed,
            "missing": by_id[project.id].missing,
            "due": by_id[project.id].due,
            "days": by_id[project.id].days,
        }
        for project in book.chosen((one.project for one in late), replace(filters, limit=0))
    )
    print_rows(
        rows,
        _OVERDUE_COLUMNS,
        fmt,
        empty="nothing is overdue",
        limit=filters.limit,
        keys=f"{_KEYS} signed missing due days",
    )
