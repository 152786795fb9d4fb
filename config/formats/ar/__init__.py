"""How are numbers and days written in Arabic?"""
