"""No file but the source's own is read, and nothing that isn't a file is waited for."""

import base64
import os
import socket
from pathlib import Path
from zipfile import ZipFile

import pytest

from awsdeck import config, lock, media, readers, source
from awsdeck.problems import AwsdeckError, Problem

from .conftest import Run

PICTURE = b"\x89PNG\r\n\x1a\n picture"
LIMIT = 1000


def found(folder: Path, src: str, limit: int = LIMIT) -> tuple[list[bytes], tuple[Problem, ...]]:
    """The content of the picture that a document in the folder shows, and what is wrong with it."""
    text = source.from_text(
        str(folder / "d.md"), f"### What is S3?\n\nAn answer.\n\n![what it shows](<{src}>)\n"
    )
    document, _ = readers.read(text)
    pictures, problems = media.collect(document, limit)
    return [picture.data for picture in pictures.values()], problems


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document's folder, with a file outside it that is nobody's business."""
    inside = tmp_path / "in"
    (inside / "img").mkdir(parents=True)
    (inside / "flow.png").write_bytes(PICTURE)
    (inside / "img" / "a b.png").write_bytes(PICTURE)
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "in-too").mkdir()
    (tmp_path / "in-too" / "secret.png").write_bytes(b"secret")
    return inside


@pytest.mark.parametrize(
    "src",
    [
        "flow.png",
        "./flow.png",
        "img/a%20b.png",
        "img/../flow.png",
        "../in/flow.png",
        "flow%2epng",
    ],
)
def test_a_picture_beside_the_document_is_read(folder: Path, src: str) -> None:
    """However its path is written, as long as it ends in the document's folder."""
    assert found(folder, src) == ([PICTURE], ())


@pytest.mark.parametrize(
    ("src", "why"),
    [
        ("../secret.png", "lies outside the document's folder"),
        ("%2e%2e/secret.png", "lies outside the document's folder"),
        ("img/../../secret.png", "lies outside the document's folder"),
        ("../in-too/secret.png", "lies outside the document's folder"),
        ("/etc/passwd.png", "is an absolute path"),
        ("C:/secret.png", "is an absolute path"),
        ("c:secret.png", "is an absolute path"),
        ("%5c%5cserver%5cshare%5cx.png", "is an absolute path"),
        ("..%5csecret.png", "is written with backslashes"),
        ("con.png", "is the name of a device on Windows"),
        ("img/LPT1.png", "is the name of a device on Windows"),
        ("nul.x.png", "is the name of a device on Windows"),
        ("aux .png", "is the name of a device on Windows"),
        ("com¹.png", "is the name of a device on Windows"),
        ("conin$.png", "is the name of a device on Windows"),
        ("C:%5Cx.png", "is an absolute path"),
        ("%2Fetc%2Fx.png", "is an absolute path"),
        ("..%2f%2e%2e%2fsecret.png", "lies outside the document's folder"),
        ("img/./../../secret.png", "lies outside the document's folder"),
        ("%252e%252e/secret.png", "does not exist"),
        ("file:/etc/x.png", "does not exist"),
        ("~/.ssh/x.png", "does not exist"),
        ("flow.png:stream", "is not one of .gif"),
        ("flow.png::$DATA", "is not one of .gif"),
        ("flow.png%00", "is not one of .gif"),
        ("passwd", "is not one of .gif, .jpeg, .jpg, .png, .svg, .webp"),
        ("missing.png", "does not exist"),
        ("flow.png/x.png", "can't be read: Not a directory"),
        ("x%00.png", "can't be read: "),
        ("x" * 300 + ".png", "can't be read: File name too long"),
    ],
)  # fmt: skip
def test_other_paths_are_refused_with_their_line(folder: Path, src: str, why: str) -> None:
    """Absolute, climbing, of another system, of a device or of nothing: one error, at the picture."""
    data, (problem,) = found(folder, src)
    assert data == []
    assert (problem.severity, problem.at.line) == ("error", 5)
    assert why in problem.message


def test_links_are_followed_only_within_the_folder(folder: Path) -> None:
    """A link to a picture of the folder is one of its pictures; one that leads elsewhere isn't."""
    for name, to in (
        ("inward", "flow.png"),
        ("outward", "../secret.png"),
        ("loop", "loop.png"),
        ("absolute", "/etc/hostname"),
    ):
        try:
            (folder / f"{name}.png").symlink_to(to)
        except OSError:
            pytest.skip("this system lets nobody make links")
    (folder / "up").symlink_to("..")
    assert found(folder, "inward.png") == ([PICTURE], ())
    for name in ("outward.png", "loop.png", "absolute.png", "up/secret.png"):
        data, problems = found(folder, name)
        assert (data, len(problems)) == ([], 1), name


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_file_is_refused_at_once(folder: Path) -> None:
    """A pipe that nobody writes to, a socket, a folder or a device: nothing of it is read or waited for."""
    os.mkfifo(folder / "pipe.png")
    (folder / "folder.png").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)  # the path of a socket may be 100 characters at most
        try:
            listening.bind("socket.png")
        finally:
            os.chdir(here)
    names = ["pipe.png", "folder.png", "socket.png"]
    if os.geteuid() == 0:
        try:
            os.mknod(folder / "zero.png", 0o600 | 0o020000, os.makedev(1, 5))
            names.append("zero.png")
        except OSError:
            pass  # a container that lets not even root make devices
    for name in names:
        data, (problem,) = found(folder, name)
        assert data == []
        assert "can't be read: " in problem.message, name


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("ending", [".md", ".html"])
def test_a_build_refuses_each_of_them_with_its_line(run: Run, folder: Path, ending: str) -> None:
    """The command goes on with what is a picture, and nothing of any other file is in the package."""
    (folder / "link.png").symlink_to("../secret.png")
    (folder / "zero.png").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.png")
    (folder / "huge.png").write_bytes(b"secret" * 100_000)
    (folder / "awsdeck.toml").write_text("largest_image = 500000\n", "utf-8")
    refused = {
        f"{folder.parent}/secret.png": "is an absolute path",
        "../secret.png": "lies outside the document's folder",
        "link.png": "lies outside the document's folder",
        "zero.png": "lies outside the document's folder",
        "pipe.png": "can't be read: it is no regular file",
        "huge.png": "can't be read: it has more than 500000 bytes",
    }
    shown = "![x](<{}>)" if ending == ".md" else '<p><img src="{}" alt=x></p>'
    question = "### What is S3?" if ending == ".md" else "<h3>What is S3?</h3>"
    pictures = [shown.format(src) for src in (*refused, "flow.png")]
    (folder / f"d{ending}").write_text("\n\n".join([question, "Objects.", *pictures]) + "\n", "utf-8")
    built = run("build", f"d{ending}", cwd=folder)
    assert built.returncode == 1
    assert [line for line in built.stderr.split("\n") if ": error: " in line] == [
        f"d{ending}:{5 + 2 * at}: error: image {src[:80]!r} {why}"
        for at, (src, why) in enumerate(refused.items())
    ]
    with ZipFile(folder / "build" / "d.apkg") as package:
        contents = [package.read(name) for name in package.namelist()]
    assert PICTURE in contents
    assert not any(b"secret" in content.replace(b"secret.png", b"") for content in contents)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("name", ["d.md", "d.lock", "awsdeck.toml"])
def test_a_pipe_in_place_of_any_file_stops_the_build_at_once(run: Run, tmp_path: Path, name: str) -> None:
    """Document, lock and settings are files or they are refused; a pipe would be waited for without end."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nObjects.\n", "utf-8")
    (tmp_path / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / name)
    built = run("build", "d.md")
    assert "Traceback" not in built.stderr
    if name != "awsdeck.toml":  # a folder above may hold the real one, so what is no file there is passed by
        assert (built.returncode, "it is no regular file" in built.stderr) == (1, True)


OUTPUTS = (
    ("build", "d.md", "-o", "out.apkg"),
    ("export", "d.md", "--to", "csv", "-o", "out.csv"),
    ("convert", "d.md", "--force", "-o", "out.md"),
    ("preview", "d.md", "-o", "out.html"),
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("arguments", OUTPUTS, ids=lambda arguments: str(arguments[0]))
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_an_output_takes_the_place_of_nothing_but_a_file(
    run_here: Run, tmp_path: Path, arguments: tuple[str, ...], kind: str
) -> None:
    """A link or a device under the output's name stays, with what it leads to, and the command fails."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nObjects.\n", "utf-8")
    (tmp_path / "kept").write_text("kept", "utf-8")
    output = tmp_path / arguments[-1]
    if kind == "link":
        output.symlink_to("kept")
    else:
        os.mkfifo(output)
    before = output.lstat()
    done = run_here(*arguments)
    told = "it is a link" if kind == "link" else "it is no regular file"
    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert output.lstat() == before
    assert (tmp_path / "kept").read_text("utf-8") == "kept"


@pytest.mark.parametrize("arguments", OUTPUTS, ids=lambda arguments: str(arguments[0]))
def test_a_dash_is_no_file(run_here: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Who writes ``-`` for the terminal finds no file of that name afterwards."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nObjects.\n", "utf-8")
    done = run_here(*arguments[:-1], "-")
    assert (done.returncode, "name one" in done.stderr) == (2, True)
    assert not (tmp_path / "-").exists()


def test_check_names_documents_that_would_share_a_lock(run_here: Run, tmp_path: Path) -> None:
    """What ``build`` will refuse ``check`` has told before."""
    for name in ("d.md", "d.html"):
        (tmp_path / name).write_text("### What is S3?\n\nObjects.\n", "utf-8")
    checked = run_here("check", "d.md", "d.html")
    assert (checked.returncode, "d.html: error: has one name with d.md" in checked.stdout) == (1, True)
    assert run_here("build", "d.md", "d.html").returncode == 2


def test_a_package_is_named_as_one(run_here: Run, tmp_path: Path) -> None:
    """Who lists a package learns which command reads it."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nObjects.\n", "utf-8")
    assert run_here("build", "d.md", "-o", "d.apkg").returncode == 0
    assert "awsdeck inspect" in run_here("list", "d.apkg").stderr
    assert run_here("inspect", "d.apkg").returncode == 0
    missing = run_here("inspect", "e.apkg")
    assert (missing.returncode, "there is no such file" in missing.stderr) == (2, True)


def test_the_largest_picture_is_a_setting(run: Run, tmp_path: Path) -> None:
    """A picture of exactly so many bytes is taken, one byte more is refused with its line."""
    assert config.Config().largest_image == 10_000_000
    (tmp_path / "x.png").write_bytes(b"x" * 20)
    (tmp_path / "d.md").write_text("### What is S3?\n\n![x](x.png)\n", "utf-8")
    (tmp_path / "awsdeck.toml").write_text("largest_image = 20\n", "utf-8")
    assert run("check", "d.md").returncode == 0
    (tmp_path / "x.png").write_bytes(b"x" * 21)
    checked = run("check", "d.md")
    assert checked.returncode == 1
    assert checked.stdout.startswith(
        "d.md:3: error: image 'x.png' can't be read: it has more than 20 bytes\n"
    )
    (tmp_path / "awsdeck.toml").write_text("largest_image = 0\n", "utf-8")
    assert "write a number of bytes above 0" in run("check", "d.md").stdout


@pytest.mark.parametrize(("size", "taken"), [(LIMIT, True), (LIMIT + 1, False), (LIMIT * 9, False)])
def test_the_limit_holds_for_pictures_within_the_document(tmp_path: Path, size: int, taken: bool) -> None:
    """A picture written into the document counts by its bytes, not its letters."""
    written = base64.b64encode(b"x" * size).decode()
    data, problems = found(tmp_path, f"data:image/png;base64,{written}")
    assert [len(content) for content in data] == ([size] if taken else [])
    assert [problem.at.line for problem in problems] == ([] if taken else [5])


def test_a_document_of_any_length_is_read_in_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more than the limit is read of a file, be it ever so long."""
    (tmp_path / "d.md").write_bytes(b"x" * 101)
    monkeypatch.setattr(source, "LARGEST", 100)
    with pytest.raises(AwsdeckError, match="it has more than 100 bytes"):
        source.load(tmp_path / "d.md")
    assert lock.load(tmp_path / "none.lock") is None
