"""What the bot does: one file per topic, one class per action, slots in and words out."""
