"""What stands on each form."""
