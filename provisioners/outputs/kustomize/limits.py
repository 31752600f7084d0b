"""What Kustomize cannot carry, at its line.

It hands objects on as JSON, where these characters stand as they are, and reads that as YAML, which forbids them (YAML
1.2, section 5.1).
"""

import re

from provisioners.outputs.limits import texts_of
from provisioners.outputs.reading import Wish

_FORBIDDEN = re.compile("[\x7f-\x84\x86-\x9f\ufffe\uffff]")


def refuse_control_characters(wish: Wish) -> None:
    """Refuse texts that Kustomize would fail on."""
    for container in wish.topology.containers.values():
        texts = [*texts_of(container)]
        texts += [(("properties", "environment", name), text) for name, text in container.environment.items()]
        texts += [(("properties", "files", path), text) for path, text in container.config_files.items()]
        for place, text in texts:
            if not text.is_secret and _FORBIDDEN.search(text.plain):
                message = f"{text.plain!r} holds a control character, which Kustomize does not read."
                wish.findings.add("TS861", container.node, place, message)
