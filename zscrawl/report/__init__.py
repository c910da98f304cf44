"""A report to look at: one HTML file without scripts that needs no network, each number with its articles.

``gathering`` reads the archive and the ledger, ``charts`` draws, ``page`` puts both into the page.
"""

from zscrawl.report.page import ReportSummary, write_report

__all__ = ["ReportSummary", "write_report"]
