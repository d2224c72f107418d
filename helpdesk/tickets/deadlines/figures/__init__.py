"""How often what is promised was kept."""
