"""Which pages lead where: to their own feature and those below, or by a name that is published."""

import re

from apiflask import APIFlask

from helpdesk.app import SERVED
from tests.structure.house import ROOT

NAMES = [feature.name for feature in SERVED]
TEMPLATES = ROOT / "helpdesk" / "templates"
FEATURE_OF = {
    blueprint.name: feature.name for feature in SERVED for blueprint in feature.blueprints
}
ENDPOINT = re.compile(r"""url_for\(\s*["'](\w+)\.\w+""")
LINK = re.compile(r"""\baddress_of\(\s*["'](\w+)""")
RENDERED = re.compile(r'"((?:console|portal|widget)/[\w/]+\.html)"')
SHARED = {"rail", "static"}


def modules() -> dict[str, str]:
    """The text of each module of a feature, by its path below `helpdesk/`."""
    found = [file for name in NAMES for file in (ROOT / "helpdesk" / name).rglob("*.py")]
    return {file.relative_to(ROOT / "helpdesk").as_posix(): file.read_text() for file in found}


def pages() -> dict[str, str]:
    """The text of each template by its name."""
    files = TEMPLATES.rglob("*.html")
    return {file.relative_to(TEMPLATES).as_posix(): file.read_text() for file in files}


def owners() -> dict[str, str]:
    """Whose page a template is: the feature that renders it, or others of its folder."""
    owner = {
        template: module.partition("/")[0]
        for module, text in modules().items()
        for template in RENDERED.findall(text)
    }
    folders: dict[str, str] = {}
    for template, name in sorted(owner.items(), key=lambda item: -NAMES.index(item[1])):
        folders[template.rpartition("/")[0]] = name
    folders = {folder: name for folder, name in folders.items() if "/" in folder}
    return {
        template: owner.get(template) or folders.get(template.rpartition("/")[0], "")
        for template in pages()
    }


def upward(owner: str, text: str) -> list[str]:
    """What this text of that feature leads to by an address that it should not know."""
    known = NAMES[: NAMES.index(owner) + 1] if owner else []
    named = ENDPOINT.findall(text)
    return [name for name in named if name not in SHARED and FEATURE_OF.get(name) not in known]


def test_no_page_names_an_address_of_a_feature_above_its_own() -> None:
    owner = owners()
    found = {template: upward(owner[template], text) for template, text in pages().items()}
    assert {template: names for template, names in found.items() if names} == {}


def test_no_module_names_an_address_of_a_feature_above_its_own() -> None:
    found = {module: upward(module.partition("/")[0], text) for module, text in modules().items()}
    assert {module: names for module, names in found.items() if names} == {}


def test_an_address_above_is_found_wherever_it_stands() -> None:
    text = """<a href="{{ url_for('cases.of_customer', customer_id=1) }}">"""
    assert upward("tickets", text) == ["cases"]
    assert upward("cases", text) == []
    assert upward("", "url_for('tickets.show')") == ["tickets"]


def test_every_published_name_stands_once_for_an_address_of_its_feature(app: APIFlask) -> None:
    links = [(name, end, feature) for feature in SERVED for name, end in feature.links.items()]
    assert len({name for name, *_ in links}) == len(links)
    for name, endpoint, feature in links:
        assert endpoint in app.view_functions, name
        assert FEATURE_OF[endpoint.partition(".")[0]] == feature.name


def test_every_name_that_a_page_leads_to_is_published_and_every_published_name_is_used() -> None:
    texts = [*pages().values(), *modules().values()]
    texts += [file.read_text() for file in (ROOT / "helpdesk" / "web").glob("*.py")]
    used = {name for text in texts for name in LINK.findall(text)}
    assert used == {name for feature in SERVED for name in feature.links}


def test_every_entry_of_the_rail_has_its_picture() -> None:
    drawn = (ROOT / "helpdesk" / "static" / "pages" / "icons.svg").read_text()
    entries = [feature.rail for feature in SERVED if feature.rail]
    assert [entry.icon for entry in entries if f'id="{entry.icon}"' not in drawn] == []
