"""Text in a picture that nobody sees: who made it, where, with what remark; what is drawn is not read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
BEELD_ZELF = (b"IDAT", b"fdAT", b"PLTE", b"tRNS", b"IHDR", b"iCCP")
"""The parts of a PNG that draw."""
LANGST_GELEZEN = 1_000_000
"""How many bytes of a text are read: more is no remark."""
LEESBARE_TEKST = re.compile(r"[^\x00-\x1f\x7f-\x9f\ufffd]{4,}")


def read_picture(content: bytes) -> Iterator[str]:
    """Yield the texts in a picture beside what it draws; of a kind that is not known all that can be read."""
    if content.startswith(PNG):
        parts = list_chunks(content)
    elif content.startswith(JPEG):
        parts = list_segments(content)
    else:
        parts = iter([content]) if b"\0" not in content[:4] else iter(())
    for part in parts:
        for text in read_letters(part[:LANGST_GELEZEN]):
            yield from LEESBARE_TEKST.findall(text)


def list_chunks(content: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG that are not its drawing, unpacked, and what stands behind its end."""
    place = len(PNG)
    while place + 8 <= len(content):
        size, kind = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        part = content[place + 8 : place + 8 + size]
        place += size + 12
        if kind not in BEELD_ZELF:
            yield part
            yield from unpack(part)
        if kind == b"IEND":
            yield content[place:]
            return


def unpack(part: bytes) -> Iterator[bytes]:
    """Yield what is packed behind the keyword of a chunk: zTXt has one byte before it, iTXt three noughts or words."""
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", part[:200]):
        try:
            yield zlib.decompressobj().decompress(part[match.start() :], LANGST_GELEZEN)
        except zlib.error:
            continue


def list_segments(content: bytes) -> Iterator[bytes]:
    """Yield the remarks and the parts of programs in a JPEG, which stand before its drawing, and what is behind it."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF and content[place + 1] != 0xDA:
        size = int.from_bytes(content[place + 2 : place + 4])
        if content[place + 1] == 0xFE or 0xE0 <= content[place + 1] <= 0xEF:
            yield content[place + 4 : place + 2 + size]
        place += 2 + max(size, 2)
    yield content[content.rfind(b"\xff\xd9") + 2 :] if b"\xff\xd9" in content else b""


def read_letters(part: bytes) -> Iterator[str]:
    """Yield what bytes may say: UTF-8, what was read as Latin, and letters of two bytes as Windows writes them."""
    yield part.decode(errors="replace")
    if b"\0" in part:
        yield part.replace(b"\0", b"").decode("latin-1")
