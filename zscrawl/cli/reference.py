"""docs/cli.md, written from the commands' own ``--help``: ``python -m zscrawl.cli.reference > docs/cli.md``.

A test holds that the file is what this prints.
"""

from __future__ import annotations

import click

from zscrawl.cli import COMMANDS, cli

_HEAD = """# Commands

Written from `--help` by `python -m zscrawl.cli.reference`; exit codes are explained in [exit-codes.md](exit-codes.md).
The data directory is `$ZSCRAWL_HOME`, else `./data`. Listing commands take `--format table|json|jsonl|csv|tsv`:
a table is for people, the others are whole and stable for programs.
"""
_WIDTH = 100


def reference() -> str:
    """The reference in Markdown, commands in the order of ``zscrawl --help``."""
    parts = [_HEAD]
    with click.Context(cli, info_name="zscrawl", terminal_width=_WIDTH, **cli.context_settings) as top:
        parts.append(_section(top, cli))
        for name in COMMANDS:
            command = cli.get_command(top, name)
            assert command is not None
            parts += _sections(top, name, command)
    return "\n".join(parts)


def _sections(parent: click.Context, name: str, command: click.Command) -> list[str]:
    with click.Context(command, info_name=name, parent=parent, terminal_width=_WIDTH) as context:
        found = [_section(context, command)]
        for inner, subcommand in sorted(getattr(command, "commands", {}).items()):
            found += _sections(context, inner, subcommand)
        return found


def _section(context: click.Context, command: click.Command) -> str:
    return f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
