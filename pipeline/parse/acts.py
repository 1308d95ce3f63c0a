"""Read the identity of an act: kind, number, date, issuer, titles, signatory, registration.

Everything stands in the head (above the preamble), at the signature, or on the cover of a regulation
that others approved. Each language of an act is read by itself; the first one's issuer and signatory stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice, pairwise

from pipeline.languages.dates import find_dates
from pipeline.languages.identify import identify_language
from pipeline.languages.vocabulary import LANGUAGES, find_terms, section_phrases
from pipeline.model import Finding, Value, Witness
from pipeline.parse.evidence import Evidence, merge_values
from pipeline.parse.heads import Head, read_head
from pipeline.parse.issuers import read_enacting_issuer, read_issuer, read_letterhead
from pipeline.parse.line_shapes import POINT
from pipeline.parse.parts import Part
from pipeline.parse.passage import Passage
from pipeline.parse.prose.repeals import repeals_whole_act
from pipeline.parse.requisites import Requisites, find_own_repeals, find_requisites
from pipeline.parse.signatures import find_last_name, find_signature
from pipeline.parse.stamps import Approval, Stamp, find_approval
from pipeline.parse.titles import find_approved_title, read_title
from pipeline.segment import Layout, LayoutLine

# What each language says in its own words.
OWN_WORDS = frozenset({"issuer", "signatory", "effective_rule", "adopted_by"})

# The words between the act's name and `takes effect`.
LONGEST_RULE = 300

Values = dict[str, Value | None]


@dataclass
class ActFacts:
    """What one source says of its act: values by column, and what was odd."""

    values: Values = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def text(self, column: str) -> str | None:
        """Return the text of a column, None where the source prints none."""
        value = self.values.get(column)
        return str(value.value) if value else None

    def day(self, column: str) -> date | None:
        """Return the date of a column, None where the source prints none."""
        value = self.values.get(column)
        return value.value if value and isinstance(value.value, date) else None

    def agree(self, column: str, printed: Sequence[Value | None]) -> None:
        """Keep what the languages agree on; where they differ the first stands and a finding says so.

        What a language words itself (the issuer, the signatory) is no difference.
        """
        values = [value for value in printed if value]
        for value in values:
            if value.value != values[0].value and column not in OWN_WORDS:
                piece = value.witnesses[0].pieces[0]
                message = f"{column} is {values[0].value} in the first language and {value.value} here"
                self.findings.append(Finding("languages_differ", "warning", message, piece.start, piece.end, "acts"))
        self.values[column] = merge_values(value for value in values if value.value == values[0].value)


def parse_act(
    layout: Layout, parts: dict[str, tuple[Part, ...]], evidence: Evidence, has_lists: bool = False
) -> ActFacts | None:
    """Read the act that a source prints, or None where it prints none (an article, a letter).

    `parts` are the parts of each language. A text is an act when it names its kind and has a date and a number; one
    that `has_lists` needs its kind only.
    """
    heads = [read_head(lang, parts[lang]) for lang in layout.languages if lang in LANGUAGES and parts.get(lang)]
    found = [values for head in heads if (values := _read_identity(head, evidence))]
    if not found and has_lists:
        found = [values for head in heads if (values := _read_unnumbered(head, evidence))]
    if not found:
        return None
    facts = ActFacts()
    for column in sorted({column for values in found for column in values}):
        facts.agree(column, [values[column] for values in found if values.get(column)])
    for head in heads:
        facts.findings += _doubt_joint_number(head, evidence)
        body = parts[head.lang][0].lines
        _read_signature(head.lang, body, facts, evidence)
        if not facts.values.get("issuer"):
            facts.values["issuer"] = read_enacting_issuer(head.lang, body, evidence)
        if not facts.values.get("effective_rule"):
            facts.values["effective_rule"] = _read_effective_rule(head.lang, body, evidence)
    if not any(parts[head.lang][0].lines for head in heads):
        message = "only what an act approves stands here: the act itself is known from the stamp on it alone"
        facts.findings.append(Finding("body_missing", "warning", message))
    facts.values["languages"] = _read_languages(heads, parts, facts, evidence)
    facts.values["jurisdiction"] = _read_jurisdiction(heads, parts, evidence)
    return facts


def _read_identity(head: Head, evidence: Evidence) -> Values:
    approval = find_approval(head.passage, head.lang)
    if approval and not (head.own and head.own.alone):
        return _read_approved(head, approval, evidence)
    return _read_issued(head, evidence)


def _read_issued(head: Head, evidence: Evidence) -> Values:
    """Read an act that its issuer dates and numbers itself."""
    if not head.kind or not head.own:
        return {}
    values: Values = {
        "kind": evidence.fact(head.kind.key, head.kind.spans, head.lang),
        "issuer": read_issuer(head, evidence),
        f"title_{head.lang}": read_title(head, evidence),
        **_read_requisites("", head.own, head.own_place, head.lang, evidence),
    }
    below = ((one, head.below) for one in find_requisites(head.below.text, head.lang))
    printed = chain(((one, head.passage) for one in head.requisites), below)
    registered = ((one, place) for one, place in printed if one.role == "registered" and one.date)
    for one, place in islice(registered, 1):
        values |= _read_requisites("registration_", one, place, head.lang, evidence)
    words = head.passage.text
    states = (one for one in find_own_repeals(words, head.lang) if _tells_of_the_whole(words[one.start :], head.lang))
    for state in islice(states, 1):
        values["status"] = evidence.fact("repealed", head.passage.spans(state.start, state.end), head.lang)
    return values


def _doubt_joint_number(head: Head, evidence: Evidence) -> Iterator[Finding]:
    """Tell that another body numbers an act as well: `приказ Министра … № 142 и Министра … № 267`."""
    own, text = head.own, head.own_place.text
    behind = text[own.number.end :].split(maxsplit=1) if own else []
    if own is None or not behind or behind[0] not in section_phrases("joining_words", head.lang)["joining"]:
        return
    for one in find_requisites(text, head.lang):
        if one.role == "own" and one.sentence == own.sentence and one.number.start > own.number.end:
            other = evidence.number(head.own_place.spans(one.number.start, one.number.end), head.lang)
            piece = other.witnesses[0].pieces[0]
            message = f"another body gives it the number {other.value}: only the first number and body are published"
            yield Finding("joint_act", "warning", message, piece.start, piece.end, "acts")


def _tells_of_the_whole(words: str, lang: str) -> bool:
    return repeals_whole_act(words.partition("\n")[0], lang)


def _read_unnumbered(head: Head, evidence: Evidence) -> Values:
    """Read what a head without a number says of its act: the kind, the issuer, the date that has its line to itself."""
    if not head.kind:
        return {}
    values: Values = {
        "kind": evidence.fact(head.kind.key, head.kind.spans, head.lang),
        "issuer": read_issuer(head, evidence),
    }
    for line in head.passage.lines:
        for day in find_dates(line.text)[:1]:
            if not any(map(str.isalpha, line.text[: day.start] + line.text[day.end :])):
                span = (line.start + day.start, line.start + day.end)
                values.setdefault("date", evidence.fact(day.value, [span], head.lang))
    return values


def _read_approved(head: Head, approval: Approval, evidence: Evidence) -> Values:
    """Read a regulation that others approved: their dates and numbers stand on its cover."""
    title = find_approved_title(head.passage, approval, head.lang)
    if title is None:
        return {}
    values: Values = {
        "kind": evidence.fact(title.kind, title.kind_spans, head.lang),
        f"title_{head.lang}": evidence.text(title.spans, head.lang),
        "issuer": read_letterhead(head.passage, approval, evidence, head.lang),
        **_read_requisites("", approval.approved, head.passage, head.lang, evidence),
    }
    if approval.adopted:
        values |= _read_requisites("adopted_", approval.adopted, head.passage, head.lang, evidence)
        if approval.adopted.issuer:
            values["adopted_by"] = evidence.text(head.passage.spans(*approval.adopted.issuer), head.lang)
    return values


def _read_requisites(prefix: str, one: Requisites | Stamp, place: Passage, lang: str, evidence: Evidence) -> Values:
    """Read a date and a number as the columns `<prefix>date` and `<prefix>number`."""
    values: Values = {}
    if one.number:
        values[f"{prefix}number"] = evidence.number(place.spans(one.number.start, one.number.end), lang)
    if one.date:
        day = date.fromisoformat(one.date.key)
        values[f"{prefix}date"] = evidence.fact(day, place.spans(one.date.start, one.date.end), lang)
    return values


def _read_signature(lang: str, lines: Sequence[LayoutLine], facts: ActFacts, evidence: Evidence) -> None:
    """Read who signed; a post without a name is a finding, and so is a name that may or may not sign."""
    signature = find_signature(lines)
    if facts.values.get("signatory"):
        return
    if signature is None:
        if last := find_last_name(lines):
            start, end = evidence.cleaned.to_source(*last)
            message = "the line ends with a person's name, but wasn't read as the signature"
            facts.findings.append(Finding("signature_unsure", "warning", message, start, end, "acts"))
    elif signature.name:
        facts.values["signatory"] = evidence.text([signature.name], lang)
        for other in signature.others:
            start, end = evidence.cleaned.to_source(*other)
            name = evidence.text([other], lang).value
            message = f"{name} signs it as well: only who signs first is published"
            facts.findings.append(Finding("signed_by_several", "warning", message, start, end, "acts"))
    elif signature.post:
        start, end = evidence.cleaned.to_source(*signature.post)
        facts.findings.append(
            Finding("signatory_missing", "info", "the signature prints a post without a name", start, end)
        )


def _read_effective_rule(lang: str, lines: Sequence[LayoutLine], evidence: Evidence) -> Value | None:
    """Read the point that says when the act takes effect: its words without its number."""
    starts = [i for i, line in enumerate(lines) if POINT.match(line.text)]
    for start, end in reversed([*pairwise([*starts, len(lines)])]):
        point = Passage(lines[start:end])
        terms, number = find_terms("effective", point.text, lang), POINT.match(point.text)
        if terms and number and _speaks_of_itself(point.text[number.end() : terms[0].start], lang):
            stop = point.text.find(".", terms[0].end) + 1
            return evidence.text(point.spans(number.end(), stop or len(point.text)), lang)
    return None


def _speaks_of_itself(text: str, lang: str) -> bool:
    """Tell whether a sentence begins with the act itself as its subject: `Бул токтом …`, never `Ушул Кодекстин …`."""
    subject = next((term for term in find_terms("this_act", text, lang) if not text[: term.start].strip()), None)
    return subject is not None and len(text) <= LONGEST_RULE


def _read_languages(
    heads: Sequence[Head], parts: dict[str, tuple[Part, ...]], facts: ActFacts, evidence: Evidence
) -> Value | None:
    """Read the languages: each is proved by its title, or else by the first line that shows it, its head's before."""
    witnesses: dict[str, Witness] = {}
    for head in heads:
        title = facts.values.get(f"title_{head.lang}")
        printed = chain(head.passage.lines, *((*part.stamp, *part.lines) for part in parts[head.lang]))
        first = next((line for line in printed if identify_language(line.text)[0] == head.lang), None)
        if title and identify_language(str(title.value))[0] == head.lang:
            witnesses[head.lang] = Witness(title.witnesses[0].pieces, head.lang)
        elif first:
            witnesses[head.lang] = evidence.text([(first.start, first.end)], head.lang).witnesses[0]
    return Value(tuple(witnesses), tuple(witnesses.values())) if witnesses else None


def _read_jurisdiction(heads: Sequence[Head], parts: dict[str, tuple[Part, ...]], evidence: Evidence) -> Value | None:
    """Read the country: the first one that a head names, or the stamp that does for it, or else that of a body."""
    places = [(passage, head.lang) for head in heads for passage in (head.passage, head.own_place)]
    bodies = [(Passage(parts[head.lang][0].lines), head.lang) for head in heads]
    for passage, lang in [*places, *bodies]:
        for term in find_terms("country", passage.text, lang):
            return evidence.fact(term.key, passage.spans(term.start, term.end), lang)
    return None
