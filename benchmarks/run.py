"""Measures awsdeck beside an expert's script and genanki alone, and prints a table with the goals.

Usage: python benchmarks/run.py [--size small|full] [--json] [--plot FILE.svg]
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

import growth
from measure import Measured, Work, in_turn
from workshop import Workshop

SIZES = {"small": (6, 24, 48), "full": (60, 6_000, 60_000)}
ROUNDS = {"small": (1, 1, 1), "full": (11, 3, 1)}
VERSIONS = ("awsdeck", "click", "genanki", "markdown", "pygments", "nh3", "anki")
FLOOR, EXPERT, BARE = "import genanki", "expert's script", "genanki alone"
Found = Mapping[str, Measured]


@dataclass(frozen=True)
class Row:
    """A line of the table: a figure of awsdeck's, what it is compared with, and the goal for their ratio."""

    work: str
    figure: str
    against: str
    ratio: float
    goal: float | None
    at_least: bool = False

    @property
    def reached(self) -> bool | None:
        """The ratio is as the goal wants it; None where there is no goal."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    @property
    def verdict(self) -> str:
        """The same in a word."""
        return {True: "reached", False: "missed", None: ""}[self.reached]


def main() -> None:
    """Measure, then print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=SIZES, default="full", help="small only proves that it runs")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--plot", type=Path, help="measure 60 to 60,000 cards too, and draw a plot")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="awsdeck-bench-") as name:
        folder = Path(name)
        few, many, huge = SIZES[options.size]
        rounds = ROUNDS[options.size]
        grown_rows = _huge(folder, many, huge, rounds[2])  # first: later this process itself holds more
        rows = [*_few(folder, few, rounds[0]), *_many(folder, many, rounds[1])]
        rows += [*_again(folder, many, few, rounds[1]), *grown_rows]
        rows += _anki(folder, many, rounds[1])
        grown = growth.measured(folder, SIZES[options.size]) if options.plot else {}
    if options.plot:
        options.plot.write_text(growth.plot(grown), "utf-8")
    print(_as_json(rows, grown) if options.json else _as_table(rows))


# --- the rows -------------------------------------------------------------------------------------------


def _few(folder: Path, count: int, rounds: int) -> list[Row]:
    """A document of the usual size, where starting is all that matters."""
    own, page = Workshop(folder / "few", count), Workshop(folder / "few-page", count, markdown=False)
    cold, cold_page = Workshop(folder / "few-cold", count), Workshop(folder / "few-cold-page", count, False)
    floor = Work(FLOOR, [sys.executable, "-c", "import genanki"], own.folder)
    expert = own.program(EXPERT, "expert.py", own.source.name, "expert.apkg")
    quick = [
        own.awsdeck("--help", "--help"),
        own.completion("awsdeck bu"),
        own.completion("awsdeck list --category "),
        own.awsdeck("list, Markdown", "list", own.source.name),
        page.awsdeck("list, page text", "list", page.source.name),
        own.awsdeck("check, Markdown", "check", own.source.name),
        page.awsdeck("check, page text", "check", page.source.name),
    ]
    same = [
        own.build("build, nothing changed, Markdown", "as it is"),
        page.build("build, nothing changed, page text", "as it is"),
    ]
    fresh = [
        cold.build("build, cold, Markdown", "cold"),
        cold_page.build("build, cold, page text", "cold"),
    ]
    found = in_turn([floor, expert, *quick, *same, *fresh], rounds)
    return [
        *(_slower(found, work, floor, 1.0, count) for work in quick),
        *(_slower(found, work, floor, 1.6, count) for work in same),
        *(_slower(found, work, expert, 1.0, count) for work in fresh),
    ]


def _many(folder: Path, count: int, rounds: int) -> list[Row]:
    """A document so large that the work on each card is all that matters."""
    cold, cold_page = Workshop(folder / "many-cold", count), Workshop(folder / "many-page", count, False)
    one, changed = Workshop(folder / "many-one", count), Workshop(folder / "many-changed", count)
    expert = cold.program(EXPERT, "expert.py", cold.source.name, "expert.apkg")
    bare = one.program(BARE, "bare.py", one.write_fields().name, "expert.apkg")
    fresh = cold.build("build, cold, Markdown", "cold")
    fresh_page = cold_page.build("build, cold, page text", "cold")
    edited = one.build("build, one card edited, Markdown", "one edited")
    diff = changed.awsdeck("diff", "diff", changed.source.name, state="many edited")
    matched = changed.build("build", "many edited")
    found = in_turn([expert, bare, fresh, fresh_page, edited, diff, matched], rounds)
    size, theirs = one.package.stat().st_size, (one.folder / "expert.apkg").stat().st_size
    return [
        _faster(found, fresh, expert, 1.7, count),
        _faster(found, edited, expert, 8, count),
        _faster(found, fresh_page, expert, 3, count),
        _slower(found, diff, fresh, 0.3, count, " after 5% edited, 0.8% moved, 0.3% removed"),
        _slower(found, matched, fresh, None, count, " after the same edits"),
        _slower(found, bare, fresh, None, count),
        Row(
            f"size of the package, {count:,} cards",
            _bytes(size),
            f"{BARE}: {_bytes(theirs)}",
            size / theirs,
            0.25,
        ),
    ]


def _again(folder: Path, count: int, of: int, rounds: int) -> list[Row]:
    """The same size, made of the answers of a few cards again and again."""
    cold = Workshop(folder / "again-cold", count, of=of)
    page = Workshop(folder / "again-page", count, markdown=False, of=of)
    one = Workshop(folder / "again-one", count, of=of)
    expert = cold.program(EXPERT, "expert.py", cold.source.name, "expert.apkg")
    works = (
        (cold.build(f"build, cold, Markdown, {of} cards again and again", "cold"), 1.7),
        (page.build(f"build, cold, page text, {of} cards again and again", "cold"), 3.0),
        (one.build(f"build, one card edited, {of} cards again and again", "one edited"), 8.0),
    )
    found = in_turn([expert, *(work for work, _ in works)], rounds)
    return [_faster(found, work, expert, goal, count) for work, goal in works]


def _huge(folder: Path, many: int, huge: int, rounds: int) -> list[Row]:
    """Ten times as large again: cost must grow with the cards and with nothing else."""
    small, large = Workshop(folder / "grown-many", many), Workshop(folder / "grown-huge", huge)
    works = [small.build("many", "cold"), large.build("huge", "cold")]
    found = in_turn(works, rounds)
    few, lots = (found[work.name] for work in works)
    source = large.source.stat().st_size
    seconds, lots_of = few.median / many, lots.median / huge
    return [
        Row(
            f"time for each card, {huge:,} cards",
            f"{lots_of * 1e6:.0f} µs",
            f"{many:,} cards: {seconds * 1e6:.0f} µs",
            lots_of / seconds,
            1.2,
        ),
        Row(
            f"memory for each card, {huge:,} cards",
            f"{lots.peak / huge / 1e3:.1f} kB",
            f"{many:,} cards: {few.peak / many / 1e3:.1f} kB",
            (lots.peak / huge) / (few.peak / many),
            1.2,
        ),
        Row(
            f"peak memory, {huge:,} cards",
            _bytes(lots.peak),
            f"the source: {_bytes(source)}",
            lots.peak / source,
            12,
        ),
    ]


def _anki(folder: Path, count: int, rounds: int) -> list[Row]:
    """Anki's own import of a package, and of genanki's with the same fields."""
    shop = Workshop(folder / "import", count)
    in_turn([shop.program(BARE, "bare.py", shop.write_fields().name, "theirs.apkg")], 1)
    ours = shop.program("import of awsdeck's package", "anki_import.py", str(shop.package))
    theirs = shop.program("import of genanki's package", "anki_import.py", "theirs.apkg")
    found = in_turn([ours, theirs], rounds)
    rows = []
    for kind, goal in (("new", 1.0), ("again", None)):
        mine, other = (
            statistics.median(json.loads(said)[kind] for said in found[work.name].outputs)
            for work in (ours, theirs)
        )
        work = f"Anki imports the package, {kind}, {count:,} cards"
        rows.append(Row(work, _seconds(mine), f"genanki's: {_seconds(other)}", mine / other, goal))
    return rows


# --- how they are said ----------------------------------------------------------------------------------


def _slower(found: Found, work: Work, other: Work, goal: float | None, count: int, after: str = "") -> Row:
    """A row whose ratio shall be small: the time of a work as a multiple of another's."""
    mine, theirs = found[work.name].median, found[other.name].median
    name = f"{work.name}{after}, {count:,} cards"
    return Row(name, _seconds(mine), f"{other.name}: {_seconds(theirs)}", mine / theirs, goal)


def _faster(found: Found, work: Work, other: Work, goal: float, count: int) -> Row:
    """A row that says how many times faster a work shall be than another."""
    row = _slower(found, work, other, goal, count)
    return replace(row, ratio=1 / row.ratio, at_least=True)


def _bytes(number: float) -> str:
    return f"{number / 1e6:.1f} MB"


def _seconds(number: float) -> str:
    return f"{number:.3f} s"


def _as_table(rows: Sequence[Row]) -> str:
    """The table as Markdown, with the machine under it."""
    head = ("work", "awsdeck", "beside", "ratio", "goal", "")
    cells = [head, ("---",) * len(head), *(_cells(row) for row in rows)]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    told = ", ".join(f"{name} {value}" for name, value in machine().items())
    return "\n".join([*lines, "", told])


def _cells(row: Row) -> tuple[str, ...]:
    unit = " times faster" if row.at_least else " ×"
    bound = "at least" if row.at_least else "at most"
    goal = f"{bound} {row.goal:g}" if row.goal else "–"
    return row.work, row.figure, row.against, f"{row.ratio:.2f}{unit}", goal, row.verdict


def _as_json(rows: Sequence[Row], grown: growth.Grown) -> str:
    values = [{**asdict(row), "reached": row.reached} for row in rows]
    return json.dumps({"machine": machine(), "rows": values, "growth": grown}, indent=1)


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    info = Path("/proc/cpuinfo")
    models = (
        [line for line in info.read_text("utf-8").splitlines() if line.startswith("model name")]
        if info.exists()
        else []
    )
    processor = models[0].partition(": ")[2] if models else platform.processor()
    return {
        "processor": processor,
        "cores": str(os.cpu_count()),
        "system": platform.platform(terse=True),
        "Python": platform.python_version(),
        **{name: version(name) for name in VERSIONS},
    }


if __name__ == "__main__":
    main()
