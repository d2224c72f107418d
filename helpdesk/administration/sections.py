"""Every section of the settings, in the order of the page."""

from helpdesk.features import FEATURES
from helpdesk.platform.config import Settings, SettingsFault
from helpdesk.platform.errors import NotFound
from helpdesk.settings.declaring import Section, faults_in_environment
from helpdesk.settings.sections import Company, Languages, Mail, OpeningHours

SECTIONS: tuple[type[Section], ...] = (
    Company,
    OpeningHours,
    Languages,
    Mail,
    *(section for feature in FEATURES for section in feature.settings),
)


def section_of(key: str) -> type[Section]:
    """The section of that name, or NotFound."""
    for section in SECTIONS:
        if section.key == key:
            return section
    raise NotFound("There is no such section of the settings.")


def settings_at_start() -> Settings:
    """What this process is started with; raise SettingsFault with every fault of the environment.

    What an admin edits may be set there too, so its faults are told with the rest.
    """
    faults = [fault for each in SECTIONS for fault in faults_in_environment(each)]
    try:
        settings = Settings.from_env()
    except SettingsFault as fault:
        raise SettingsFault("\n".join([str(fault), *faults])) from fault
    if faults:
        raise SettingsFault("\n".join(faults))
    return settings
