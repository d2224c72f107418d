"""What a website gets from the desk."""
