"""The turns of phrase by which a customer steers a form, in each language that the bot speaks."""

import re


def _in_any(*patterns: str) -> re.Pattern[str]:
    """Matches what one of them matches; few of their words mean something else in another."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


BACK = _in_any(
    r"^(please )?(let me |can i |i want to |i would like to )?"
    r"(change|correct|edit|redo|fix) (my |the |that )?(last |previous )?(answer|one|reply)\b"
    r"|^(go )?back( please)?[.!]?$",
    r"^(bitte )?(ich (will|möchte|moechte) )?(meine |die )?(letzte |vorige )?antwort "
    r"(bitte )?(ändern|aendern|korrigieren|bearbeiten)\b|^(bitte )?zur(ü|ue)ck( bitte)?[.!]?$",
    r"^(je (veux|voudrais) |puis-je )?(changer|modifier|corriger) (ma |la )?(derni(è|e)re )?"
    r"r(é|e)ponse\b|^(retour|revenir)( en arri(è|e)re)?( svp)?[.!]?$",
    r"^(quiero |quisiera |puedo )?(cambiar|corregir|modificar) (mi |la )?((ú|u)ltima )?respuesta\b"
    r"|^(volver|atr(á|a)s|volver atr(á|a)s)[.!]?$",
)
CORRECTION = _in_any(
    r"^(no|sorry|oops|wait|actually)?[\s,.:!-]*"
    r"(i meant|i mean|correction|make that)\b[\s,.:-]*(to say\b)?",
    r"^(nein|sorry|moment|halt|entschuldigung|verzeihung|ach)?[\s,.:!-]*"
    r"(ich meinte|ich meine|korrektur|gemeint war|sollte hei(ß|ss)en)\b",
    r"^(non|pardon|d(é|e)sol(é|e)e?|attendez)?[\s,.:!-]*"
    r"(je voulais dire|je veux dire|correction)\b",
    r"^(no|perd(ó|o)n|disculpe|espere)?[\s,.:!-]*"
    r"(quise decir|quer(í|i)a decir|me refer(í|i)a a|correcci(ó|o)n)\b",
)
SKIP = _in_any(
    r"^(please )?(skip|next|pass|nothing|none|no|nope|n/a|rather not|prefer not to say"
    r"|i('d| would) rather not( say)?|no thanks?|no thank you)"
    r"(\s+(this|that|it|one|question|step|please|now|comment))*[.!]?$",
    r"^(bitte )?((ü|ue)berspringen|weiter|nichts|nix|keine|keine angabe|nein|nein danke|n(ö|oe|ee)"
    r"|lieber nicht|(das )?m(ö|oe)chte ich (lieber )?nicht sagen)( bitte)?[.!]?$",
    r"^(passer|passez|suivant|suivante|rien|aucune?|non|non merci|plut(ô|o)t pas|je passe"
    r"|je pr(é|e)f(è|e)re ne pas (le )?dire)( cette question| svp| s'il vous pla(î|i)t)?[.!]?$",
    r"^(omitir|omita|saltar|siguiente|nada|ninguno|ninguna|no|no,? gracias|paso|mejor no"
    r"|prefiero no( decirlo)?)( esta pregunta| por favor)?[.!]?$",
)
QUESTION = _in_any(
    r"^((and|but|so|ok|okay|wait|sorry|first|before that)[,.]? +)*"
    r"(how (long|much|many|soon|often|do|does|can|will)"
    r"|(when|where|why) (do|does|did|will|is|are|can|should|must)"
    r"|what (happens|is|are|if|does|do i|will|data)|who (is|are|will|does|gets|reads|sees|decides)"
    r"|which|do (i|you|we)|does (it|this|that|the|my)|is (it|this|that|there|my|the)"
    r"|are (there|you)|am i|will (i|it|this|that|the|my)|must i|have i)\b",
    r"^((und|aber|also|ok|okay|moment|zuerst|vorher)[,.]? +)*"
    r"(wie (lange|viel|viele|bald|oft|kann|geht|wird)|wann|wo|warum|wieso|wer|welche[rs]?"
    r"|was (passiert|geschieht|ist|sind|wenn|kostet|wird|mache)"
    r"|(muss|darf|soll|werde|bekomme|habe) ich|(wird|ist|kostet) (es|das|die|der|mein|meine)"
    r"|gibt es)\b",
    r"^((et|mais|alors|ok|attendez|d'abord|avant)[,.]? +)*"
    r"(combien|quand|o(ù|u) (est|sont|va|puis)|pourquoi|comment|quel(le)?s?|qu'est-ce|qui"
    r"|que se passe|est-ce|(dois|puis|aurai|vais|recevrai)-je|faut-il|y a-t-il)\b",
    r"^¿?((y|pero|entonces|vale|espere|primero|antes)[,.]? +)*¿?"
    r"(cu(á|a)nt[oa]s?|cu(á|a)ndo|d(ó|o)nde|por qu(é|e)|c(ó|o)mo|qui(é|e)n|cu(á|a)l(es)?"
    r"|qu(é|e) (pasa|es|son|hago|ocurre|datos)|(tengo que|debo|hay|hace falta|me (va|van)))\b",
)
REQUEST = _in_any(
    r"^(can|could|may|should|would|will) (i|you|we|someone)\b",
    r"^(kann|k(ö|oe)nnte|k(ö|oe)nnen|k(ö|oe)nnten|darf|soll|w(ü|ue)rden|kannst|k(ö|oe)nntest) "
    r"(ich|sie|wir|ihr|du|man|jemand)\b",
    r"^(est-ce que )?((pouvez|pourriez|voulez|peux|puis|peut)[ -](vous|tu|je|on)"
    r"|(vous|je|on|tu) (pouvez|pourriez|peux|peut)|quelqu'un peut)\b",
    r"^¿?(me |nos )?(puede|pueden|puedo|podr(í|i)an?|podemos|puedes)\b",
)
