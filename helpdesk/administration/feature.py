"""What running the desk from the console takes: the pages of its settings."""

from helpdesk.administration import console, portal
from helpdesk.feature import Feature

ADMINISTRATION = Feature(
    "administration",
    console=(console.blueprint, console.finder),
    portal=(portal.blueprint,),
    links={"settings_section": "desk_settings.show", "places": "finder.places"},
)
