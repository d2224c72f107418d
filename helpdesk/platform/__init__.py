"""What every feature stands on: settings, database, clock, jobs, mail, audit."""
