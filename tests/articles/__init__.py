"""Are documents stored as they were printed?"""
