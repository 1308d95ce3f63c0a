"""Which stage of a build the time goes to: `python -m benchmarks.stages`.

Varied acts (see `varied_acts`) go through the stages one by one in this process, and the time of each is summed. Beside
them, on the same texts: what one word pattern and what the tokenizer of spaCy take, as a measure of the machine.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measure import machine, markdown_table
from benchmarks.varied_acts import vary_acts, write_act

ROOT = Path(__file__).resolve().parent.parent


def time_stages(folder: Path) -> tuple[Counter[str], int]:
    """Take every source of a folder through the stages; return the seconds of each and the bytes of text."""
    import regex
    import spacy

    from pipeline.clean import clean_document
    from pipeline.contract import check_chunk
    from pipeline.link.languages import link_languages
    from pipeline.parse.source import parse_source
    from pipeline.read import read_document
    from pipeline.read.registry import find_sources, read_bytes
    from pipeline.segment import segment_document
    from pipeline.write.certificates import certify
    from pipeline.write.chunk import chunk_of
    from pipeline.write.tables import to_arrow

    spent: Counter[str] = Counter()

    def timed(stage: str, call: Callable[..., Any], *arguments: Any) -> Any:
        begun = time.process_time()
        result = call(*arguments)
        spent[stage] += time.process_time() - begun  # type: ignore[assignment]
        return result

    words, tokenizer, size = regex.compile(r"\p{L}+"), spacy.blank("ru"), 0
    for warm in (True, False):
        for source in find_sources(folder)[: 5 if warm else None]:
            data = read_bytes(source)
            document = timed("read", read_document, source.source_id, data)
            cleaned = timed("clean", clean_document, document)
            layout = timed("segment", segment_document, cleaned)
            extraction = timed("parse", parse_source, cleaned, layout)
            linked = timed("link the languages", link_languages, extraction)
            spelled = timed("spell rows and provenance", chunk_of, source, data, document, linked)
            chunk = timed("certify", certify, spelled)
            tables = {table: timed("turn into Arrow", to_arrow, table, rows) for table, rows in chunk.items()}
            timed("check the contract", check_chunk, tables)
            timed("(one word pattern)", words.findall, document.text)
            timed("(tokenizer of spaCy)", tokenizer.make_doc, document.text)
            size += len(data)
        if warm:  # patterns are compiled and vocabularies loaded once
            spent.clear()
            size = 0
    return spent, size


def main() -> int:
    """Print one line per stage."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--acts", type=int, default=100, help="how many acts (default 100)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--sources", type=Path, default=ROOT / "sources")
    chosen = options.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        for act in vary_acts(chosen.sources, chosen.acts, chosen.seed):
            write_act(Path(folder), *act)
        spent, size = time_stages(Path(folder))
    whole = sum(seconds for stage, seconds in spent.items() if not stage.startswith("("))
    print(f"Stages, {chosen.acts} acts, {size / 1e6:.1f} MB, seed {chosen.seed}; {machine()}\n")
    rows = [
        [stage, f"{seconds:.1f}", f"{seconds / whole:.0%}", f"{size / 1e6 / seconds:.2f}"]
        for stage, seconds in [*spent.items(), ("all stages", whole)]
    ]
    print(markdown_table(["stage", "processor, s", "of all stages", "MB/s"], rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
