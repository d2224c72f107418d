"""People of the desk file what customers told them, wherever that was."""
