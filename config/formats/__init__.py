"""How are numbers and days written in languages in which Django's own way would not do?"""
