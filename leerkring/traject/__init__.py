"""Open and check a traject folder, and hand out only what an audience may see."""

from leerkring.traject.opening import check_folder, open_traject
from leerkring.traject.traject import Traject

__all__ = ["Traject", "check_folder", "open_traject"]
