"""From the assessment of a complaint to its end: who does what, and what each step needs."""
