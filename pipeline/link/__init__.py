"""Facts of many acts, or of one act in many languages, brought together: pairs with a score and how they were found."""
