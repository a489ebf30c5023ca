"""What a form book is. Standard library only: no Qt, no files.

Nothing here knows how a book is stored, read, printed or shown.
"""
