"""What stands around the grid: project list, project panel, findings, doubts, find and replace, start page."""
