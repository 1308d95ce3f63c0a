"""Tell which characters of a PDF page nobody sees: without ink, in the colour of what is below, tiny, cut away.

What a person doesn't see on the page is no text of the act, whatever a program finds there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pipeline.read.pdf.calls import ADDRESS, pointer, quick_call, read_each
from pipeline.read.pdf.file import Sheet
from pipeline.read.pdf.objects import apply, read_colours
from pipeline.read.pdf.rules import Drawing

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Bools, Floats, Ints

# Text rendering modes of PDF: neither filled nor stroked; only stroked; both.
_NO_INK, _STROKED, _BOTH = (3, 7), (1, 5), (2, 6)
# Of 255: what is no more opaque than this, or no further from the colour below it in any of red, green and blue.
_OPAQUE, _APART = 40, 25
# Letters lower than this, in points, or than this share of the longer side of a small page, can't be read.
_TINY, _TINY_SHARE = 1.5, 0.002
# A path of more corners is no box.
_CORNERS = 6
# An opaque box in black or white that is drawn over text covers it; a coloured one may be a marker's.
_DARK, _LIGHT = 60, 230
# A letter may stand out of what cuts it by so many points.
_SLACK = 1.0
_MAX_CLIPS = 60


@dataclass(frozen=True, slots=True)
class Inked:
    """The text objects of a page: their addresses and rendering modes; which one each character is of, and its box.

    Boxes are (left, bottom, right, top) in the page's own coordinates, a row each.
    """

    addresses: Sequence[int]
    modes: Ints
    number: Ints
    boxes: Floats


def find_unseen(text: Inked, drawing: Drawing, sheet: Sheet) -> Bools:
    """Tell of each character whether nobody sees it."""
    import numpy as np

    height = np.minimum(text.boxes[:, 3] - text.boxes[:, 1], text.boxes[:, 2] - text.boxes[:, 0])
    tall = np.maximum(text.boxes[:, 3] - text.boxes[:, 1], text.boxes[:, 2] - text.boxes[:, 0])
    tiny = (tall < min(_TINY, _TINY_SHARE * max(sheet.width, sheet.height))) & (height > 0)
    colours = read_colours(text.addresses)
    stroked = np.isin(text.modes, _STROKED)
    if stroked.any():
        colours = np.where(stroked[:, None], read_colours(text.addresses, stroke=True), colours)
    faint = (colours[:, 3] >= 0) & (colours[:, 3] <= _OPAQUE) & ~np.isin(text.modes, _BOTH)
    without = np.isin(text.modes, _NO_INK) | faint
    colours[np.isin(text.modes, _BOTH)] = -1
    unseen = tiny | without[text.number] | _is_on_its_own(text, colours[:, :3], drawing) | _is_cut(text, drawing)
    return np.asarray(unseen)


def _is_on_its_own(text: Inked, colours: Ints, drawing: Drawing) -> Bools:
    """Tell of each character whether it has the colour of what is below it, or is below what covers it."""
    import numpy as np

    ink = colours[text.number]
    if not drawing.areas:
        return np.asarray(ink.min(axis=1) >= 255 - _APART)
    places = {one.address: i for i, one in enumerate(drawing.objects)}
    order = np.array([places.get(address, len(places)) for address in text.addresses], np.int64)[text.number]
    x, y = (text.boxes[:, 0] + text.boxes[:, 2]) / 2, (text.boxes[:, 1] + text.boxes[:, 3]) / 2
    below = np.full(ink.shape, 255)
    covered = np.zeros(len(ink), np.bool_)
    for area in drawing.areas:
        left, bottom, right, top = area.box
        inside = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
        below[inside & (order > area.order)] = area.colour
        if area.opaque and (max(area.colour) <= _DARK or min(area.colour) >= _LIGHT):
            covered |= inside & (order < area.order)
    known = (ink[:, 0] >= 0) & (below[:, 0] >= 0)
    return np.asarray(covered | (known & (np.abs(ink - below).max(axis=1) <= _APART)))


def _is_cut(text: Inked, drawing: Drawing) -> Bools:
    """Tell of each character whether its middle is outside of the box that its drawing is cut to."""
    import numpy as np

    clips = list(map(pointer, map(quick_call("FPDFPageObj_GetClipPath", ADDRESS), map(pointer, text.addresses))))
    counts = list(map(quick_call("FPDFClipPath_CountPaths"), clips))
    if max(counts, default=0) <= 0:
        return np.zeros(len(text.number), np.bool_)
    cut = np.full((len(clips), 4), (-np.inf, -np.inf, np.inf, np.inf))
    forms = {one.address: one.form for one in drawing.objects if one.form is not None}
    for i, (address, clip, count) in enumerate(zip(text.addresses, clips, counts, strict=True)):
        for path in range(min(count, _MAX_CLIPS)):
            _narrow(cut[i], clip, path, forms.get(address))
    left, bottom, right, top = (cut[text.number] + (-_SLACK, -_SLACK, _SLACK, _SLACK)).T
    x, y = (text.boxes[:, 0] + text.boxes[:, 2]) / 2, (text.boxes[:, 1] + text.boxes[:, 3]) / 2
    outside: Bools = (x < left) | (x > right) | (y < bottom) | (y > top)
    return outside


def _narrow(box: Floats, clip: Any, path: int, form: Sequence[float] | None) -> None:
    """Narrow a box to the one around a path that cuts what is drawn, but for a path of many corners."""
    corners = quick_call("FPDFClipPath_CountPathSegments")(clip, path)
    if not 0 < corners <= _CORNERS:
        return
    segment = quick_call("FPDFClipPath_GetPathSegment", ADDRESS)
    segments = map(pointer, map(segment, repeat(clip), repeat(path), range(corners)))
    _, points = read_each(quick_call("FPDFPathSegment_GetPoint"), [segments], 2, apart=True)
    x, y = apply(form, *points.T) if form else points.T
    box[:] = max(box[0], x.min()), max(box[1], y.min()), min(box[2], x.max()), min(box[3], y.max())
