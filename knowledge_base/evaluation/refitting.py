"""Fitting what chooses the sentences, and measuring it on help centres it was not fitted to."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge_base.answering.fitting import Lesson, fit
from knowledge_base.answering.model import Model
from knowledge_base.embedding.embedder import Embedder
from knowledge_base.evaluation.facts import (
    QUESTIONS,
    Fact,
    Outcome,
    outcome_of,
    read_facts,
    report,
    together,
)
from knowledge_base.evaluation.help_centre import HelpCentre, results_of
from knowledge_base.evaluation.labelled_centres import CENTRES, off_topic
from knowledge_base.search.answers import answer
from knowledge_base.search.results import Results

# Sentences off the topic that each help centre is taught with, and those it is asked besides.
OFF_TOPIC_TAUGHT, OFF_TOPIC_ASKED = 100, 60
# Titles of its own articles: each is answered by its article.
TITLES_TAUGHT = 30
_SEED = 3


@dataclass(frozen=True)
class Material:
    """What one help centre teaches and is measured with; lessons are in the order of the facts."""

    facts: Sequence[Fact]
    asked: Sequence[Lesson]
    off_topic: Sequence[Lesson]
    titles: Sequence[Lesson]

    @property
    def taught(self) -> list[Lesson]:
        return [*self.asked, *self.off_topic[:OFF_TOPIC_TAUGHT], *self.titles]


def material_of(centre: HelpCentre, facts: Sequence[Fact], aside: Sequence[str]) -> Material:
    """Ask a help centre its questions, sentences off its topic and some of its titles."""
    size = len(centre.documents)
    chosen = random.Random(_SEED).sample(  # noqa: S311 - no secret
        range(size), min(TITLES_TAUGHT, size)
    )
    titles = [(centre.documents[number].title, number) for number in chosen]
    look = centre.look
    return Material(
        facts,
        [Lesson.of_fact(fact.question, *look(fact.question), fact.pattern) for fact in facts],
        [Lesson.of_article(sentence, *look(sentence), None) for sentence in aside],
        [Lesson.of_article(title, *look(title), number) for title, number in titles],
    )


def read_material(
    shared: Path, embedder: Embedder, say: Callable[[str], None] = print
) -> dict[str, Material]:
    """That of every help centre with labelled questions."""
    aside = off_topic(shared, OFF_TOPIC_TAUGHT + OFF_TOPIC_ASKED)
    found = {}
    for name, read in CENTRES.items():
        centre = HelpCentre.of(read(shared), embedder)
        found[name] = material_of(centre, read_facts(QUESTIONS / f"{name}.tsv"), aside)
        say(f"{name}: {len(centre.documents)} articles, {len(found[name].facts)} questions")
    return found


def refit(material: Mapping[str, Material]) -> Model:
    """The model that comes with Heed."""
    return fit({name: one.taught for name, one in material.items()})


def without_each(material: Mapping[str, Material]) -> dict[str, dict[str, Any]]:
    """The report on each help centre with what the others teach, and on "all"."""
    outcomes: dict[str, Outcome] = {}
    answered: dict[str, list[bool]] = {}
    for name, one in material.items():
        model = refit({other: two for other, two in material.items() if other != name})
        outcomes[name] = outcome_of(one.facts, [_results(model, lesson) for lesson in one.asked])
        aside = one.off_topic[OFF_TOPIC_TAUGHT:]
        answered[name] = [_answered(model, lesson) for lesson in aside]
    outcomes["all"] = together(list(outcomes.values()))
    answered["all"] = [hit for hits in answered.values() for hit in hits]
    return {
        name: report(outcome) | {"off_topic_answered": float(np.mean(answered[name]))}
        for name, outcome in outcomes.items()
    }


def _results(model: Model, lesson: Lesson) -> Results:
    found = (lesson.candidates, lesson.interaction.take)
    return results_of(lesson.question, found, model)


def _answered(model: Model, lesson: Lesson) -> bool:
    return answer(lesson.question, _results(model, lesson)).outcome == "answered"
