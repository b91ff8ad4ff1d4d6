"""Photos people send: checked, cleaned, stored in a few widths, shown in the one that fits."""
