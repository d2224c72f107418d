"""The help centre as its readers see it: pages, and the images in them."""
