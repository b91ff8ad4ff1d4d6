"""The layers hold where import-linter cannot see: model relations and Oscar's class loader."""

import ast
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).parents[1]
LAYERS = [  # from the ground up
    ("themes",),
    ("marketplace.images", "marketplace.money", "marketplace.legal"),
    ("marketplace.territories",),
    ("marketplace.accounts",),
    ("marketplace.texts",),
    ("marketplace.notifications",),
    ("shops",),
    ("pickup",),
    ("marketplace.storefront", "marketplace.pages", "marketplace.oscar"),
    ("marketplace.operations",),
]
LOADERS = {"get_class", "get_classes", "get_model"}


def layer(dotted):
    """Return the index of the layer of a module; None for code that is not ours."""
    return next(
        (
            i
            for i, names in enumerate(LAYERS)
            if any(f"{dotted}.".startswith(f"{name}.") for name in names)
        ),
        None,
    )


def is_upward(source, target):
    return None not in (layer(source), layer(target)) and layer(target) > layer(source)


def test_model_relations_point_down():
    """People excepted: settings.AUTH_USER_MODEL names them for every layer."""
    upward = [
        f"{model.__module__}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model is not get_user_model()
        if is_upward(model.__module__, field.related_model.__module__)
    ]
    assert upward == []


def loaded_labels(path):
    """Yield the app label of every get_class("label.module", …) and get_model("label", …)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", None))
        first = node.args[0]
        if name in LOADERS and isinstance(first, ast.Constant):
            yield first.value.split(".")[0]


def test_dynamically_loaded_classes_point_down():
    names = {config.label: config.name for config in apps.get_app_configs()}
    upward = [
        f"{path.relative_to(ROOT)} loads {label}"
        for package in ("marketplace", "shops", "pickup", "themes")
        for path in (ROOT / package).rglob("*.py")
        for label in loaded_labels(path)
        if is_upward(".".join(path.relative_to(ROOT).with_suffix("").parts), names.get(label, ""))
    ]
    assert upward == []


def test_every_app_of_ours_with_models_has_migrations():
    """Without the folder, `makemigrations --check` is content and the tables never come."""
    bare = {
        config.label
        for config in apps.get_app_configs()
        if layer(config.name) is not None and list(config.get_models())
        if MigrationLoader.migrations_module(config.label) == (f"{config.name}.migrations", False)
        if not (Path(config.path) / "migrations" / "__init__.py").exists()
    }
    assert bare == set()
