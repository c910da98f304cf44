"""Cells of spreadsheets and CSV files that come from pages."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_FORMULA_STARTS = tuple("=+-@\t\r")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: ``'`` before a leading = + - @, tab or return.

    Plain numbers stay as they are. Source: OWASP, "CSV Injection".
    """
    if cell.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell
