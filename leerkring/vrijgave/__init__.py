"""What leaves the team: prepared, reviewed by another, and written down for good."""
