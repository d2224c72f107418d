"""A folder of files becomes documents, and every fault is told."""

import os
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge_base import Audience, read_document, read_folder
from tests.knowledge_base.conftest import shared
from tests.knowledge_base.documents.files import fault_of, write


def test_front_matter_gives_title_language_audience_and_address(tmp_path: Path) -> None:
    matter = (
        "---\ntitle: 'Send **it** back'\nlang: de\naudience: agents\nurl: https://a.test/r\n---\n"
    )
    document = read_document(write(tmp_path, "r.md", matter + "Within 30 days."), tmp_path)
    assert (document.title, document.language, document.audience, document.url) == (
        "Send it back",
        "de",
        "agents",
        "https://a.test/r",
    )
    assert document.body_markdown == "Within 30 days."


@pytest.mark.parametrize(
    "matter",
    [
        "---\naudience: agents\n---\n",
        "---\nAudience: Agents\n---\n",
        "---\n'audience': 'agents'\n---\n",
        "\n---\n# who reads it\n\naudience: agents\n---\n",
        "----\n  audience : agents  # not customers\n----\n",
    ],
)
def test_for_whom_a_file_is_is_read_however_it_is_written(tmp_path: Path, matter: str) -> None:
    document = read_document(write(tmp_path, "r.md", matter + "Ten percent."), tmp_path)
    assert (document.audience, document.body_markdown) == (Audience.AGENTS, "Ten percent.")
    page = write(tmp_path, "r.html", matter + "<h1>Goodwill</h1><p>Ten percent.</p>")
    assert read_document(page, tmp_path).audience is Audience.AGENTS


@pytest.mark.parametrize("words", ["internal", "agent", "", "[agents]", "{of: agents}", "yes"])
def test_an_audience_that_is_not_known_is_refused(tmp_path: Path, words: str) -> None:
    fault = fault_of(tmp_path, f"---\naudience: {words}\n---\nTen percent.")
    assert "audience: agents" in fault


def test_a_file_that_names_no_audience_leaves_it_open(tmp_path: Path) -> None:
    path = write(tmp_path, "r.md", "---\ntitle: T\n---\nText")
    assert read_document(path, tmp_path).audience is None


def test_an_address_that_could_run_code_is_not_taken(tmp_path: Path) -> None:
    path = write(tmp_path, "r.md", "---\ntitle: A\nurl: javascript:alert(1)\n---\nText")
    assert read_document(path, tmp_path).url is None


def test_the_first_heading_is_the_title_and_is_not_repeated(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, "r.md", "# Send it *back*\n\nText."), tmp_path)
    assert (document.title, document.body_markdown) == ("Send it back", "Text.")


def test_the_file_name_is_the_title_when_there_is_no_other(tmp_path: Path) -> None:
    assert read_document(write(tmp_path, "send-it-back.md", "Text."), tmp_path).title == (
        "send it back"
    )


def test_folders_are_categories_and_the_suffix_is_the_language(tmp_path: Path) -> None:
    write(tmp_path, "_help/sign-in/Two steps/reset._fr.md", "# Titre\n\nTexte")
    document = read_folder(tmp_path).documents[0]
    assert document.category == ("Sign in", "Two steps")
    assert (document.language, document.slug) == ("fr", "sign-in-two-steps-reset-fr")
    assert document.source == "_help/sign-in/Two steps/reset._fr.md"


def test_images_and_tables_stay(tmp_path: Path) -> None:
    body = "![A lid](img/lid.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    document = read_document(write(tmp_path, "r.md", "# T\n\n" + body), tmp_path)
    assert document.body_markdown == body


def test_html_becomes_markdown_without_menus_and_scripts(tmp_path: Path) -> None:
    page = """<html lang="es"><head><title>Site</title></head><body><nav>Menu</nav>
    <main><h1>Devolver</h1><script>alert(1)</script><p>Antes de <b>30</b> días.</p>
    <table><tr><th>País</th></tr><tr><td>España</td></tr></table></main></body></html>"""
    document = read_document(write(tmp_path, "r.html", page), tmp_path)
    assert (document.title, document.language) == ("Devolver", "es")
    assert "**30**" in document.body_markdown
    assert "| España |" in document.body_markdown
    assert "Menu" not in document.body_markdown
    assert "alert" not in document.body_markdown


def test_template_tags_are_filled_in_or_removed(tmp_path: Path) -> None:
    page = (
        "---\ntitle: T\npapers:\n  - Passport\n  - Driving licence\n---\n"
        "{% capture warning %}\nMind the step.\n{% endcapture %}\n"
        "{% include alert.html content=warning %}\n{% include list.html items=page.papers %}\n"
        '{: .big}\n[Go](/x){:class="button"} {{ site.name }} `{{ kept }}`'
    )
    body = read_document(write(tmp_path, "r.md", page), tmp_path).body_markdown
    assert "Mind the step." in body
    assert "- Passport\n- Driving licence" in body
    assert body.endswith("[Go](/x)  `{{ kept }}`")
    assert "{%" not in body


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (b"\x89PNG\0\0\xff\xfe", "binary"),
        (b"abc\0def", "binary"),
        ("Grüße".encode("latin-1"), "UTF-8"),
        (b"x" * 1_000_001, "1 MB"),
        (b"---\ntitle: [a\n---\nText", "front matter"),
        (b"---\ntitle: T\nText that never closes", "front matter"),
        (b"---\ntitle: 2024-99-99\n---\nText", "front matter"),
        (b"---\ntitle: Only a title\n---\n", "no text"),
        (b"# Only a title\n", "no text"),
    ],
)
def test_a_fault_is_a_sentence(tmp_path: Path, text: bytes, words: str) -> None:
    reason = fault_of(tmp_path, text)
    assert words in reason
    assert reason.endswith(".")


def test_yaml_that_would_grow_without_end_is_harmless(tmp_path: Path) -> None:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    lines += [f"{n}: &{n} [{','.join([f'*{m}'] * 9)}]" for m, n in pairwise("abcdefghij")]
    page = "---\n" + "\n".join(lines) + "\ntitle: *j\n---\nText"
    assert len(read_document(write(tmp_path, "r.md", page), tmp_path).title) < 10


def test_html_nested_without_end_is_a_fault_or_a_document_but_no_crash(tmp_path: Path) -> None:
    write(tmp_path, "deep.html", "<div>" * 50_000 + "Text")
    result = read_folder(tmp_path)
    assert len(result.documents) + len(result.faults) == 1


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, "bad.md", b"\xff\xfa")
    write(tmp_path, "good.md", "# Good\n\nText")
    result = read_folder(tmp_path)
    assert [document.title for document in result.documents] == ["Good"]
    assert [fault.path.name for fault in result.faults] == ["bad.md"]


def test_two_files_with_one_address_are_told(tmp_path: Path) -> None:
    write(tmp_path, "send it.md", "# One\n\nText")
    write(tmp_path, "send-it.md", "# Two\n\nText")
    result = read_folder(tmp_path)
    assert [document.title for document in result.documents] == ["One"]
    assert "send it.md" in result.faults[0].reason


def test_every_file_is_accounted_for(tmp_path: Path) -> None:
    for name in (
        "index.md",
        "a.md",
        "img/lid.png",
        "guide.pdf",
        "_layouts/page.html",
        ".hidden.md",
    ):
        write(tmp_path, name, "# Title\n\nText")
    result = read_folder(tmp_path)
    assert [document.source for document in result.documents] == ["a.md"]
    skipped = {entry.path.relative_to(tmp_path).as_posix() for entry in result.skipped}
    assert skipped == {"index.md", "img/lid.png", "guide.pdf", "_layouts", ".hidden.md"}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path, "outside/secret.md", "# Secret\n\nPassword")
    (tmp_path / "help").mkdir()
    os.symlink(secret, tmp_path / "help" / "a.md")
    result = read_folder(tmp_path / "help")
    assert not result.documents
    assert "outside this folder" in result.faults[0].reason


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    assert "does not exist" in read_folder(tmp_path / "none").faults[0].reason


def test_names_in_any_script_make_different_addresses(tmp_path: Path) -> None:
    for name in ("重置密码.md", "帮助.md", "???.md", "!!!.md", "إعادة.md"):
        write(tmp_path, name, "# T\n\nText")
    slugs = [document.slug for document in read_folder(tmp_path).documents]
    assert len(set(slugs)) == 5
    assert all(slugs)


def test_all_of_logingov_arrives_in_four_languages() -> None:
    result = read_folder(shared("logingov_help") / "content")
    languages = [document.language for document in result.documents]
    assert {code: languages.count(code) for code in set(languages)} == dict.fromkeys(
        ("en", "es", "fr", "zh"), 55
    )
    assert not result.faults
    text = "\n".join(document.title + document.body_markdown for document in result.documents)
    assert "{%" not in text
    assert "{{" not in text
    assert "{:" not in text
    assert "Military IDs" in text


def test_all_of_arduino_arrives() -> None:
    result = read_folder(shared("arduino_help_center") / "content")
    assert (len(result.documents), result.faults) == (407, [])
    assert ("Store Support", "Shipping") in {document.category for document in result.documents}
