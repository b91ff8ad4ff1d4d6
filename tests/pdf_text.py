"""The words of a PDF as a reader copies them: each font says which letter a code stands for."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
LETTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", re.S)
ESCAPES = {b"\\n": b"\n", b"\\r": b"\r", b"\\t": b"\t"}


def texts_of(pdf: bytes) -> list[str]:
    streams = [unpacked(stream) for stream in STREAM.findall(pdf)]
    letters = [alphabet(stream) for stream in streams if b"beginbfchar" in stream]
    page = next(stream for stream in streams if b" Tj" in stream)
    found, font = [], 0
    for number, text in SHOWN.findall(page):
        if number:
            font = int(number) - 1
        else:
            codes = unescaped(text)
            pairs = [codes[i : i + 2] for i in range(0, len(codes), 2)]
            found.append("".join(letters[font][pair] for pair in pairs))
    return found


def unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def alphabet(stream: bytes) -> dict[bytes, str]:
    pairs = LETTER.findall(stream)
    return {
        bytes.fromhex(c.decode()): bytes.fromhex(u.decode()).decode("utf-16-be") for c, u in pairs
    }


def unescaped(text: bytes) -> bytes:
    return re.sub(rb"\\(.)", lambda m: ESCAPES.get(m[0], m[1]), text, flags=re.S)
