"""What the door hands over instead of rows: counts of people, and who may be named."""
