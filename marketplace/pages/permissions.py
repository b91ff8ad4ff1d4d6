"""What editors may do with a home page: change it, never take it away."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class HomePermissionTester(PagePermissionTester):
    """A territory without its home answers nothing: only who runs the platform may remove it."""

    def can_delete(self, ignore_bulk=False):
        return self.user.is_superuser and super().can_delete(ignore_bulk)

    def can_unpublish(self):
        return self.user.is_superuser and super().can_unpublish()

    def can_move(self):
        return self.user.is_superuser and super().can_move()

    def can_copy(self):
        return self.user.is_superuser and super().can_copy()
