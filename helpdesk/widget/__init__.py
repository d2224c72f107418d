"""What a website needs to show the widget."""
