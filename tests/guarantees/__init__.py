"""Do the promises of the house hold, whatever is added to it?"""
