"""How the cells of the three views feel under the fingers: the laws E1 to E11 and Excel's keys, by real events."""
