"""Starting the whole desk on one machine, and saying in one sentence why it cannot start."""
