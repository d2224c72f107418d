"""Words of our customers' languages that guessers try first; zxcvbn's own lists are English."""

COMMON_WORDS = (
    # German
    "passwort", "kennwort", "geheim", "willkommen", "hallo", "schatz", "liebe", "sonne", "sommer",
    "winter", "frühling", "fruehling", "herbst", "januar", "februar", "märz", "maerz", "april",
    "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember", "montag",
    "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "fussball", "fußball",
    "urlaub", "ferien", "firma", "arbeit", "büro", "buero", "deutschland", "berlin", "hamburg",
    "münchen", "muenchen", "köln", "koeln", "wien", "zürich", "zuerich", "österreich", "schweiz",
    "hund", "katze", "blume", "engel", "prinzessin", "mutter", "vater", "kunde", "kundendienst",
    # French
    "motdepasse", "bonjour", "bienvenue", "secret", "soleil", "amour", "chouchou", "doudou",
    "printemps", "été", "ete", "automne", "hiver", "janvier", "février", "fevrier", "mars",
    "avril", "juin", "juillet", "août", "aout", "octobre", "novembre", "décembre", "decembre",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "vacances", "paris",
    "marseille", "france", "maison", "travail", "client", "entreprise", "chocolat", "azerty",
    # Spanish
    "contraseña", "contrasena", "clave", "hola", "bienvenido", "bienvenida", "secreto", "amor",
    "teamo", "tequiero", "primavera", "verano", "otoño", "otono", "invierno", "enero", "febrero",
    "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre", "lunes", "martes", "miércoles", "miercoles", "jueves", "viernes", "sábado",
    "sabado", "domingo", "vacaciones", "madrid", "barcelona", "españa", "espana", "mexico",
    "trabajo", "empresa", "cliente", "fútbol", "futbol", "estrella", "princesa", "mariposa",
    # Any desk
    "helpdesk", "support", "customer", "service", "welcome", "changeme", "admin", "heed",
)  # fmt: skip
