"""What can go wrong with a message on its way out."""


class SendingError(Exception):
    """The relay or the provider did not take the message; the text says why."""


class StillUnderWay(Exception):
    """A message cannot be sent again: it is not one that failed."""
