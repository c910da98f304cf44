"""Datasets: tables of the archive as files, described well enough to be cited and checked.

``tables`` says what a row and each field is, ``rows`` makes them, ``formats`` writes them, ``describe`` writes what
lies beside them, ``package`` puts it all under its name in one step.
"""

from zscrawl.export.formats import FORMATS
from zscrawl.export.package import ExportOptions, ExportSummary, export_package
from zscrawl.export.tables import TABLES

__all__ = ["FORMATS", "TABLES", "ExportOptions", "ExportSummary", "export_package"]
