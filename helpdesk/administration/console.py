"""The desk's settings: a page for each section, its versions, and what Ctrl-K finds."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import ADMINS
from helpdesk.administration import pages
from helpdesk.administration.places import places_for
from helpdesk.administration.sections import SECTIONS, section_of
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.settings import service
from helpdesk.settings.declaring import Control, Section, fields_of
from helpdesk.settings.logo import keep_logo
from helpdesk.settings.rules import SettingsChanged, SettingsRefused
from helpdesk.web.presentation import refused

LONGEST_ID = 18
blueprint = Blueprint("desk_settings", __name__, url_prefix="/console/settings/desk")
finder = Blueprint("finder", __name__, url_prefix="/console")


@finder.get("/places")
@staff()
def places() -> ResponseReturnValue:
    """Where this agent may go: pages, sections of the settings, and each of their fields."""
    return jsonify(places_for(current_agent().role))


@blueprint.app_context_processor
def listed() -> dict[str, object]:
    """The sections, for the page that leads to all settings."""
    return {"settings_sections": SECTIONS}


@blueprint.get("/<key>")
@staff(ADMINS)
def show(key: str) -> str:
    """The section as it is stored and as the environment sets it."""
    return _page(section_of(key))


@blueprint.post("/<key>")
@staff(ADMINS)
def change(key: str) -> ResponseReturnValue:
    """Save the section; a refusal keeps what was typed, with the reason at each field."""
    section = section_of(key)
    typed = _typed(section)
    try:
        typed = _with_images(section, typed)
        service.change_section(database(), section, typed, _edit())
    except SettingsRefused as fault:
        return refused(fault, _page(section, typed, faults=fault.faults))
    except SettingsChanged as fault:
        return refused(fault, _page(section, typed, overtaken=str(fault)))
    return _to(section)


@blueprint.get("/<key>/versions")
@staff(ADMINS)
def versions(key: str) -> str:
    """What was changed from one version to the next, newest first."""
    return _history(section_of(key))


@blueprint.post("/<key>/versions/<int:version_id>/restore")
@staff(ADMINS)
def restore(key: str, version_id: int) -> ResponseReturnValue:
    """Bring the section back to how it was in that version."""
    section = section_of(key)
    try:
        service.restore_version(database(), section, version_id, _edit())
    except RuleBroken as fault:
        return refused(fault, _history(section, str(fault)))
    return _to(section)


@blueprint.post("/<key>/reset")
@staff(ADMINS)
def reset(key: str) -> ResponseReturnValue:
    """Bring the section back to its defaults; every version stays where it can be restored."""
    section = section_of(key)
    try:
        service.reset_section(database(), section, _edit())
    except RuleBroken as fault:
        return refused(fault, _history(section, str(fault)))
    return _to(section)


def _page(
    section: type[Section],
    typed: Mapping[str, str] | None = None,
    *,
    faults: Mapping[str, str] | None = None,
    overtaken: str | None = None,
) -> str:
    shown: dict[str, Any] = {
        "section": section,
        "fields": pages.fields_shown(database(), section, typed or {}, faults or {}),
        "latest": pages.latest_version(database(), section.key),
        "overtaken": overtaken,
    }
    return render_template("console/settings/section.html", **shown)


def _history(section: type[Section], fault: str | None = None) -> str:
    return render_template(
        "console/settings/versions.html",
        section=section,
        history=pages.changes_of(database(), section),
        fault=fault,
    )


def _typed(section: type[Section]) -> dict[str, str]:
    """What was typed; of several choices each one that was made, also when that is none."""
    typed = request.form.to_dict()
    for name, setting in fields_of(section).items():
        if setting.control is Control.LANGUAGES:
            typed[name] = "\n".join(request.form.getlist(name))
    return typed


def _with_images(section: type[Section], typed: dict[str, str]) -> dict[str, str]:
    """What was typed, and the name of each image that was brought; one left alone stays."""
    for name, setting in fields_of(section).items():
        if setting.control is not Control.IMAGE:
            continue
        typed.pop(name, None)
        brought = request.files.get(name)
        content = brought.read() if brought else b""
        if content:
            try:
                typed[name] = keep_logo(database(), content)
            except RuleBroken as fault:
                raise SettingsRefused({name: str(fault)}) from fault
        elif request.form.get(f"{name}-removed"):
            typed[name] = ""
    return typed


def _to(section: type[Section]) -> ResponseReturnValue:
    return redirect(url_for("desk_settings.show", key=section.key), 303)


def _edit() -> service.Edit:
    """A page that does not say which version it showed has seen none that ever was."""
    seen = request.form.get("seen", "")
    known = seen.isdecimal() and len(seen) <= LONGEST_ID
    return service.Edit(Actor.agent(current_agent().id), int(seen) if known else -1)
