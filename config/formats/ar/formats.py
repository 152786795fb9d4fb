"""How are numbers and days written in Arabic? As in the data, which readers compare: Latin digits, 1,234.5."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
DATE_FORMAT = "j F Y"
