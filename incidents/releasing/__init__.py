"""Making a dataset version that can be cited, checking it, and blanking a row of it: acts of an editor."""
