"""Article Markdown becomes HTML that cannot harm whoever reads it."""

import pytest

from knowledge_base import Document, passages_of, to_html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt&colon;alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="vbscript:x">x</a>',
        "<iframe src=https://evil.test></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
        "<style>body{display:none}</style>",
        '<p style="position:fixed;inset:0">x</p>',
        '<form action="https://evil.test"><input name=password></form>',
        "<h2 id=a onclick=alert(1)>x</h2>",
        '<h2 title="<h2>a</h2><img src=x onerror=alert(1)>">x</h2>',
        "<object data=x></object><embed src=x>",
        "<base href=https://evil.test>",
        "<meta http-equiv=refresh content=0>",
        "![x](javascript:alert(1))",
        "<<script>script>alert(1)<</script>/script>",
    ],
)
def test_nothing_that_runs_or_covers_the_page_is_left(attack: str) -> None:
    page = to_html(f"Before\n\n{attack}\n\nAfter").lower()
    live = page.replace("&lt;", "").replace("&quot;", "")
    for word in ("<script", "<iframe", "<style", "<svg", "<form", "<object", "<base", "<meta"):
        assert word not in live
    for word in (' onerror="', ' onclick="', ' style="', 'href="javascript', 'href="data'):
        assert word not in page
    assert "before" in page
    assert "after" in page


def test_links_out_carry_rel() -> None:
    assert 'rel="noopener noreferrer nofollow"' in to_html("[shop](https://a.test)")


def test_tables_pictures_and_steps_stay() -> None:
    page = to_html("| a | b |\n|---|---|\n| 1 | 2 |\n\n![lid](lid.png)\n\n3. Third\n4. Fourth")
    assert "<td>1</td>" in page
    assert '<img src="lid.png" alt="lid">' in page
    assert '<ol start="3">' in page


def test_headings_get_ids_of_their_own_even_when_they_repeat() -> None:
    page = to_html("## Get *help*\n\n## Get help\n\n## 帮助\n\n## ???")
    for name in ("get-help", "get-help-1", "帮助", "part"):
        assert f'id="section-{name}"' in page


def test_a_link_inside_the_article_finds_its_heading() -> None:
    page = to_html("[see](#send-it-back)\n\n## Send it back")
    assert 'href="#section-send-it-back"' in page
    assert 'id="section-send-it-back"' in page


def test_an_article_cannot_take_an_id_of_the_page_around_it() -> None:
    assert 'id="search"' not in to_html('<a id="search"></a><h2 id="search">x</h2>')


def test_passages_name_the_anchors_that_the_page_has() -> None:
    body = (
        "Start\n\n## One & two\n\nText\n\n<h3>Raw <b>HTML</b></h3>\n\nText\n\n## One & two\n\nText"
    )
    page = to_html(body)
    anchors = [passage.anchor for passage in passages_of(Document("a", "A", body))]
    assert anchors == ["", "section-one-two", "section-raw-html", "section-one-two-1"]
    assert all(f'id="{anchor}"' in page for anchor in anchors if anchor)


def test_tags_opened_without_end_are_shown_as_text_and_cost_no_time() -> None:
    page = to_html("<div>" * 100_000 + "the end")
    assert "&lt;div&gt;" in page
    assert "the end" in page
