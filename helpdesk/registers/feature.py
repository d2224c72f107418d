"""What registers bring to the desk: pages over what several features recorded."""

from helpdesk.feature import Feature
from helpdesk.registers import console

REGISTERS = Feature(
    "registers",
    console=(console.blueprint,),
    links={
        "complaint_log": "registers.complaints",
        "feedback_register": "registers.feedback",
    },
)
