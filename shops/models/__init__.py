"""Who sells, and when they are open."""

from shops.models.hours import (
    WEEKDAYS,
    Closure,
    HolidayQuestion,
    HoursPeriod,
    OpeningHours,
    SpecialHours,
)
from shops.models.shop import Shop, ShopMember, ShopTransition, VatStatus

__all__ = [
    "WEEKDAYS",
    "Closure",
    "HolidayQuestion",
    "HoursPeriod",
    "OpeningHours",
    "Shop",
    "ShopMember",
    "ShopTransition",
    "SpecialHours",
    "VatStatus",
]
