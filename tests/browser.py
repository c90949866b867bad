"""A page opened in headless Chromium, where there is one."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

BROWSER = shutil.which("chromium")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")


#: Writes the addresses that a page asked for, other than files, where a test finds them.
ASKED = """<script>addEventListener('load', () => setTimeout(() => {
  const names = performance.getEntriesByType('resource').map((entry) => entry.name);
  document.body.dataset.asked = names.filter((name) => !/^(file|data|blob):/.test(name)).join(' ');
}, 3000));</script>"""


@dataclass(frozen=True)
class Opened:
    """A page after its scripts have run, and the lines that they wrote to the console."""

    dom: str
    console: list[str]


def opened(
    page: Path,
    folder: Path,
    fragment: str = "",
    script: str = "",
    dark: bool = False,
    more: tuple[str, ...] = (),
    milliseconds: int = 15_000,
) -> Opened:
    """Open a page from the disk, with a script at its end and more flags, and let it run for a virtual time."""
    if script:
        text = page.read_text(encoding="utf-8").replace("</body>", script + "</body>")
        page = page.with_name(f"{folder.name}-{page.name}")
        page.write_text(text, encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
    flags += ["--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder}"]
    flags += ["--enable-logging=stderr", f"--virtual-time-budget={milliseconds}", "--dump-dom", *more]
    flags += ["--blink-settings=preferredColorScheme=0"] if dark else []
    done = subprocess.run(
        [BROWSER, *flags, page.as_uri() + fragment], capture_output=True, text=True, timeout=120, check=False
    )
    return Opened(done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line])
