"""How anybody proves who they are: sign-ins, tokens, familiar browsers, and pauses for guessers."""
