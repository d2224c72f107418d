"""What articles bring to the desk: the help centre, its editor, search and what it learns."""

from helpdesk.articles import agents_api, api, console, demo, jobs
from helpdesk.articles.portal import files, help
from helpdesk.articles.queries import AUDITED
from helpdesk.articles.service import questions
from helpdesk.articles.settings import Answers
from helpdesk.feature import Entry, Feature, FeedbackSource
from helpdesk.languages.catalogues import N_
from helpdesk.platform.jobqueue import EVERY_MINUTE, NIGHTLY, Job

ARTICLES = Feature(
    "articles",
    console=(console.blueprint,),
    portal=(help.blueprint, files.blueprint),
    agents_api=(agents_api.blueprint,),
    public_api=(api.blueprint,),
    searched=(api.blueprint, help.blueprint),
    forms=(api.blueprint,),
    rail=Entry(N_("Articles"), "/console/articles", icon="book-open", key="5"),
    links={"help": "help.home"},
    jobs=(
        Job("learn_from_experience", jobs.learn_from_experience, due=EVERY_MINUTE),
        Job("train_model", jobs.train_model, due=NIGHTLY),
    ),
    settings=(Answers,),
    feedback_sources=(
        FeedbackSource(
            "article_rating",
            "select id::text, coalesce(comment, '') from article_rating",
            page=("articles.of_rating", "rating_id"),
        ),
    ),
    audited=(AUDITED,),
    demo=demo.bring_articles,
    warm_up=questions.warm_up,
)
