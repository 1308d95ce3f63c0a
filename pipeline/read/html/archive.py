"""Unpack a page that a browser or Word saved as one file (MHTML, RFC 2557): a mail whose first page is that one."""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser

import regex

from pipeline.errors import UnreadableSourceError

# The header of the archive; what stands before it in other mails (who sent it) is no page.
HEAD = 8192
VERSION = regex.compile(rb"^MIME-Version:\s*1\.0", regex.IGNORECASE | regex.MULTILINE)
RELATED = regex.compile(rb"^Content-Type:\s*multipart/related\b", regex.IGNORECASE | regex.MULTILINE)
FIELD = regex.compile(rb"\A[\w-]+:[^\n]*\n")
# An archive of more parts is none of a page.
MOST_PARTS = 5000


def is_archive(data: bytes) -> bool:
    """Tell whether bytes are a page saved with all that belongs to it."""
    head = data[:HEAD].partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    return bool(FIELD.match(head) and VERSION.search(head) and RELATED.search(head))


def unpack_page(data: bytes, place: str) -> bytes:
    """Return the bytes of the page that an archive saves; raise UnreadableSourceError where it holds none."""
    try:
        message = BytesParser(EmailMessage, policy=policy.HTTP).parsebytes(data)
        for part, _ in zip(message.walk(), range(MOST_PARTS), strict=False):
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                content = part.get_payload(decode=True)
                if isinstance(content, bytes) and content.strip():
                    return content
    except (MessageError, LookupError, ValueError, TypeError) as error:
        raise UnreadableSourceError(
            f"the saved page can't be unpacked: {error}", place=place, advice="save the page again, as HTML only"
        ) from error
    raise UnreadableSourceError("the saved page holds no HTML", place=place, advice="save the page again, as HTML only")
