"""What spans tickets and complaints: the customer's cases, for agents, bot and themselves."""

from helpdesk.cases import bot_api, console, jobs, portal
from helpdesk.feature import Feature
from helpdesk.platform.jobqueue import HOURLY, Job

CASES = Feature(
    "cases",
    console=(console.blueprint,),
    portal=(portal.blueprint,),
    bot_api=(bot_api.blueprint,),
    links={
        "customer_cases": "cases.of_customer",
        "my_cases": "my_cases.listed",
        "search_cases": "cases.search",
    },
    jobs=(Job("learn_case_words", jobs.learn_case_words, due=HOURLY),),
)
