"""What Kustomize cannot carry, at its line.

It hands objects on as JSON, where these characters stand as they are, and reads that as YAML, which forbids them or
takes them for line breaks (YAML 1.1, sections 5.1 and 5.4).
"""

import re

from provisioners.outputs.limits import texts_of
from provisioners.outputs.reading import Wish

_FORBIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufffe\uffff]")


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
