"""What customers type where they are asked how to be reached."""

REACHES = [
    "alice@example.org",
    "Write to Alice.B+x@Mail.Example.org, please",
    "+49 30 1234567",
    "030/123 45 67",
    "(555) 123-4567",
    "07700 900123 after six",
    "tel. 0049-171-1234567",
    "+44 (0)20 7946 0958",
]
REACHES_NOBODY = [
    "",
    "call me maybe",
    "by e-mail",
    "alice",
    "alice@home",
    "@example.org",
    "alice at example dot org",
    "I live at 12 Elm Street",
    "12345",
    "room 101 at 10",
    "x1234567y",
    "🙂",
]
