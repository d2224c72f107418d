"""Lists of tickets that agents keep: a name for a filter, with how many are in it."""
