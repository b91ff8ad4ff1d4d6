"""What the desk writes to applicants, shops and people, in the transaction of what it tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.dates.words import say_date, say_moment
from marketplace.notifications.services import NewMessage, enqueue_messages
from marketplace.territories.addresses import absolute
from marketplace.territories.models import Association
from marketplace.texts.models import TerritoryText
from shops.desk.models import ActingSession, ApplicationQuestion, Invitation, Statement
from shops.messages import Part, write_letter
from shops.models import Shop

Letter = tuple[str, list[Part]]


def announce_question(question: ApplicationQuestion, path: str, *, now: datetime) -> None:
    """Send the question and the link that answers it; sent again, it is another mail."""
    shop = question.shop

    def make() -> Letter:
        intro = _("Hello %(name)s, before deciding on %(shop)s, the association asks:") % {
            "name": shop.applicant_first_name,
            "shop": shop.name,
        }
        how = _(
            "Answer on this page, where you can correct your application too. No account is "
            "needed. The link works for 30 days; do not pass it on."
        )
        parts = [Part("text", intro), Part("quote", question.question), Part("text", how)]
        button = Part("button", _("Answer and complete"), absolute(path, shop.territory))
        return _("A question about your application for %(shop)s") % {"shop": shop.name}, [
            *parts,
            button,
        ]

    key = f"{question.pk}:{now.timestamp():.0f}"
    _send(_letter("application_question", shop, make, key=key, recipient=shop.applicant_address))


def announce_answer(question: ApplicationQuestion) -> None:
    shop = question.shop

    def make() -> Letter:
        said = _("%(shop)s has answered your question, and waits for your decision.")
        link = absolute(reverse("shops:desk_shop", args=[shop.slug]), shop.territory)
        return _("%(shop)s has answered") % {"shop": shop.name}, [
            Part("text", said % {"shop": shop.name}),
            Part("quote", question.question),
            Part("quote", question.answer),
            Part("button", _("Read and decide"), link),
        ]

    desk = shop.territory.association.email
    reply_to = shop.applicant_address
    letter = _letter(
        "application_answered", shop, make, key=str(question.pk), recipient=desk, reply_to=reply_to
    )
    _send(letter)


def announce_restriction(statement: Statement) -> None:
    """Send the statement of reasons, before or as the restriction takes effect."""
    shop = statement.shop
    _send(
        _letter(
            f"shop_{statement.kind}",
            shop,
            lambda: (_restriction_title(statement), _restriction_parts(statement)),
            key=str(statement.pk),
        )
    )


def announce_reopening(shop: Shop, *, key: str, closure_withdrawn: bool = False) -> None:
    """Tell a shop that it is shown again, or that its announced closing is given up."""

    def make() -> Letter:
        if closure_withdrawn:
            title = _("%(shop)s stays on the site")
            text = _("The closing that was announced to you is withdrawn. Nothing changes.")
        else:
            title = _("%(shop)s is on the site again")
            text = _("Your page and your products are shown again, and you may take orders.")
        return title % {"shop": shop.name}, [Part("text", text)]

    _send(_letter("shop_reopened", shop, make, key=key))


def announce_acting(session: ActingSession) -> None:
    """Tell the shop what was done for it, when somebody of the association has finished."""
    shop = session.shop

    def make() -> Letter:
        who = _("%(person)s, of %(association)s, acted for %(shop)s on %(day)s.") % {
            "person": session.by,
            "association": shop.territory.association.name,
            "shop": shop.name,
            "day": _moment(session.started_at, shop),
        }
        done = [f"{_moment(entry.at, shop)} · {entry.words}" for entry in session.entries.all()]
        changes = "\n".join(done) or _("Nothing was changed.")
        link = absolute(reverse("shops:pro_journal", args=[shop.slug]), shop.territory)
        return _("What was done for %(shop)s") % {"shop": shop.name}, [
            Part("text", who),
            Part("text", _("The reason:")),
            Part("quote", session.reason),
            Part("text", changes),
            Part("button", _("See the journal"), link),
        ]

    _send(_letter("acted_for_shop", shop, make, key=str(session.pk)))


def announce_invitation(invitation: Invitation, path: str, *, now: datetime) -> None:
    association = invitation.territory.association

    def make() -> Letter:
        title, text = _invited_to(invitation)
        return title, [
            Part("text", text),
            Part("text", _("The link works for 30 days, once; do not pass it on.")),
            Part("button", _("See the invitation"), absolute(path, invitation.territory)),
            Part("text", _("You do not know why you get this? Then do nothing.")),
        ]

    letter = write_letter(
        kind="invitation",
        recipient=invitation.email,
        association=association,
        make=make,
        reference=invitation.shop.slug if invitation.shop else "desk",
        key=f"{invitation.pk}:{now.timestamp():.0f}",
    )
    _send(letter)


def _invited_to(invitation: Invitation) -> tuple[str, str]:
    """Say to what somebody is invited: a title and a sentence."""
    association = invitation.territory.association
    names = {
        "person": invitation.by or association.name,
        "place": invitation.shop.name if invitation.shop else association.name,
        "territory": invitation.territory.name,
    }
    if invitation.role == Invitation.Role.EDITOR:
        title = _("You are invited to edit the pages of %(territory)s")
        text = _(
            "%(person)s invites you to write and publish pages on the site of %(territory)s. "
            "Open this page to accept. Editing asks for a second factor: the site shows how."
        )
    else:
        title = _("You are invited to work for %(place)s")
        text = _(
            "%(person)s invites you to work for %(place)s on the site of %(territory)s. Open "
            "this page to accept."
        )
    return title % names, text % names


def announce_text(text: TerritoryText, shops: Sequence[Shop]) -> None:
    """Tell the shops of new terms on a durable medium (Regulation (EU) 2019/1150 art. 3 (2))."""

    def make() -> Letter:
        intro = _(
            "From %(day)s, the text “%(page)s” of the site changes. Here it is, to keep. You may "
            "end your presence on the site at any time; until then nothing else changes."
        ) % {"day": say_date(text.since), "page": text.get_page_display()}
        words = text.text or _("The text that the site ships with is in force again.")
        title = _("New terms from %(day)s: %(page)s")
        return title % {
            "day": say_date(text.since),
            "page": text.get_page_display(),
        }, [
            Part("text", intro),
            Part("text", words),
        ]

    enqueue_messages(
        [_letter("terms_changed", shop, make, key=f"{text.pk}:{shop.pk}") for shop in shops]
    )


def _restriction_title(statement: Statement) -> str:
    if statement.kind == Statement.Kind.PAUSE:
        return _("%(shop)s is paused") % {"shop": statement.shop.name}
    return _("%(shop)s is going to be closed on the site") % {"shop": statement.shop.name}


def _restriction_parts(statement: Statement) -> list[Part]:
    shop, association = statement.shop, statement.shop.territory.association
    if statement.kind == Statement.Kind.PAUSE:
        what = _(
            "Your page and your products are no longer shown and no order comes in, until "
            "further notice. Orders already placed go on."
        )
    else:
        what = _(
            "Your page closes on %(day)s. Until then nothing changes; orders placed before are "
            "carried out. You keep access to your space for your records."
        ) % {"day": _moment(statement.effective_at, shop)}
    parts = [Part("text", what)]
    if statement.ground == Statement.Ground.OWN_REQUEST:
        return [*parts, Part("text", _("You asked for it.")), Part("quote", statement.facts)]
    return [
        *parts,
        Part("text", _("The facts:")),
        Part("quote", statement.facts),
        Part("text", _("The rule that applies (%(ground)s):") % {"ground": _ground(statement)}),
        Part("quote", statement.rule),
        Part("text", redress(association)),
    ]


def redress(association: Association) -> str:
    """Say how a decision is contested (DSA art. 17 (3) f; P2B art. 4 (3))."""
    return _(
        "A person decided, no machine. You see it otherwise, or the facts are different? Answer "
        "this message, or call %(phone)s: the association looks at it again with you. You may "
        "also go to court."
    ) % {"phone": association.phone}


def _ground(statement: Statement) -> str:
    return str(statement.get_ground_display()).lower()


def _moment(instant: datetime, shop: Shop) -> str:
    return say_moment(instant.astimezone(shop.zone))


def _letter(
    kind: str,
    shop: Shop,
    make: Callable[[], Letter],
    *,
    key: str,
    recipient: str = "",
    reply_to: str = "",
) -> NewMessage:
    return write_letter(
        kind=kind,
        recipient=recipient or shop.email,
        association=shop.territory.association,
        make=make,
        reference=shop.slug,
        key=key,
        reply_to=reply_to,
    )


def _send(letter: NewMessage) -> None:
    enqueue_messages([letter])
