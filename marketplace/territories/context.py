"""What every template may know of the place it is shown in."""


def territory(request):
    return {"territory": getattr(request, "territory", None)}
