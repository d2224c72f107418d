"""The help centre: writing, publishing, finding, rating."""
