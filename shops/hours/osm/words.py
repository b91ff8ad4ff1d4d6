"""The words of OpenStreetMap's `opening_hours`."""

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
OFF = "off"
PUBLIC_HOLIDAYS = "PH"
SCHOOL_HOLIDAYS = "SH"
