"""The complaint log and the feedback register."""
