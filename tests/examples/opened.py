"""What tells that an example runs, whatever the platform: the node to open, and words of its page."""

from collections.abc import Mapping

OPENED: Mapping[str, tuple[str, str]] = {
    "one-container-site": ("site", "<h1>One container, one site</h1>"),
    "five-services": ("proxy", "<b>worker</b>"),
}
"""By the example's name. The shop has tests of its own on each platform."""
