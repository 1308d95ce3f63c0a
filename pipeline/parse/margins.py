"""How sure a reading is: the distance to the second-best one, in points of offended clues."""

from __future__ import annotations

# A reading that beats the second-best by less than this is doubtful.
SURE = 0.75
# The distance of a reading without a rival, and the largest one told.
NO_RIVAL = 9.0
