"""Running the desk from the console: the settings of every feature, and the way to each page."""
