"""What is owed to somebody who complained, by when, and whether it was kept."""
