"""One change of the world as an outside command: ``python -m toposmith_fake.act FOLDER VERB NAME < CONTENT``."""

import json
import sys
from pathlib import Path

from toposmith_fake.world import World


def main() -> None:
    folder, verb, name = sys.argv[1:]
    world, content = World(Path(folder)), json.load(sys.stdin)
    world.hold(f"hold-outside@{content['address']}")
    act(world, verb, name, content)


def act(world: World, verb: str, name: str, content: dict[str, object]) -> None:
    """Carry out one change; doing so again changes nothing."""
    if verb == "create":
        world.put(name, content)
    elif verb == "update":
        world.change(name, content)
    else:
        world.remove(name, str(content["token"]))


if __name__ == "__main__":
    main()
