"""What can go wrong with a message on its way out."""


class SendingError(Exception):
    """The relay or the provider did not take the message; the text says why."""


class RecipientGone(SendingError):
    """Nobody is there to be told any more: trying again would not help."""


class StillUnderWay(Exception):
    """A message cannot be sent again: it is not one that failed."""


class SubscriptionRefused(Exception):
    """A browser's address or its keys are not what a browser gives."""
