"""From an executed notebook to a report that opens anywhere, and the index of all reports."""
