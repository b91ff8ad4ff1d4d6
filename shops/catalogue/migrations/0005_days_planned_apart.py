"""Tell the days planned apart, which are those of campaigns, from all others."""

from django.db import migrations, models


def mark_days_of_campaigns(apps, schema_editor):
    quotas = apps.get_model("shop_catalogue", "DailyQuota").objects
    lines = apps.get_model("shop_catalogue", "CampaignProduct").objects.select_related("campaign")
    for line in lines.iterator():
        planned = quotas.filter(stockrecord__product=line.product_id, day__in=line.campaign.days)
        planned.update(apart=True)


class Migration(migrations.Migration):
    dependencies = [
        ("shop_catalogue", "0004_services"),
    ]

    operations = [
        migrations.AddField(
            model_name="dailyquota",
            name="apart",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_days_of_campaigns, migrations.RunPython.noop),
    ]
