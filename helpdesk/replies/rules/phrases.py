"""What people write around an answer, in the languages of customers: English, German, French,
Spanish. All in small letters."""

GREETINGS = (
    "hi", "hello", "hey", "dear", "good morning", "good afternoon", "good evening",
    "hallo", "guten tag", "guten morgen", "guten abend", "liebe", "lieber",
    "sehr geehrte", "sehr geehrter", "bonjour", "bonsoir", "cher", "chère",
    "hola", "buenos días", "buenas tardes", "buenas noches", "estimado", "estimada",
)  # fmt: skip
EVERYBODY = frozenset({
    "there", "all", "everyone", "everybody", "again", "both", "zusammen", "nochmal", "nochmals",
    "alle", "tous", "todos",
})  # fmt: skip
FAREWELLS = (
    "regards", "best regards", "kind regards", "kindest regards", "warm regards",
    "with kind regards", "many regards", "best", "best wishes", "all the best", "cheers",
    "sincerely", "sincerely yours", "yours sincerely", "yours faithfully", "yours truly",
    "thanks", "many thanks", "thanks again", "thank you", "mit freundlichen grüßen",
    "mit freundlichem gruß", "mit besten grüßen", "mit lieben grüßen", "freundliche grüße",
    "viele grüße", "beste grüße", "liebe grüße", "herzliche grüße", "schöne grüße",
    "vg", "lg", "mfg", "cordialement", "bien cordialement", "bien à vous",
    "sincères salutations", "meilleures salutations", "saludos", "un saludo",
    "saludos cordiales", "un cordial saludo", "atentamente",
)  # fmt: skip
# A short sentence that begins so says nothing about what was asked.
SMALL_TALK = (
    "you're welcome", "you are welcome", "you're very welcome", "no problem", "my pleasure",
    "thank you", "thanks", "many thanks", "glad", "i'm glad", "i am glad", "happy to",
    "i'm happy", "i am happy", "great to hear", "sorry", "i'm sorry", "i am sorry",
    "i'm so sorry", "i am so sorry", "we're sorry", "we are sorry", "one moment", "one second",
    "just a moment", "just a second", "i'm looking", "i am looking", "i'm checking",
    "i am checking", "let me look", "let me check", "i'll look", "i'll check", "i will look",
    "i will check", "i'll get back", "i will get back", "we will get back", "let me know",
    "please let me know", "let us know", "please let us know", "feel free", "please feel free",
    "don't hesitate", "do not hesitate", "please do not hesitate", "please don't hesitate",
    "hope this helps", "i hope this helps", "i hope that helps", "have a nice", "have a good",
    "have a great", "is there anything else",
    "gern geschehen", "gerne", "vielen dank", "herzlichen dank", "besten dank", "danke",
    "einen moment", "einen augenblick", "ich sehe nach", "ich schaue nach", "ich schaue mir",
    "ich prüfe", "bitte melden sie sich", "melden sie sich", "bei fragen", "bei weiteren fragen",
    "einen schönen tag", "schönen tag", "es tut mir leid", "es tut uns leid", "das tut mir leid",
    "das tut uns leid", "tut mir leid", "das freut",
    "de rien", "je vous en prie", "merci", "un instant", "un moment", "je regarde",
    "n'hésitez pas", "bonne journée", "je suis désolé", "nous sommes désolés", "je suis ravi",
    "avec plaisir",
    "de nada", "gracias", "muchas gracias", "un momento", "no dude", "que tenga", "buen día",
    "lo siento", "lo sentimos", "con gusto", "con mucho gusto",
)  # fmt: skip
TITLES = (
    "Mr", "Mrs", "Ms", "Miss", "Dr", "Herr", "Herrn", "Frau", "Madame", "Monsieur", "Mme",
    "Señor", "Señora", "Sr", "Sra",
)  # fmt: skip
# Whatever stands behind one of these is the number of somebody's thing, however short.
NUMBERED = (
    "order", "ticket", "invoice", "case", "customer", "tracking", "reference", "account",
    "contract", "bestellung", "bestellnummer", "auftrag", "auftragsnummer", "rechnung",
    "rechnungsnummer", "kundennummer", "sendung", "sendungsnummer", "vorgang", "vorgangsnummer",
    "commande", "facture", "dossier", "pedido", "factura",
)  # fmt: skip
STREETS_AFTER = (
    "Street", "St", "Road", "Rd", "Avenue", "Ave", "Lane", "Ln", "Drive", "Dr", "Way", "Court",
    "Ct", "Place", "Square", "Boulevard", "Blvd",
)  # fmt: skip
STREETS_GERMAN = ("straße", "strasse", "str.", "weg", "platz", "allee", "gasse", "ring", "ufer")
STREETS_BEFORE_WITH_NUMBER_FIRST = (
    "rue", "avenue", "boulevard", "place", "chemin", "allée", "impasse", "quai",
)  # fmt: skip
STREETS_BEFORE = ("calle", "avenida", "plaza", "paseo", "c/")
