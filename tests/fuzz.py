"""Coverage-guided fuzzing: any bytes in, a clear answer out.

``python -m tests.fuzz SECONDS [TARGET…]`` runs each target for so long, and tells what was tried;
``pip install atheris`` first. What it finds is written to a folder for such things in the system's temporary
folder; a found case belongs, made small and in words of our own, into `test_fuzzed.py`, which runs the same
checks.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DICTIONARY = (
    *("### ", "Q: ", "A: ", "1. ", "- ", "> ", "```", "| - |", "|", "**", "<!-- id: ", "-->", "[a](", "]("),
    *(
        "![",
        "](<",
        "<summary>",
        "</summary>",
        "<details>",
        "<pre>",
        "<code>",
        "<table>",
        "<tr>",
        "<td>",
        "<li>",
    ),
    *(
        "<b>",
        "<br>",
        "<li>",
        "<!",
        "<![",
        "</",
        "&lt;",
        "&#",
        "~~~",
        "    ",
        "\t",
        "Easy",
        "**Difficulty:** ",
        "• ",
    ),
    *("**Services:** S3", "awsdeck-lock 1 render 1\n", "tag_root = ", "[services.s3]\n", "\u202e"),
    *("2026-01-01T00:00:00Z", "\n\n", "\r\n", "?"),
)
NAMES = ("markdown", "pagetext", "html", "lock", "settings", "package")
FOUND = Path(tempfile.gettempdir()) / "awsdeck-fuzz"


def fuzz(name: str, seconds: int) -> int:
    """Run one target in a process of its own; its exit code."""
    from .answers import TARGETS

    folder = FOUND / name
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    words = folder / "words.txt"
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"' for word in DICTIONARY)
    words.write_text("\n".join(lines) + "\n", "ascii")
    for at, seed in enumerate(TARGETS[name].seeds):
        (folder / "corpus" / f"seed-{at}").write_bytes(seed)
    options = (
        *(
            f"-max_total_time={seconds}",
            "-max_len=3000",
            "-timeout=300",
            "-rss_limit_mb=3000",
            "-len_control=0",
        ),
        *(f"-artifact_prefix={folder}/", f"-dict={words}", "-print_final_stats=1", "-verbosity=1"),
    )
    with (folder / "log.txt").open("w") as log:
        return subprocess.run(
            [sys.executable, "-m", "tests.fuzz", "--one", name, *options, str(folder / "corpus")],
            stderr=log,
            check=False,
        ).returncode


def one(name: str, options: list[str]) -> None:
    """Become the fuzzer of a target; never returns."""
    import atheris

    with atheris.instrument_imports(include=["awsdeck", "markdown"]):
        import awsdeck.readers.html
        import awsdeck.readers.markdown
        import awsdeck.readers.mdspans
        import awsdeck.readers.pagetext  # noqa: F401 -- imported when a document is read, and so too late

        from .answers import TARGETS

    atheris.Setup([sys.argv[0], *options], TARGETS[name].check)
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Run the targets one after the other; 1 if one of them found something."""
    seconds, *names = arguments
    failed = 0
    for name in names or NAMES:
        began = time.monotonic()
        code = fuzz(name, int(seconds))
        log = (FOUND / name / "log.txt").read_text("utf-8", "replace").split("\n")
        stats = {
            key: value.strip()
            for key, _, value in (
                line.removeprefix("stat::").partition(":") for line in log if "stat::" in line
            )
        }
        tried = stats.get("number_of_executed_units", "?")
        said = "nothing found" if code == 0 else f"FOUND SOMETHING: see {FOUND / name}"
        print(f"{name}: {tried} inputs in {time.monotonic() - began:.0f} s: {said}", flush=True)
        failed += code != 0
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        with contextlib.suppress(BrokenPipeError):
            one(sys.argv[2], sys.argv[3:])
    else:
        os.environ.setdefault("PYTHONUTF8", "1")
        os.environ["AWSDECK_CACHE"] = ""  # what was read once must be read again
        sys.exit(main(sys.argv[1:]))
