"""`python -m helpdesk.cli` is `heed`."""

from helpdesk.cli import main

main()
