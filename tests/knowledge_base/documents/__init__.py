"""Files and markup in, passages out."""
