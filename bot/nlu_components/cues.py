"""Signs of dissatisfaction, and of a calm request, in the English of a message (pure)."""

from __future__ import annotations

import re

import numpy as np

QUOTED = re.compile(r"[\"“„«][^\"”“»]*[\"”“»]")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")

# Each is one feature; what it is worth is learned. Written for wording, not for any business.
_SIGNS = {
    "again": r"again|another|(second|third|fourth|fifth|sixth|umpteenth) (time|one|week|month|day)"
    r"|twice|thrice|\w+ times|every (single )?(time|day|week|month)|in a row|kept?|keeps?"
    r"|over and over|once more|yet",
    "still": r"still|ever since|since|so far|by now|already|weeks?|months?|years|hours|days?"
    r"|forever|so long|ages",
    "ignored": r"no(body| one| reply| answer| response| word)|not (a|one|even) (single )?\w+"
    r"|nothing|silence|ignor\w+|unanswered|on hold|hung up|anyone|anybody|unreachable|bounced"
    r"|chasing|begg?(ed|ing)?|pleaded|waiting|wait(ed)?",
    "broken promise": r"promis\w+|supposed to|(was|were|been) told|you (said|told|claimed|assured)"
    r"|guaranteed|agreed|excuses?|instead|but (you|your|the|nothing|no)",
    "authority": r"ombuds\w+|lawyers?|solicitors?|attorney|legal|court|regulators?|police|sue|suing"
    r"|authorit\w+|newspapers?|press|news|media|charge ?back|trading standards|watchdog"
    r"|consumer (protection|rights|council)|report(ing)? (you|this)|expos\w+|screenshots?"
    r"|reviews?|forums?|internet|social",
    "leaving": r"switch\w*|competit\w+|rivals?|elsewhere|(lost|losing) (a|me as a|your) customer"
    r"|never again|last (time|chance|straw)|done with|leaving|goodbye|no longer|my business|quit",
    "grief": r"sad\w*|upset\w*|tears|cri(ed|es)|cry(ing)?|heart\w*|hurt\w*|devastated|griev\w+"
    r"|asham\w+|humiliat\w+|embarrass\w+|foolish|fooled|let down|betrayed|stranded|ruined|spoil\w+"
    r"|missed|worried|scared|ill|sick|sleep|exhausted|tired|late (husband|wife|father|mother)"
    r"|passed away|died|funeral|insult\w*|rude\w*|mock\w*|laugh\w*|shout\w*|yell\w*|dismissive",
    "anger": r"angr\w+|furious|fed up|enough|patien\w+|frustrat\w+|annoy\w+|outrag\w+|disgust\w+"
    r"|unhappy|disappoint\w+|dissatisf\w+|impressed|appall\w+|livid|regret|wish i had",
    "verdict": r"unaccept\w+|accept\w*|joke|jok\w+|waste\w*|disgrac\w+|shambles|rip ?offs?|robbery"
    r"|rubbish|garbage|crap|useless|pathetic|terribl\w+|awful|horribl\w+|worst|poor|shame\w*"
    r"|scandal\w*|unbeliev\w+|ridiculous|incompeten\w+|careless|shocking|absurd|insane|sorry state",
    "deceit": r"li(e|es|ed|ar|ars|ying)|mis(led|leading)|cheat\w*|scam\w*|fraud\w*|steal\w*|stol\w+"
    r"|thie(f|ves)|trick\w*|hidden|fake|so called|apparently|pretend\w*|blam\w+|without (a word"
    r"|asking|warning|telling|permission|my)|never (agreed|asked|ordered|signed)",
    "you did": r"you( guys| people| lot)?( have|'ve|ve| had| just| even| keep| kept)?"
    r" (sent|lost|took|take|taken|blocked|locked|froze\w*|charg\w+|bill\w+|sold|sell|deleted|broke"
    r"|ignor\w+|clos\w+|cancel\w*|cut|mess\w*|manag\w+|let|left|made|refus\w+|rais\w+|keep|call)",
    "your people": r"your (\w+ )?(drivers?|agents?|couriers?|technicians?|engineers?|fitters?"
    r"|staff|colleagues?|man|guys?|people|team|supervisors?|cashier|hotline|support|service"
    r"|company|system|update)|treat(ed|s|ing)?|customers?|loyal",
    "sarcasm": r"(great|wonderful|brilliant|fantastic|lovely|amazing|bravo|congrat\w*|well done"
    r"|so glad|lucky me|impressive|nice (one|work|job)|good (job|work)|slow clap|perfect|super)"
    r"\b.*\b(no|not|never|again|another|broken|wrong|late|lost|nothing|nobody|wait\w*|same|still"
    r"|cancel\w*|weeks?|twice|third|second)|thanks? (you )?(a lot |so much |ever so much )?for"
    r" (nothing|\w+ing)|so much for|i suppose|i guess|of course|must be nice|maybe (hire|you|try)"
    r"|you might want|what a (treat|joke|great|service|waste)|love (how|that|it when)|record",
    "rhetorical": r"(do|did|are|can|have) you (even|really|ever|people|honestly|not)|how (can|could"
    r"|dare) you|how many more|what (exactly|on earth|the hell|is the point|kind of)|why on earth"
    r"|is (it|this|that) (normal|how|really|fair|too much)|who (builds|is responsible|approved)"
    r"|really|seriously|kidding|would you (like|be|accept)|do you think|explain (that|this|why)"
    r"|any idea what|how (careless|hard|bad|long must)|necessary",
    "demand": r"i (demand|expect|insist|want|deserve)|must (never|ask|stop)|right now|today"
    r"|if (i|this|it|you) (don|do|is|isn|hear|am)\W?t?|compensat\w+|apolog\w+|responsib\w+|money",
    "harm": r"(broken|damaged|dead|wrong|faulty|leak\w*|torn|cold|hair|mo(u)?ld\w*|burn\w*"
    r"|explod\w*|injur\w*|blood|smashed|crushed|soaked|dirty|filthy|empty)",
}
_CALM = {
    "how": r"^\W*(hi|hello|hey|dear \w+|good \w+)?\W*(and )?(how (do|can|to|long|much|many|should"
    r"|does|is)|where|which|what (is|are|do|does|happens|if|time|can)|when|who|may|can|could|is"
    r"|are|does|do (you|i)|will|would)\b",
    "ask": r"(how (do|can|should|to)|where (do|can|is|are)|can (i|you|we|it)|could (i|you|we)"
    r"|what (do|can|should) i|which \w+|is (there|it possible)|may i|do i (need|have)"
    r"|would like to (know|return|change|withdraw)|let me know|any (idea|news|way))",
    "polite": r"please|pls|kind regards|many thanks|in advance|could you|thank you|hope you|cheers",
    "mine": r"my (fault|mistake)|by mistake|i (forgot|dropped|lost|typed|clicked|missed|got the)"
    r"|sorry|accident\w*|oops",
    "praise": r"(fast|excellent|helpful|kind|friendly|great|good|awesome|happy|works?|fixed|solved"
    r"|perfect|star|love)",
}
CUES = {
    name: re.compile(pattern if pattern.startswith("^") else rf"\b(?:{pattern})\b", re.IGNORECASE)
    for name, pattern in {**_SIGNS, **_CALM}.items()
}
SHAPES = 7
WIDTH = 2 * len(CUES) + SHAPES


def sentences(text: str) -> list[str]:
    """The sentences of a text, one at least."""
    return [part for part in SENTENCE_END.split(text.strip()) if part.strip()] or [text]


def unquoted(text: str) -> str:
    """The customer's own words: what stands in quotation marks was said by somebody else."""
    return QUOTED.sub(" … ", text)


def row(text: str) -> np.ndarray:
    """One feature per cue: is it there, and how often; then how the text is shaped."""
    own = unquoted(text).replace("’", "'")
    found = np.array([len(cue.findall(own)) for cue in CUES.values()], np.float32)
    return np.concatenate([np.minimum(found, 1), np.log1p(found), _shape(text, own)])


def _shape(text: str, own: str) -> np.ndarray:
    letters = [letter for letter in own if letter.isalpha()] or ["a"]
    words = own.split()
    return np.array(
        [
            own.rstrip().endswith("?"),
            "!!" in own or "??" in own or "?!" in own,
            "..." in own or "…" in own,
            sum(map(str.isupper, letters)) / len(letters) > 0.6 and len(words) > 1,
            len(own) < len(text),
            np.log1p(len(words)) / 4,
            np.log1p(len(sentences(own))) / 2,
        ],
        np.float32,
    )
