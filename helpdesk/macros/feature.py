"""What macros bring to the desk: answers to begin with, in the inbox and on tickets."""

from helpdesk.feature import Feature
from helpdesk.macros import beside, console
from helpdesk.macros.demo import bring_macros

MACROS = Feature(
    "macros",
    console=(console.blueprint, beside.blueprint),
    links={
        "macros": "macros.index",
        "macros_for_conversation": "macros_beside.for_conversation",
        "macros_for_ticket": "macros_beside.for_ticket",
    },
    demo=bring_macros,
)
