"""What was published before, what changed since, and why."""
