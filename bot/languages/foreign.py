"""What the bot says to whoever writes in a language that it was not taught."""

from bot.languages.sentences import LANGUAGES

Words = tuple[str, str, str]

# That it does not speak the language yet, what it can do, and the button for a person.
FOREIGN: dict[str, Words] = {
    "ar": (
        "لا أتحدث العربية بعد، بل الإنجليزية والألمانية والفرنسية والإسبانية.",
        "يمكنني البحث بكلماتك في مركز المساعدة، أو يمكن لشخص أن يساعدك.",
        "التحدث إلى شخص",
    ),
    "cs": (
        "Česky zatím neumím, jen anglicky, německy, francouzsky a španělsky.",
        "Mohu s vašimi slovy prohledat nápovědu, nebo vám pomůže člověk.",
        "Mluvit s člověkem",
    ),
    "da": (
        "Jeg taler endnu ikke dansk, kun engelsk, tysk, fransk og spansk.",
        "Jeg kan søge i hjælpen med dine ord, eller en person kan hjælpe dig.",
        "Tal med en person",
    ),
    "el": (
        "Δεν μιλώ ακόμη ελληνικά, μόνο αγγλικά, γερμανικά, γαλλικά και ισπανικά.",
        "Μπορώ να ψάξω στη βοήθεια με τις λέξεις σας, ή μπορεί να σας βοηθήσει ένας άνθρωπος.",
        "Μιλήστε με έναν άνθρωπο",
    ),
    "fi": (
        "En puhu vielä suomea, vain englantia, saksaa, ranskaa ja espanjaa.",
        "Voin etsiä ohjeista sanoillanne, tai ihminen voi auttaa teitä.",
        "Puhu ihmisen kanssa",
    ),
    "hu": (
        "Magyarul még nem beszélek, csak angolul, németül, franciául és spanyolul.",
        "Kereshetek a súgóban az Ön szavaival, vagy egy munkatárs segíthet.",
        "Beszélek egy emberrel",
    ),
    "it": (
        "Non parlo ancora italiano, solo inglese, tedesco, francese e spagnolo.",
        "Posso cercare nel centro assistenza con le sue parole, oppure può aiutarla una persona.",
        "Parlare con una persona",
    ),
    "ja": (
        "日本語はまだ話せません。英語、ドイツ語、フランス語、スペイン語なら話せます。",
        "お書きになった言葉でヘルプを検索するか、担当者におつなぎできます。",
        "担当者と話す",
    ),
    "ko": (
        "아직 한국어를 하지 못합니다. 영어, 독일어, 프랑스어, 스페인어만 할 수 있습니다.",
        "적어 주신 말로 도움말을 찾아보거나 담당자가 도와드릴 수 있습니다.",
        "담당자와 이야기하기",
    ),
    "nl": (
        "Ik spreek nog geen Nederlands, alleen Engels, Duits, Frans en Spaans.",
        "Ik kan met uw woorden in het helpcentrum zoeken, of een medewerker kan u helpen.",
        "Met een mens praten",
    ),
    "pl": (
        "Nie mówię jeszcze po polsku, tylko po angielsku, niemiecku, francusku i hiszpańsku.",
        "Mogę przeszukać centrum pomocy Pana/Pani słowami, albo pomoże człowiek.",
        "Porozmawiaj z człowiekiem",
    ),
    "pt": (
        "Ainda não falo português, só inglês, alemão, francês e espanhol.",
        "Posso procurar no centro de ajuda com as suas palavras, ou uma pessoa pode ajudar.",
        "Falar com uma pessoa",
    ),
    "ro": (
        "Nu vorbesc încă română, doar engleză, germană, franceză și spaniolă.",
        "Pot căuta în centrul de ajutor cu cuvintele dumneavoastră, sau vă poate ajuta o persoană.",
        "Vorbiți cu o persoană",
    ),
    "ru": (
        "Я пока не говорю по-русски, только по-английски, по-немецки, по-французски и по-испански.",
        "Я могу поискать в справке по вашим словам, или вам поможет человек.",
        "Поговорить с человеком",
    ),
    "sv": (
        "Jag talar inte svenska än, bara engelska, tyska, franska och spanska.",
        "Jag kan söka i hjälpen med dina ord, eller så kan en människa hjälpa dig.",
        "Prata med en människa",
    ),
    "tr": (
        "Henüz Türkçe konuşmuyorum; yalnızca İngilizce, Almanca, Fransızca ve İspanyolca.",
        "Sözlerinizle yardım merkezinde arayabilirim ya da bir insan size yardımcı olabilir.",
        "Bir insanla konuş",
    ),
    "uk": (
        "Я ще не розмовляю українською, лише англійською, німецькою, французькою та іспанською.",
        "Я можу пошукати в довідці за вашими словами, або вам допоможе людина.",
        "Поговорити з людиною",
    ),
    "zh": (
        "我还不会说中文，只会英语、德语、法语和西班牙语。",
        "我可以用您的话搜索帮助中心，也可以请人工来帮您。",
        "与人工交谈",
    ),
}


def foreign_words(language: str) -> Words | None:
    """What to say in a language that the bot was not taught; None in those that it speaks."""
    return None if language in LANGUAGES else FOREIGN.get(language)
