"""What is owed to somebody who complained."""
