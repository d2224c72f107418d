"""Who is calling: every route declares one of these, and a test reads the declarations."""

import hmac
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from flask import current_app, g, request
from flask import session as cookie
from sqlalchemy.orm import Session

from helpdesk.accounts import api_tokens, service
from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import STAFF, Role, require
from helpdesk.authentication import sign_ins
from helpdesk.authentication.sign_ins import SignIn
from helpdesk.languages import catalogues
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound, NotSignedIn
from helpdesk.web.forms import FORGERY_GUARD

P = ParamSpec("P")
R = TypeVar("R")
DECLARED = "_callers"
SIGN_IN = "agent_sign_in"


def _declare(view: Callable[P, R], callers: str) -> Callable[P, R]:
    setattr(view, DECLARED, callers)
    return view


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Anyone may call this."""
    return _declare(view, "public")


def database() -> Session:
    """This request's session; `app.py` opens, commits and closes it."""
    session: Session = g.session
    return session


def bearer() -> str:
    """The token of the Authorization header, or NotSignedIn."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotSignedIn("Send the token in the header `Authorization: Bearer …`.")
    return token.strip()


def sign_in_browser(agent: Agent) -> None:
    """Remember the agent in this browser; whoever of the desk was signed in here is not any more.

    The fresh secret against forged forms makes one that was planted before worth nothing.
    """
    sign_out_browser()
    cookie[SIGN_IN] = sign_ins.begin(
        database(),
        Actor.agent(agent.id),
        user_agent=request.user_agent.string,
        address=request.remote_addr or "",
    )
    cookie.permanent = True


def sign_out_browser() -> None:
    """End the agent's sign-in in this browser; a customer who is signed in stays so."""
    here = _sign_in()
    if here:
        sign_ins.end(database(), here.who, here.id)
    for name in (SIGN_IN, FORGERY_GUARD):
        cookie.pop(name, None)


def current_agent() -> Agent:
    """The signed-in agent, or NotSignedIn."""
    if "agent" not in g:
        here = _sign_in()
        if here is None:
            raise NotSignedIn("Sign in to see this page.")
        try:
            g.agent = service.get_agent(database(), int(here.who.removeprefix("agent:")))
        except NotFound:
            raise NotSignedIn("Your account is no longer active. Ask an admin.") from None
    agent: Agent = g.agent
    return agent


def current_sign_in() -> int | None:
    """Which of the agent's sign-ins this browser is."""
    here = _sign_in()
    return here.id if here else None


def still_signed_in() -> Callable[[], bool]:
    """Does the sign-in of this request still live? For a stream to ask, long after the request."""
    return partial(sign_ins.is_live, current_sign_in())


def _sign_in() -> SignIn | None:
    return sign_ins.find(database(), cookie.get(SIGN_IN))


def turn_strangers_away() -> None:
    """Raise NotSignedIn where only the desk's own may call, before anything sent is looked at."""
    callers = _callers()
    if callers.startswith("staff"):
        speak_to(current_agent())
    elif callers == "bot":
        _check_bot()


def speak_to(agent: Agent) -> None:
    """Answer in the language that the agent chose, if any."""
    if agent.language:
        catalogues.speak(agent.language)


def is_known() -> bool:
    """Is this somebody of the desk, or its bot, at an address that only they may call?"""
    if not _callers().startswith(("staff", "bot")):
        return False
    try:
        turn_strangers_away()
    except NotSignedIn:
        return False
    return True


def _callers() -> str:
    view = current_app.view_functions.get(request.endpoint or "")
    return str(getattr(view, DECLARED, ""))


def staff(roles: frozenset[Role] = STAFF) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A signed-in agent with one of the roles."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            agent = current_agent()
            require(agent.role, roles)
            service.mark_present(agent)
            return view(*args, **kwargs)

        return _declare(guarded, "staff: " + " ".join(sorted(roles)))

    return declare


def program(roles: frozenset[Role] = STAFF) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A program with the API token of an agent who has one of the roles."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            g.agent = api_tokens.agent_of_token(database(), bearer())
            require(g.agent.role, roles)
            return view(*args, **kwargs)

        return _declare(guarded, "token: " + " ".join(sorted(roles)))

    return declare


def bot_only(view: Callable[P, R]) -> Callable[P, R]:
    """The action server, which holds the bot's token."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        _check_bot()
        return view(*args, **kwargs)

    return _declare(guarded, "bot")


def _check_bot() -> None:
    expected: Any = current_app.config["BOT_TOKEN"]
    if not hmac.compare_digest(bearer().encode(), str(expected).encode()):
        raise NotSignedIn("This address is for the bot, and the token is not the bot's.")
