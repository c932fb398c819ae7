"""leerkring: a research environment for comparative case studies of steering in Dutch municipalities."""

__version__ = "0.1.0"
