"""Code of saved pages: boxes of code that are laid out as tables, and tables that are none."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Block, Code, Paragraph, Table

from .kept import lost

CRAYON = (
    '<div class="crayon-toolbar"><span>hold.sh</span><span>Bash</span></div><table class="crayon-table"><tr>'
    '<td class="crayon-nums"><div><div class="num">{}</div><div class="num">{}</div></div></td>'
    '<td class="crayon-code"><div class="box"><div class="crayon-line">if held; then</div>'
    '<div class="crayon-line">&nbsp;&nbsp;exit 1</div></div></td></tr></table>'
)
GIST = (
    '<table class="highlight"><tr><td class="blob-num" data-n="1"></td><td class="blob-code">[</td></tr>'
    '<tr><td class="blob-num"></td><td class="blob-code">  "a"</td></tr><tr><td class="blob-num"></td>'
    '<td class="blob-code">]</td></tr></table><div><a href="#">view raw</a> <a href="#">a.json</a> hosted '
    'with &#10084; by <a href="https://github.com">GitHub</a></div>'
)  # fmt: skip
ROUGE = (
    '<div class="language-sh"><table><tr><td class="gutter"><pre>1\n2</pre></td>'
    '<td class="code"><pre>ls\n  -l</pre></td></tr></table></div>'
)
ROWS = "<table><tr><td>7<td><code>ls</code></tr><tr><td>8<td><code> -l</code></tr></table>"
WITHIN = '<pre><table><tr><td data-n="1"></td><td>ls</td></tr><tr><td></td><td> -l</td></tr></table></pre>'
PLAIN = "<table><tr><td>1<br>2<br>3<td>for x<br>&nbsp; do<br>done</table>"


def answer(html: str) -> list[Block]:
    """The blocks of the first answer."""
    text = f"<h3>How do you hold it?</h3>{html}<h3>What is it?</h3><p>It."
    made = source.from_text("x.html", text)
    document, problems = readers.read(made)
    assert (len(document.cards), problems) == (2, ())
    assert lost(made, document) == ()
    return list(document.cards[0].answer)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (CRAYON.format(1, 2), "if held; then\n  exit 1"),
        (CRAYON.format(41, 42), "if held; then\n  exit 1"),
        (GIST, '[\n  "a"\n]'),
        (ROUGE, "ls\n  -l"),
        (ROWS, "ls\n -l"),
        (WITHIN, "ls\n -l"),
        (PLAIN, "for x\n  do\ndone"),
    ],
)
def test_a_table_of_numbered_lines_is_code(html: str, text: str) -> None:
    """The numbers go, every space stays, and what belongs to the box is no part of the answer."""
    (code,) = answer(html)
    assert isinstance(code, Code)
    assert code.text == text


@pytest.mark.parametrize(
    "html",
    [
        CRAYON.format(1, 3),
        CRAYON.format(1, 2).replace("crayon-code", "said").replace("&nbsp;", ""),
        "<table><tr><td>1<td>held</tr><tr><td>2<td>sent</tr></table>",
        "<table><tr><th>#<th>Call</tr><tr><td>1<td><code>ls</code></tr></table>",
        "<table><tr><td>3<td><code>ls</code></tr><tr><td>5<td><code>-l</code></tr></table>",
        "<table><tr><td>1<br>2<td>held<br>sent</table>",
        "<table><tr><td>1<td>held<td>sent</table>",
    ],
)
def test_other_tables_stay_tables(html: str) -> None:
    """Numbers that don't count the lines, and cells that are no code, make no box of code."""
    (table,) = answer(html)
    assert isinstance(table, Table)


def test_a_table_that_is_looked_at_keeps_its_lines() -> None:
    """Where numbers stand beside lines of text, each line of a cell is one as before."""
    (table,) = answer("<table><tr><td>1<br>2<td>held<br>sent</table>")
    assert isinstance(table, Table)
    assert len(table.header[1]) == 3


def test_a_toolbar_around_code_is_no_furniture() -> None:
    """Only one that holds nothing but names and buttons is."""
    kinds = [type(block) for block in answer('<div class="toolbar">Hold:<pre>ls</pre></div>')]
    assert kinds == [Paragraph, Code]
