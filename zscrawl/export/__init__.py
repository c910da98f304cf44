"""Datasets: tables of the archive as files, described well enough to be cited.

``tables`` says what a row and each field is; ``formats`` writes rows; ``package`` puts the files under
their name in one step.
"""

from zscrawl.export.formats import FORMATS
from zscrawl.export.package import ExportSummary, export_package
from zscrawl.export.tables import TABLES

__all__ = ["FORMATS", "TABLES", "ExportSummary", "export_package"]
