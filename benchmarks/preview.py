"""Measures in Chromium how the preview's page opens, searches and scrolls, with few cards and with many.

Usage: python benchmarks/preview.py [--few 60] [--many 2000] [--rounds 7] [--json]

Opening ends when cards are on the screen: the script has run and two frames have been drawn. Both pages are
opened in turn, each time in a new tab. Goals: many cards open in at most five times the time of few; no frame
while scrolling takes as long as a person would notice.
"""

import argparse
import json
import shutil
import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import inputs
from awsdeck import pipeline, preview
from awsdeck.config import Config
from awsdeck.writers import Part

GOAL = 5.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu")
OPENED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
    () => done([performance.now(), document.querySelectorAll('article .face').length]))))"""
SEARCH = """text => { const box = document.getElementById('search'); const start = performance.now();
    box.value = text; box.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect(); return performance.now() - start; }"""
SCROLL = """() => new Promise(done => { const frames = []; let last = performance.now(); let left = 240;
    const frame = (now) => { frames.push(now - last); last = now; scrollBy(0, 200);
        if (left-- > 0) requestAnimationFrame(frame); else done(frames.slice(1)); };
    requestAnimationFrame(frame); })"""


def main() -> None:
    """Measure, then print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--few", type=int, default=60)
    parser.add_argument("--many", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    counts = (options.few, options.many)
    with tempfile.TemporaryDirectory(prefix="awsdeck-bench-") as name, sync_playwright() as playwright:
        pages = {count: written(Path(name), count) for count in counts}
        path = next(filter(None, map(shutil.which, BROWSERS)))
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        found = measured(browser, pages, options.rounds)
        found["ratio"] = {"open": found[f"{options.many}"]["open"] / found[f"{options.few}"]["open"]}
        browser.close()
    print(json.dumps(found, indent=1) if options.json else table(found, counts))


def written(folder: Path, count: int) -> Path:
    """A page of that many cards."""
    source = folder / f"deck-{count}.md"
    source.write_text(inputs.markdown(inputs.questions(count)), "utf-8")
    config = Config()
    deck = pipeline.read(source, config, pipeline.catalogue_for(config), 1_790_000_000)
    path = source.with_suffix(".html")
    path.write_text(preview.page([Part(deck.document, deck.ready)]), "utf-8")
    return path


def measured(browser: Browser, pages: Mapping[int, Path], rounds: int) -> dict[str, dict[str, float]]:
    """The medians of all rounds; times in milliseconds."""
    seen: dict[int, list[dict[str, float]]] = {count: [] for count in pages}
    for _ in range(rounds + 1):
        for count, path in pages.items():
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            seen[count].append(one_round(page, path))
            page.close()
    return {
        str(count): {
            "bytes": pages[count].stat().st_size,
            **{name: statistics.median(one[name] for one in found[1:]) for name in found[0]},
        }
        for count, found in seen.items()
    }


def one_round(page: Page, path: Path) -> dict[str, float]:
    """Open, search, scroll; the first round of a browser warms it up."""
    page.goto(path.as_uri())
    opened, drawn = page.evaluate(OPENED)
    frames = page.evaluate(SCROLL)
    searches = [page.evaluate(SEARCH, text) for text in ("q", "qu", "que", "queue", "")]
    return {
        "open": opened,
        "cards drawn": drawn,
        "first search": searches[0],
        "next search": statistics.median(searches[1:4]),
        "all again": searches[4],
        "frame": statistics.median(frames),
        "longest frame": max(frames),
    }


def table(found: Mapping[str, Mapping[str, float]], counts: tuple[int, int]) -> str:
    """The figures of both pages beside each other."""
    few, many = (found[str(count)] for count in counts)
    lines = [f"{'':16}{counts[0]:>10}{counts[1]:>10}   cards"]
    units = {"bytes": "bytes", "cards drawn": "when open"}
    for name in few:
        lines.append(f"{name:16}{few[name]:10.0f}{many[name]:10.0f}   {units.get(name, 'ms')}")
    ratio = found["ratio"]["open"]
    verdict = "reached" if ratio <= GOAL else "missed"
    lines.append(f"opening: {ratio:.1f} times as long, goal at most {GOAL:g}: {verdict}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
