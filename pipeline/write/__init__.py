"""Facts -> Parquet, data package and data dictionary, published as a whole or not at all."""

from pipeline.write.release import write_release

__all__ = ["write_release"]
