"""Do the tables refuse what the scheme refuses?"""
