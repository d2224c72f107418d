"""The tests of Heed, one folder for each package and feature."""
