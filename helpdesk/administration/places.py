"""The places of the settings, by who may go there."""

from dataclasses import dataclass

from flask import url_for

from helpdesk.accounts.rules import ADMINS, Role
from helpdesk.administration.sections import SECTIONS
from helpdesk.settings.declaring import fields_of


@dataclass(frozen=True)
class Place:
    """One page or part of it: what it is called, where it belongs, and its address."""

    label: str
    within: str
    address: str


def places_for(role: Role) -> list[Place]:
    """One's own account for everybody; the people and what the desk is set to for admins."""
    mine = url_for("settings.show")
    places = [
        Place("Your account", "Settings", mine),
        Place("Change password", "Settings", url_for("accounts.password")),
        Place("Where you are signed in", "Settings", f"{mine}#sign-ins"),
        Place("Your API tokens", "Settings", f"{mine}#tokens"),
    ]
    if role not in ADMINS:
        return places
    places += [
        Place("People of the desk", "Settings", url_for("people.listed")),
        Place("The widget on your site", "Settings", f"{mine}#widget"),
    ]
    for section in SECTIONS:
        address = url_for("desk_settings.show", key=section.key)
        places.append(Place(section.title, "Settings", address))
        places += [
            Place(setting.label, section.title, f"{address}#{name}")
            for name, setting in fields_of(section).items()
        ]
    return places
