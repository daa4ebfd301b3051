"""A generated agency to try everything with: people, years of history, and a year in full swing.

Nothing here is a real person's: names are drawn from lists of common names, numbers from a range that no
office issues. The same arguments give the same agency.
"""
