"""In which language somebody is spoken to, and how that language writes sentences and times."""
