"""Does other people's data come in whole, and only once?"""
