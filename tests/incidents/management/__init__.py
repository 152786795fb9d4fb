"""Do the commands do what they print?"""
