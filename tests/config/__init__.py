"""Does the site start safely, and refuse to start otherwise?"""
