"""A customer reads their own language from the launcher to the person who takes over."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sites import Site
from tests.stack import Stack

CONVERSATIONS: dict[str, dict[str, Any]] = {
    "de": {
        "open": "Hilfe-Chat öffnen",
        "start": "Unterhaltung beginnen",
        "write": "Ihre Nachricht",
        "said": [
            ("Ich möchte mich beschweren", "Bitte sagen Sie mir mit Ihren Worten"),
            ("Der Baum kam vertrocknet bei mir an", "Was sollen wir Ihrer Meinung nach tun?"),
            ("Einen neuen Baum bitte", "Wie erreichen wir Sie dazu?"),
            ("eva@shop.example", "Soll ich es senden?"),
            ("ja, abschicken", "C-20"),
            (
                "Kann ich bitte mit einem Menschen sprechen?",
                re.compile("Ich (gebe Sie an|hole) einen Menschen"),
            ),
        ],
        "waiting": "Wartet auf einen Menschen",
    },
    "fr": {
        "open": "Ouvrir l’aide",
        "start": "Commencer une conversation",
        "write": "Votre message",
        "said": [
            ("Je veux faire une réclamation", "avec vos propres mots"),
            ("L'arbre est arrivé tout sec", "Que souhaitez-vous que nous fassions"),
            ("Un nouvel arbre s'il vous plaît", "Comment pouvons-nous vous joindre"),
            ("eva@shop.example", "Dois-je l’envoyer"),
            ("oui, envoyez", "C-20"),
            ("Puis-je parler à une personne ?", re.compile("(vous passe|appelle) une personne")),
        ],
        "waiting": "En attente d’une personne",
    },
    "es": {
        "open": "Abrir la ayuda",
        "start": "Iniciar una conversación",
        "write": "Su mensaje",
        "said": [
            ("Quiero presentar una queja", "con sus propias palabras"),
            ("El árbol llegó completamente seco", "¿Qué desea que hagamos al respecto?"),
            ("Un árbol nuevo por favor", "¿Cómo podemos localizarle"),
            ("eva@shop.example", "¿Lo envío?"),
            ("sí, envíelo", "C-20"),
            ("¿Puedo hablar con una persona?", re.compile("(Le paso con|Busco a) una persona")),
        ],
        "waiting": "A la espera de una persona",
    },
}


@pytest.mark.parametrize("language", CONVERSATIONS)
def test_a_complaint_and_a_person_in_the_language_of_the_page(
    stack: Stack, listed_site: Site, chromium: Browser, language: str
) -> None:
    told = CONVERSATIONS[language]
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.set_default_timeout(20_000)
    page = context.new_page()
    listed_site.embeds(stack.url)
    listed_site.html = listed_site.html.replace("lang=en", f"lang={language}")
    page.goto(listed_site.url)
    page.get_by_label(told["open"]).click()
    chat = page.frame_locator("iframe")
    chat.get_by_role("button", name=told["start"]).click()
    for words, heard in told["said"]:
        chat.get_by_label(told["write"], exact=True).fill(words)
        chat.get_by_label(told["write"], exact=True).press("Enter")
        expect(chat.get_by_text(heard).last).to_be_visible()
    expect(chat.locator(".sub")).to_have_text(told["waiting"])
    assert _language_of(page) == language
    context.close()


def test_a_language_that_was_not_taught_is_named_in_itself(
    stack: Stack, listed_site: Site, customer: Page
) -> None:
    listed_site.embeds(stack.url)
    customer.goto(listed_site.url)
    customer.get_by_label("Open help chat").click()
    chat = customer.frame_locator("iframe")
    chat.get_by_role("button", name="Start a conversation").click()
    chat.get_by_label("Your message", exact=True).fill("Gdzie mogę kupić rower dla mojej córki?")
    chat.get_by_label("Your message", exact=True).press("Enter")
    expect(chat.get_by_text("Nie mówię jeszcze po polsku")).to_be_visible()
    expect(chat.get_by_role("button", name="Porozmawiaj z człowiekiem")).to_be_visible()


def _language_of(page: Page) -> str:
    language: str = page.frames[-1].evaluate("document.documentElement.lang")
    return language
