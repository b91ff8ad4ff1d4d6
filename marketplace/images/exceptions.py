from __future__ import annotations


class ImageRefused(Exception):
    """A file that is not taken as a photo; `message` is for the person who sent it."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(code)
        self.message = message
        self.code = code
