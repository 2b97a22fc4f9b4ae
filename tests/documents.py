"""Documents made of traps: whatever has ever lost a word, or might, in the three formats that are read.

A template holds ``@`` for a word and ``^`` for one with a capital; each is a word of its own that stands nowhere else,
so that it can't be missed because another one is there.
"""

from collections.abc import Iterator
from itertools import count

from hypothesis import strategies as st

QUESTIONS = {
    ".txt": (
        "N\nWhat is @ @?Easy", "N\nHow would you @ the @ of a @\nthat is @?Hard", "QN. What is ^ @?", "N. What is @?",
        "What is ^ @?", "N) Why @ ^?\nA) @ @\nB) @\nC) ^\nAnswer: B. @", "Question N: Who @?\nAnswer: @ @.",
    ),
    ".md": (
        "### What is ^ @?", "### N. Why does @ `@`?", "### What *is* @? [Easy]\n**Level:** Hard · **Services:** ^, ^",
        "**QN. What is @?**", "**N. Which @ is** @?", "<details>\n<summary>What is @?</summary>", "- **What is @?**",
        "<details><summary><b>What is @?</b></summary>@ @</details>", "N. What is @?", "## What <!-- @ --> is @?",
        "### QN: Which one @?\n\n- A. @\n- [x] B. @ @\n\n**Answer: B**", "| Question | Answer | ^ |\n| --- | --- | --- |\n| What is @? | @ @ | @ |",
        "### What is @?\n<!-- id: @ -->\n<!-- cards: qa -->", "Q: What is @?\nA: @ @.",
    ),
    ".html": (
        "<h3>What is @ <em>@</em>?</h3>", "<h2>N. Why <code>@</code>?</h2>", "<p><strong>QN. What is @?</strong></p>",
        "<details><summary>What is @?</summary>@</details>", "<dl><dt>What is @?<dd>@ <p>@</dl>",
        '<div class="accordion"><button aria-expanded="false">What is @ @?</button><div>@ @ @ @ @ @</div></div>',
        '<h3><button class="accordion-button">What is @ @?</button> @</h3><div>@ @ @ @ @</div>', "<li>What is @?</li>",
    ),
}  # fmt: skip
BLOCKS = {
    ".txt": (
        "^ @ @ @ @.", "^ @ @ @:\n@ @\n@ @", "• ^ @ — @ @\n  • @\n• @", "- @ @\n- @", "  - @\n    - @\n  @", "1. @ @\n2. @",
        "^@^\n^@\n^@^\n@^@", "^^\n^^\n^^", "@\t@\t@\n@\t@\n@\t@\t@\t@", "| @ | @ |\n|---|---|\n| @ | @ | @ |", "@ | @\n@ | @",
        "aws @ @ --@ @", "bash\nCopy\n$ @ @\n@ = @", '{\n  "@": "@"\n}', "  @ → @\n    ↓\n  @", "# @ @", "Copy", "Back to top",
        "Also read: @ @", "Photo by @ @", "Page 3 of 9", "Was this helpful?", "[@] (@)", "Tip: @ @ @.", "^ ^ ^", "@", "^ @\n",
        "Answer: @ @", "Easy", "Level: Medium", "Download @ PDF", "Next steps\n@ @", "https://@.example/@", "@-\n@ @", "7\n@",
    ),
    ".md": (
        "^ @ @.", "- @\n  - @\n\n    @ @\n- @", "1. @\n   ```@ @=@\n   @\n   ```\n2. @", "3) @\n9) @", "| @ | @ |\n|:-|-|\n| @ | @ | @ |",
        "> @ @\n> @", "> [!TIP]\n> @ <!-- @ --> @", "> <!-- @ -->\n> @", "- @\n  <!-- @ @ -->\n- <!-- @ -->\n- @ <!-- @ -->",
        "```sh title=\"@\"\n@ @\n```", "~~~\n@\n~~~", "    @ @", '[@](https://@.example/@ "@ @")', "[@][@]\n\n[@]: https://@.example '@'",
        "[@]: https://@.example \"@\"", "[^1]: @", "@[^1]", '![@](@.png "@")', '<img src="@.png" alt="@">', "<b>@</b> <kbd>@</kbd> ~~@~~",
        "<!-- @ @ -->", "<!--\n@\n@\n-->", "@ <!-- @\n@ --> @", "<details>\n<summary>Show answer</summary>\n\n@ @\n\n</details>",
        "<details><summary>@ @</summary>\n\n@\n</details>", "<summary>**View the answer**</summary>", "<aside>\n@ @\n</aside>", "- [x] @\n- [ ] @",
        "#### @ @", "@ @\n---", "@ @\n===", "***", "[Back to top](#@)", "**Also read: @**", "*@* **@** `@` __@__", "<div align=center>@</div> @",
        "<p>@ <br/>@", "Answer: @", "**Difficulty:** Easy", "**Level:** @", "**Services:** @; ^", "Level: Hard", "<br>br", "<@>", "<https://@.example>",
        "\\*@\\* &lt;@&gt; &copy;@", "| Question | Answer |\n|--|--|\n| @? | @<br>@ | @ |", "<!-- id: @ -->", "<!-- cards: @ -->", "@  \n@\\\n@", "`` @ ` @ ``",
        "$$@$$", "<table><tr><td>@<td>@</table>", "@\n: @", "<code>@ `@` @</code>",
        "<table>\n  <tr><th>@</th></tr>\n  <tr><td>\n\n  **@** <@> @\n\n  ```sh\n  @ <@>\n  ```\n\n  </td></tr>\n</table> @", "<ul>\n  <li>@ <!-- @ --></li>\n  @\n</ul>",
        "<pre>\n@ <b>@</b>\n\n  <@>\n</pre>", "<h4 align=center><img src=@.png alt=@> @</h4>", "<p align=center>\n      @ @\n</p>", "<ol>\n<li>@\n\n### @", "<blockquote>@\n<p>@</blockquote>",
        "<details>\n<summary>@ <b>@</b></summary> @\n\n@</details>", "@<sup>2</sup> @<sub>n+1</sub> @<sup>@</sup> @[^1] @[^2]", "[^1]: @ @\n    @\n\n    @",
        "@ [[@|@]] ==@== %% @ %% `[[@]]` ^@", "> [!question]- @ @?\n> @ [[@]]\n\n> [!faq] @?\n> @\n\n@ @", "![[@.png]] %%@%%", "@::@\n@?:::@", "@?\n?\n@",
        "{% details @ %}\n\n@\n\n{% enddetails %}", "{% embed https://@.example %}", "{% if @ %}\n@\n{% endif %}", "{% highlight sh %}\n@\n{% endhighlight %}",
    ),
    ".html": (
        "<p>@ @ <b>@</b>@ <a href='https://@.example'>@</a>", "<ul><li>@<li>@ <ul><li>@</ul></ul>", "<ul>@<li>@</li>@ @<li>@</li></ul>",
        "<ul><li>@</li><ul><li>@</li></ul><p>@</ul>", "<ol start=3><li>@<pre>@ @\n  @</pre><li><p>@<p>@</ol>", "<table><caption>@</caption><tr><th>@<th>@<tr><td>@<td>@</table>",
        "<table><tr><td rowspan=2>@<td colspan=2>@<tr><td>@<td>@</table>", "<table>@<tr><td><pre>@ @</pre><td>@ @</table>", "<table><tr><td><pre>1\n2</pre><td><pre>@\n@</pre></table>",
        "<table><tr><td>@<table><tr><td>@</table></table>", "<dl>@<dd>@<dt>@<dd>@<dd>@<dt>@</dl>", "<dl><div><dt>@</dt><dd>@</dd></div></dl>", "<blockquote>@<p>@</blockquote>",
        "<pre class='language-sh'>@ ``` @\n@</pre>", "<p><code>@<br>@</code> <code>@`@</code>", "<img alt='@' src='@.png'>", "<img alt='@'>", "<svg><title>x</title><text>@</text></svg>",
        "<button>Copy @</button>", "<nav>@</nav>", "<aside class='related'>@</aside>", "<form>@<select><option>@</select></form>", "<figure><img src=@.png alt=@><figcaption>@</figcaption></figure>",
        "<h4>@ <a class=anchor>@</a></h4>", "<h2>@</h2>", "<h1>@</h1>", "@", "<span>@</span><div>@</div>@", "<p>@ &amp;copy; &amp;@; &lt;@&gt; @&nbsp;@", "<p>~~~ @", "<p># @<br>- @<br>1. @",
        "<details>@<summary>@ <i>@</i></summary>@</details>", "<details><summary>Show answer</summary><p>@</details>", "<noscript>@</noscript>", "<h3>@<br>@</h3>", "<p>[@]: @", "<p>|@|@|<br>|--|--|", "<ul><li></li>@</ul>",
        "<video>@</video>", "<div><div><div>@</div></div><div>@</div></div>", "<p>&lt;!-- @ --&gt;", "<font>@</font>", "<table><tr>@<td>@<div>@</div>@</table>", "<hr>@", "<p>![@](@.png)", "<center>@</center>",
        "<p>@<sup>2</sup> @<sub>n+1</sub> @<sup>@</sup>", "<p id=m>@<sup><a href=#x>[a]</a></sup> @<p id=x><a href=#m>[a]</a> @", "<div class=footnotes>@</div>",
    ),
}  # fmt: skip
AROUND = {
    ".txt": (("^ ^ ^\n\n", "Menu\n^ @\n\nEasy = @ | Hard = @\n\n", ""), ("", "\n\nRelated posts\n@ @", "\n\nThanks for reading, @!\n@")),
    ".md": (
        ("# ^ @\n\n", "---\ntitle: @\n@: @\n---\n\n", "[@](#@)\n\n- [@](#@)\n\n", "## ^\n\n@ @\n\n", "<!-- @ -->\n\n# @\n\n"),
        ("", "\n\n## Related posts\n\n@", "\n\n---\n\n@ @", "\n\nThanks for reading, @!\n\n@", "\n\n## @\n"),
    ),
    ".html": (
        ("", "<head><title>T</title><body>", "<html><head><meta charset=utf-8><title>@</title></head><body><header>@</header>@<main>", "<div><h1>@</h1><p>@</div><article>"),
        ("", "</main>@<footer>@</footer>", "</article>@<p>@", "<script>var x</script><style>b{}</style><template>t</template><!-- c -->"),
    ),
}  # fmt: skip


def _new_words() -> Iterator[str]:
    """Words that no reader knows, each once."""
    for number in count():
        syllables = [("bdfgklmnprtvz"[at % 13], "aeiou"[at % 5]) for at in (number % 65, number // 65)]
        yield "".join(first + second for first, second in syllables) + "x"


def _filled(template: str, number: int, words: Iterator[str]) -> str:
    counted = template.replace("QN", f"Q{number}").replace("N.", f"{number}.").replace("N)", f"{number})")
    counted = counted.replace("N\n", f"{number}\n").replace("Question N", f"Question {number}")
    return "".join(
        next(words) if sign == "@" else next(words).capitalize() if sign == "^" else sign for sign in counted
    )


@st.composite
def documents(draw: st.DrawFn, suffix: str) -> str:
    """A document of one to four questions whose answers are made of traps."""
    words = _new_words()
    before, behind = (draw(st.sampled_from(texts)) for texts in AROUND[suffix])
    asking = draw(st.lists(st.sampled_from(QUESTIONS[suffix]), min_size=1, max_size=2))
    text = _filled(before, 0, words)
    for number in range(1, draw(st.integers(1, 4)) + 1):
        text += _filled(draw(st.sampled_from(asking)), number, words)
        for block in draw(st.lists(st.sampled_from(BLOCKS[suffix]), max_size=4)):
            text += draw(st.sampled_from(("\n", "\n\n"))) + _filled(block, number, words)
        text += draw(st.sampled_from(("\n\n", "\n")))
    return text + _filled(behind, 0, words) + "\n"
