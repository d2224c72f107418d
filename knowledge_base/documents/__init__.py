"""Files and markup in, articles and their passages out."""
