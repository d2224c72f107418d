"""How a feature declares its settings: a model, and beside each field the words for its reader."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from helpdesk.platform.config import environment
from helpdesk.platform.db import Json

logger = logging.getLogger(__name__)
S = TypeVar("S", bound="Section")


class Control(StrEnum):
    """What a field is typed into."""

    LINE = "line"
    LINES = "lines"
    COLOUR = "colour"
    NUMBER = "number"
    CHOICE = "choice"
    OPTION = "option"
    IMAGE = "image"
    LANGUAGE = "language"
    LANGUAGES = "languages"


@dataclass(frozen=True)
class Setting:
    """What the page says beside a field, and the variable that sets it in the environment."""

    label: str
    help: str
    variable: str | None = None
    control: Control = Control.LINE
    choices: tuple[str, ...] = ()


class Section(BaseModel):
    """One section of the settings; each field carries a `Setting` and has a default."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    key: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]


def fields_of(section: type[Section]) -> dict[str, Setting]:
    """Each field's words, in the order of the declaration."""
    return {
        name: next(each for each in field.metadata if isinstance(each, Setting))
        for name, field in section.model_fields.items()
    }


def build(section: type[S], stored: Json, environment: Mapping[str, str]) -> S:
    """The section as it holds: the environment first, then what is stored, then the defaults.

    A stored value that an older version of the desk allowed and this one does not is left out.
    """
    values: dict[str, Any] = {**stored, **environment}
    try:
        return section.model_validate(values)
    except ValidationError as error:
        faulty = faults_of(error)
        logger.warning("Settings left out of %s: %s.", section.key, ", ".join(sorted(faulty)))
        return section.model_validate({k: v for k, v in values.items() if k not in faulty})


def faults_of(error: ValidationError) -> dict[str, str]:
    """The first fault of each field, as a sentence."""
    found: dict[str, str] = {}
    for each in error.errors(include_url=False):
        refusal = each.get("ctx", {}).get("error")
        found.setdefault(str(each["loc"][0]), str(refusal or f"{each['msg']}."))
    return found


def set_by_environment(section: type[Section]) -> dict[str, str]:
    """The fields that the environment sets, as it says them."""
    said = environment()
    variables = {name: field.variable for name, field in fields_of(section).items()}
    return {name: said[of] for name, of in variables.items() if of and said.get(of)}


def faults_in_environment(section: type[Section]) -> list[str]:
    """A sentence for each variable that sets a field to what it cannot be."""
    try:
        section.model_validate(set_by_environment(section))
    except ValidationError as error:
        fields = fields_of(section)
        return [f"{fields[name].variable}: {why}" for name, why in faults_of(error).items()]
    return []
