"""The forms that a report can take: one writer each."""
