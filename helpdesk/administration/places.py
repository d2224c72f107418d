"""The places of the settings, by who may go there."""

from dataclasses import dataclass

from flask import url_for

from helpdesk.accounts.rules import ADMINS, EDITORS, KEEPERS, Role
from helpdesk.administration.sections import SECTIONS
from helpdesk.languages.catalogues import gettext
from helpdesk.settings.declaring import fields_of


@dataclass(frozen=True)
class Place:
    """One page or part of it: what it is called, where it belongs, and its address."""

    label: str
    within: str
    address: str


def places_for(role: Role) -> list[Place]:
    """One's own account for everybody, what leads set for them, for admins all of the desk."""
    mine, within = url_for("settings.show"), gettext("Settings")
    places = [
        Place(gettext("Your account"), within, mine),
        Place(gettext("Change password"), within, url_for("accounts.password")),
        Place(gettext("Where you are signed in"), within, f"{mine}#sign-ins"),
        Place(gettext("Your API tokens"), within, f"{mine}#tokens"),
    ]
    places.append(Place(gettext("Macros"), within, url_for("macros.index")))
    if role in EDITORS:
        places += [
            Place(gettext("Automation"), within, url_for("automation.index")),
            Place(gettext("Categories"), within, url_for("categories.index")),
            Place(gettext("Deadlines"), within, url_for("deadlines.index")),
        ]
    if role in KEEPERS:
        places.append(Place(gettext("Integrity"), within, url_for("integrity.index")))
    if role not in ADMINS:
        return places
    places += [
        Place(gettext("People of the desk"), within, url_for("people.listed")),
        Place(gettext("The widget on your site"), within, f"{mine}#widget"),
    ]
    for section in SECTIONS:
        address = url_for("desk_settings.show", key=section.key)
        places.append(Place(gettext(section.title), within, address))
        places += [
            Place(gettext(setting.label), gettext(section.title), f"{address}#{name}")
            for name, setting in fields_of(section).items()
        ]
    return places
