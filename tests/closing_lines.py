"""Figures that tests prove, said again at the end of a run: `record_property` names them."""

from __future__ import annotations

CLOSING_LINE = "closing line"


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.stats.get("passed", []):
        for name, line in getattr(report, "user_properties", ()):
            if name == CLOSING_LINE and report.when == "call":
                terminalreporter.write_line(line)
