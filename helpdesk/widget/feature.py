"""What a website gets from the desk: the loader, the framed page, and a demo shop."""

from helpdesk.feature import Feature
from helpdesk.settings.sections import Widget
from helpdesk.widget import portal

WIDGET = Feature(
    "widget",
    portal=(portal.blueprint,),
    settings=(Widget,),
    links={"widget_loader": "widget_pages.loader"},
)
