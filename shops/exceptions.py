"""What can go wrong with shops and their products."""


class ShopError(Exception):
    """Base of this package's refusals."""


class UnguardedStockChange(ShopError):
    """Stock was about to change past the guard."""


class OutOfStock(ShopError):
    """Fewer units are left than asked for."""


class ResourceTaken(ShopError):
    """A chair, a table, a room is not free for as long as a service lasts."""


class CannotPublish(ShopError):
    """A product lacks something that it needs before it is shown; `by_field` says what, where."""

    def __init__(self, by_field):
        self.by_field = dict(by_field)
        super().__init__(" ".join(str(reason) for reason in self.by_field.values()))


class TransitionRefused(ShopError):
    """A shop cannot go from its status to the one asked for."""


class TooManyApplications(ShopError):
    """More shops ask to sell here today than a desk can read."""


class TooManyReports(ShopError):
    """One content was reported so often today that one more report tells nothing new."""


class LinkExpired(ShopError):
    """A link of a mail opens nothing any more."""


class LastOwner(ShopError):
    """A shop or a desk would be left with nobody who runs it."""


class TooManyInvitations(ShopError):
    """More invitations wait than a shop or a desk can have people."""


class HoursRefused(ShopError):
    """Hours that cannot be: `field` says which answer of the form to mend."""

    def __init__(self, field, reason):
        self.field = field
        super().__init__(reason)


class Withheld(ShopError):
    """A decision on a report took this off the site, and still stands."""


class TooManyNews(ShopError):
    """A shop has published as much news today as its readers can bear."""


class CampaignRefused(ShopError):
    """A campaign that cannot be: `field` says which answer of the form to mend."""

    def __init__(self, field, reason):
        self.field = field
        super().__init__(reason)


class OptionRefused(ShopError):
    """An option that cannot be offered; `by_field` says what to mend, where."""

    def __init__(self, by_field):
        self.by_field = dict(by_field)
        super().__init__(" ".join(self.by_field.values()))


class ChoiceRefused(ShopError):
    """A choice that cannot be had; `by_option` says by an option's key what is wrong."""

    def __init__(self, by_option):
        self.by_option = dict(by_option)
        super().__init__(" ".join(self.by_option.values()))
