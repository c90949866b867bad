"""The page that puts ledger and figures side by side: one file that opens from the disk, without network."""

from empirics.report.page import Figure, Report, page

__all__ = ["Figure", "Report", "page"]
