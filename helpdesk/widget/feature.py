"""What a website gets from the desk: the loader, the framed page, and a demo shop."""

from helpdesk.feature import Feature
from helpdesk.widget import portal

WIDGET = Feature(
    "widget",
    portal=(portal.blueprint,),
    links={"widget_loader": "widget_pages.loader"},
)
