"""The command line. `main` is the console script; each command lives in a module of this package.

Commands are imported only when they run: ``zscrawl search`` must not pay for Scrapy.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import Any, NoReturn

import click

from zscrawl import __version__
from zscrawl.errors import ZscrawlError

INTERRUPTED = 130
INTERNAL = 70

# command → (module of this package, function, one line for --help)
COMMANDS = {
    "crawl": ("crawl", "crawl", "Crawl sources, archive what is new, refresh."),
    "schedule": ("schedule", "schedule", "Print the timer that starts crawls."),
    "import": ("import_", "import_pages", "Take in saved pages or WARC files, as if crawled."),
    "extract": ("extract", "extract", "Read pages without an archive."),
    "facts": ("facts", "facts", "Read what articles report, without an archive."),
    "search": ("search", "search", "Find articles."),
    "alerts": ("alerts", "alerts", "What is new in saved searches."),
    "show": ("show", "show", "Read one article."),
    "projects": ("projects", "projects", "Investment projects and their lives."),
    "overdue": ("projects", "overdue", "Projects signed and not started in time."),
    "timeline": ("timeline", "timeline", "What happened in a place, by day."),
    "figures": ("figures", "figures", "Reported numbers, sources side by side."),
    "activities": ("figures", "activities", "Promotion events that were held."),
    "companies": ("figures", "companies", "Investors: what they invest where."),
    "places": ("figures", "places", "A league table by place."),
    "cite": ("cite", "cite", "How to cite an article."),
    "export": ("export", "export", "Write a dataset."),
    "report": ("report", "report", "Write a page with charts, a map and sources."),
    "sources": ("sources", "sources", "The registry of sites."),
    "fixture": ("fixture", "fixture", "Pages with what must be read from them."),
    "status": ("status", "status", "Health by source."),
    "runs": ("runs", "runs", "What each run did."),
    "refresh": ("refresh", "refresh", "Catch up facts and index with the archive."),
    "reindex": ("refresh", "reindex", "Build the index anew."),
    "history": ("history", "history", "The versions of an article and what changed."),
    "similar": ("similar", "similar", "The reprints of an article."),
    "reparse": ("reparse", "reparse", "Read the archived pages again with today's readers."),
    "verify": ("verify", "verify", "Prove that the archive is whole."),
    "migrate": ("migrate", "migrate", "Bring an older archive to today's schema."),
    "demo": ("demo", "demo", "The whole thing on a built-in web, offline."),
}


class _ReaderGoneError(Exception):
    """A BrokenPipeError under another name: click would end the process with exit code 1."""


class LazyGroup(click.Group):
    """Resolves a command's module when the command is named, its help line from `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(f"zscrawl.cli.{module}"), function)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderGoneError from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "'zscrawl --help' lists the commands"
            ctx.fail(f"no command '{name}'; {hint}")
        return super().resolve_command(ctx, args)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zscrawl")
@click.option("--debug", is_flag=True, help="Show a traceback with an error.")
def cli(debug: bool) -> None:
    """Crawl, archive, search and export Chinese regional investment-promotion (招商引资) news.

    The data directory is $ZSCRAWL_HOME, else ./data. 'zscrawl demo' shows everything, offline.
    """


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"zscrawl: {' '.join(message.split())}", err=True)
    sys.exit(code)


def _leave_quietly() -> NoReturn:
    """The reader of our output has gone (``zscrawl … | head``): nothing is left to say to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the documented code (docs/exit-codes.md)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    try:
        code = cli.main(args=arguments, prog_name="zscrawl", standalone_mode=False)
        sys.stdout.flush()
    except ZscrawlError as error:
        if debug:
            traceback.print_exc()
        _fail(str(error), error.exit_code)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "zscrawl"
        _fail(f"{error.format_message().rstrip('.')}; see '{where} --help'", 2)
    except click.ClickException as error:
        _fail(error.format_message(), 2)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted; what was committed is kept", INTERRUPTED)
    except (_ReaderGoneError, BrokenPipeError):
        _leave_quietly()
    except Exception as error:
        if debug:
            traceback.print_exc()
        _fail(
            f"unexpected {type(error).__name__}: {error}; run it again with 'zscrawl --debug …' and report it",
            INTERNAL,
        )
    sys.exit(code if isinstance(code, int) else 0)
