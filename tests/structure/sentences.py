"""Every sentence that a reader of the desk meets, found in the code and its templates.

`python -m tests.structure.sentences` brings the catalogues up to date with them.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from helpdesk.languages.catalogues import AGENTS, CUSTOMERS, FOLDER, SOURCE
from tests.structure.house import ROOT, sources

HELPDESK = ROOT / "helpdesk"
READERS = {"customers": CUSTOMERS, "console": AGENTS}
CATALOGUES = [
    (domain, language)
    for domain, languages in READERS.items()
    for language in languages
    if language != SOURCE
]
# What agents alone meet; everything else reaches customers, too.
CONSOLE = (
    "helpdesk/accounts/",
    "helpdesk/administration/",
    "helpdesk/articles/console",
    "helpdesk/articles/evidence/",
    "helpdesk/articles/rules",
    "helpdesk/articles/service/imports",
    "helpdesk/authentication/guessable",
    "helpdesk/automation/",
    "helpdesk/cases/console",
    "helpdesk/complaints/console",
    "helpdesk/complaints/duties/",
    "helpdesk/complaints/filing/",
    "helpdesk/complaints/handling/assessing",
    "helpdesk/complaints/handling/console",
    "helpdesk/complaints/handling/deciding",
    "helpdesk/complaints/handling/ending",
    "helpdesk/complaints/handling/forms",
    "helpdesk/complaints/handling/rules",
    "helpdesk/conversations/console/",
    "helpdesk/customers/console",
    "helpdesk/feedback/",
    "helpdesk/integrity/",
    "helpdesk/languages/terms",
    "helpdesk/leaving",
    "helpdesk/macros/",
    "helpdesk/notices/",
    "helpdesk/rail",
    "helpdesk/registers/",
    "helpdesk/replies/",
    "helpdesk/settings/",
    "helpdesk/templates/console/",
    "helpdesk/tickets/console/",
    "helpdesk/tickets/assigning/",
    "helpdesk/tickets/bulk/",
    "helpdesk/tickets/composing/",
    "helpdesk/tickets/checklists/",
    "helpdesk/tickets/deadlines/",
    "helpdesk/tickets/describing/",
    "helpdesk/tickets/fields/service",
    "helpdesk/tickets/fields/terms",
    "helpdesk/tickets/joining/",
    "helpdesk/tickets/triage/",
    "helpdesk/tickets/views/",
)
# Where each feature names its place in the rail, and its settings.
DECLARED = ("/feature.py", "/settings.py")
SHARED = ("helpdesk/accounts/rules", "helpdesk/settings/mail", "helpdesk/settings/telling")
# Lines of a catalogue's head that say who wrote it when, which the history knows better.
DATED = re.compile(
    rb'"(Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Translator|Language-Team|Generated)'
)
CALLS = {"gettext": None, "_": None, "N_": None, "ngettext": (1, 2)}


def domain_of(file: Path) -> str:
    """Whose catalogue holds the sentences of this file."""
    name = file.relative_to(ROOT).as_posix()
    agents_only = name.startswith(CONSOLE) or name.endswith(DECLARED)
    return "console" if agents_only and not name.startswith(SHARED) else "customers"


def templates() -> list[Path]:
    """Every page of the desk, but for the shop that shows the widget off."""
    pages = (HELPDESK / "templates").rglob("*.html")
    return sorted(page for page in pages if not page.name.startswith("demo"))


@cache
def refusals() -> frozenset[str]:
    """The classes whose first argument is a sentence for whoever asked."""
    bases = {
        node.name: {getattr(base, "id", "") for base in node.bases}
        for tree in sources("helpdesk").values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"HelpdeskError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return frozenset(found)


@cache
def extracted(domain: str) -> Catalog:
    """The catalogue as it has to be: each sentence with the files it stands in."""
    catalog = Catalog(project="Heed", charset="utf-8")
    for file, found in _sentences():
        if domain_of(file) == domain:
            place = file.relative_to(ROOT).as_posix()
            catalog.add(found, locations=[(place, None)])  # type: ignore[list-item]
    return catalog


def _sentences() -> Iterator[tuple[Path, str | tuple[str, ...]]]:
    keywords = {**CALLS, **dict.fromkeys(refusals())}
    places = [(HELPDESK.parent / name, "python") for name in sources("helpdesk")]
    for file, method in [*places, *((page, "jinja2") for page in templates())]:
        options = {"silent": "false", "newstyle_gettext": "true", "trimmed": "true"}
        for _line, found, _comments, _context in extract_from_file(
            method, file, keywords=keywords, options=options
        ):
            yield file, found


def catalogue(domain: str, language: str) -> Catalog:
    """The committed catalogue; an empty one where there is none yet."""
    file = path_of(domain, language)
    if not file.is_file():
        return Catalog(locale=language, domain=domain, charset="utf-8")
    with file.open("rb") as source:
        return read_po(source, locale=language, domain=domain)


def path_of(domain: str, language: str) -> Path:
    """Where the catalogue lies."""
    return FOLDER / language / "LC_MESSAGES" / f"{domain}.po"


def wanting(domain: str, language: str) -> dict[str, str]:
    """What is wrong with the catalogue's sentences: missing, not sure, other placeholders."""
    known = catalogue(domain, language)
    return {
        str(wanted.id): fault
        for wanted in extracted(domain)
        if wanted.id and (fault := _fault(wanted, known.get(wanted.id), known))
    }


def _fault(wanted: Message, said: Message | None, catalog: Catalog) -> str | None:
    words = said.string if said else ""
    if said is None or not all(words if isinstance(words, tuple) else (words,)):
        return "not translated"
    if said.fuzzy:
        return "marked as not sure"
    checked = Message(wanted.id, words, flags=wanted.flags).check(catalog)
    return next(map(str, checked), None)


def up_to_date(domain: str, language: str) -> Catalog:
    """The committed catalogue with exactly the sentences that there are now."""
    known = catalogue(domain, language)
    known.update(extracted(domain), no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def update() -> None:
    """Write the catalogues anew: sentences that are gone leave, new ones wait for their words."""
    for domain, language in CATALOGUES:
        known = up_to_date(domain, language)
        path_of(domain, language).parent.mkdir(parents=True, exist_ok=True)
        path_of(domain, language).write_bytes(written(known))


def written(catalog: Catalog) -> bytes:
    """In one form, whoever wrote it and whenever, so that a difference is a different sentence."""
    catalog.header_comment = "# Sentences of Heed. `make translations` adds what is new."
    catalog.fuzzy = False
    plain = BytesIO()
    write_po(plain, catalog, sort_output=True, width=100)
    kept = (line for line in plain.getvalue().splitlines(keepends=True) if not DATED.match(line))
    return b"".join(kept)


if __name__ == "__main__":
    update()
