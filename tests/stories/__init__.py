"""What people do with the desk, from end to end, through every real part."""
