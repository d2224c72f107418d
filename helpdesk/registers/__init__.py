"""The records an auditor asks for, of any period: the complaint log and the feedback register."""
