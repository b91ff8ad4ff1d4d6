from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce


def work_as_it_was_booked(apps, schema_editor):
    """Take each product's weight of today; where an order holds less, its share of what it holds.

    What was booked of the slot is all that can be given back.
    """
    Line, Order = apps.get_model("order", "Line"), apps.get_model("order", "Order")
    product = apps.get_model("catalogue", "Product").objects.filter(pk=OuterRef("product"))
    today = Subquery(product.values("preparation_weight"))
    Line.objects.update(unit_work=Coalesce(today, 0))
    taken = Sum(F("lines__unit_work") * F("lines__quantity"))
    more = Order.objects.annotate(taken=taken).filter(work__lt=F("taken"))
    for pk, work, lines_work in list(more.values_list("pk", "work", "taken")):
        for line in Line.objects.filter(order=pk):
            share = line.unit_work * work // lines_work
            Line.objects.filter(pk=line.pk).update(unit_work=share)


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0006_preparation_weight"),
        ("order", "0010_kept_until_as_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="line",
            name="unit_work",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(work_as_it_was_booked, migrations.RunPython.noop),
    ]
