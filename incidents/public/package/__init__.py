"""The data package: one CSV a table of the record, with everything a program and a person must know to read them."""
