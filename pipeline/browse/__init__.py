"""Read a published folder as people do: an act from its head to its last point, and a search in all acts."""
