"""What extensions see of the window: the services of their host, and the points it fills."""

from pith_app._extensions._documents import DocumentEvents
from pith_app._extensions._openers import Openers
from pith_app._extensions._services import ProgramServices
from pith_app._extensions._snapshots import document_info
from pith_app._extensions._status_items import StatusItems
from pith_app._extensions._view_containers import ViewContainers

__all__ = [
    "DocumentEvents",
    "Openers",
    "ProgramServices",
    "StatusItems",
    "ViewContainers",
    "document_info",
]
