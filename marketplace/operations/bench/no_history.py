"""Tables made from the models at once: a scratch database has no history to follow."""


class NoMigrations:
    """For MIGRATION_MODULES: no app has any."""

    def __contains__(self, label: str) -> bool:
        return True

    def __getitem__(self, label: str) -> None:
        return None
