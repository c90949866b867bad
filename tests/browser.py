"""A page opened in headless Chromium, where there is one."""

import re
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

    def number(self, name: str) -> float:
        """Return a number that a script left in the data of the body."""
        found = re.search(rf'data-{name}="([^"]+)"', self.dom)
        assert found, f"the page says no {name}"
        return float(found[1])


#: What a screen of a width shows, in CSS pixels: the least size of text in drawings, the least widths of the layouts of
#: pictures that are shown, how far the page is wider than the screen, how many tables are wider than their place, and
#: of these how many lose their first column when they scroll.
SEEN = """<script>addEventListener('load', () => setTimeout(() => {
  const least = (values) => (values.length ? Math.min(...values) : '');
  const texts = [...document.querySelectorAll('svg text')].map((text) => {
    const scale = text.getScreenCTM();
    return Math.hypot(scale.a, scale.b) * parseFloat(getComputedStyle(text).fontSize);
  });
  const inner = (image) => {
    const style = getComputedStyle(image);
    return image.getBoundingClientRect().width - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  };
  const widths = (layout) => [...document.querySelectorAll(`img.${layout}`)].filter((i) => i.offsetParent).map(inner);
  const tables = [...document.querySelectorAll('table')].filter((t) => t.offsetWidth > t.parentElement.clientWidth);
  const lost = tables.filter((table) => {
    const box = table.parentElement;
    box.scrollLeft = 60;
    const cell = table.querySelector('tbody td, tbody th').getBoundingClientRect();
    return box.scrollLeft === 0 || cell.left < box.getBoundingClientRect().left - 1;
  });
  Object.assign(document.body.dataset, {
    text: least(texts), wide: least(widths('wide')), narrow: least(widths('narrow')),
    over: document.documentElement.scrollWidth - innerWidth, tables: tables.length, lost: lost.length,
  });
}, 4000));</script>"""
#: A frame as wide as a phone's screen, as Chromium's own window cannot be; afterwards the frame's data are the page's.
_FRAME = """<!doctype html><body><iframe src="{page}" style="width: {width}px; height: 800px; border: 0"></iframe>
<script>setTimeout(() => {{
  Object.assign(document.body.dataset, document.querySelector('iframe').contentDocument.body.dataset);
}}, 9000);</script></body>"""


def opened(
    page: Path,
    folder: Path,
    fragment: str = "",
    script: str = "",
    dark: bool = False,
    more: tuple[str, ...] = (),
    milliseconds: int = 15_000,
    width: int | None = None,
) -> Opened:
    """Open a page from the disk, with a script at its end and more flags, and let it run for a virtual time.

    With a width in pixels, the page is in a frame of that width, and ``dom`` is that of the frame's surroundings, with
    the data of the page's body on its own body.
    """
    if script:
        text = page.read_text(encoding="utf-8").replace("</body>", script + "</body>")
        page = page.with_name(f"{folder.name}-{page.name}")
        page.write_text(text, encoding="utf-8")
    if width:
        frame = page.with_name(f"{folder.name}-{width}.html")
        frame.write_text(_FRAME.format(page=page.name + fragment, width=width), encoding="utf-8")
        page, fragment = frame, ""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
    flags += [
        "--allow-file-access-from-files",
        "--hide-scrollbars",
        f"--window-size={max(width or 0, 800)},900",
    ]
    flags += ["--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder}"]
    flags += ["--enable-logging=stderr", f"--virtual-time-budget={milliseconds}", "--dump-dom", *more]
    flags += ["--blink-settings=preferredColorScheme=0"] if dark else []
    done = subprocess.run(
        [BROWSER, *flags, page.as_uri() + fragment], capture_output=True, text=True, timeout=120, check=False
    )
    return Opened(done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line])
