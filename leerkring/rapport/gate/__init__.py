"""Whether personal data stand in a page or notebook that leaves the team."""
