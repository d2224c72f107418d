"""What spans chats, tickets and complaints: the inbox, search, and the customer's cases."""

from helpdesk.cases import bot_api, console, jobs, portal
from helpdesk.cases.queue import console as queue
from helpdesk.feature import Feature
from helpdesk.platform.jobqueue import HOURLY, Job

CASES = Feature(
    "cases",
    console=(console.blueprint, queue.blueprint),
    portal=(portal.blueprint,),
    bot_api=(bot_api.blueprint,),
    links={
        "beside_ticket": "queue.beside",
        "customer_cases": "cases.of_customer",
        "inbox": "queue.index",
        "my_cases": "my_cases.listed",
        "search_cases": "cases.search",
    },
    jobs=(Job("learn_case_words", jobs.learn_case_words, due=HOURLY),),
)
