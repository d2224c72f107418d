"""One act on many tickets: looked at before it is done, and taken back after."""
