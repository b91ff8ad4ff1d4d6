"""« Paul vient à ma place »: on the order's page by link."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy

from pickup.exceptions import TransitionRefused
from pickup.orders.counter.collector import name_collector
from pickup.views.shopper.purchase import by_link


class CollectorForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Who comes in your place"), required=False, max_length=100
    )


@by_link
def collector(request, token, purchase, number):
    order = get_object_or_404(purchase.orders.with_details(), number=number)
    sent = request.method == "POST"
    form = CollectorForm(request.POST if sent else None, initial={"name": order.collected_by_name})
    if not sent or not form.is_valid():
        context = {"token": token, "order": order, "form": form}
        return render(request, "pickup/collector.html", context, status=422 if sent else 200)
    try:
        name_collector(order=order, name=form.cleaned_data["name"])
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noted: the shop sees who comes."))
    return redirect("pickup:purchase", token)
