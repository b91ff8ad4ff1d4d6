"""Who edits the pages, named and removed by the association."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from marketplace.pages.forms import EditorInvitationForm
from marketplace.pages.queries import editors_of
from marketplace.pages.services import accept_editing, remove_editor
from shops.access import for_association
from shops.desk.models import Invitation
from shops.views.association import answer
from shops.views.desk_team import send_invitation
from shops.views.team import let_in


@for_association
def editors(request, association):
    """Who edits the pages, and inviting another."""
    territory = association.territory
    form = EditorInvitationForm(request.POST or None)
    if send_invitation(request, form, territory):
        return redirect("pages:editors")
    context = {
        "association": association,
        "form": form,
        "editors": editors_of(territory),
        "invitations": Invitation.objects.to_pages_of(territory).open(timezone.now()),
    }
    return answer(request, "pages/editors.html", context)


@require_POST
@for_association
def editor_remove(request, association, pk):
    territory = association.territory
    editor = get_object_or_404(editors_of(territory), pk=pk)
    remove_editor(territory=territory, user=editor)
    messages.success(request, _("%(person)s no longer edits the pages.") % {"person": editor})
    return redirect("pages:editors")


@never_cache
def invitation(request, token):
    """Let somebody who was invited edit the pages."""
    roles = {Invitation.Role.EDITOR}
    return let_in(request, token, roles=roles, accept=accept_editing, space=editing)


def editing(invitation) -> str:
    return reverse("wagtailadmin_home")
