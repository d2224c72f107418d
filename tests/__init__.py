"""The tests of Heed."""
