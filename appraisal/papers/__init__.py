"""What the official forms print, gathered from the data: one builder per form of PermenPANRB 6/2022."""
