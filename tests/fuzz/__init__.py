"""Documents of the factory, damaged at random, and a judge of what the readers make of them: `python -m tests.fuzz`."""
