"""What is applied when applies are measured: containers with health checks and without."""

from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph

IMAGE = "debian:bookworm-slim"
STAY = "trap 'exit 0' TERM; touch /tmp/well; sleep 1000 & wait"


def shop(size: int, *, checked: bool) -> TopologyGraph:
    """So many containers and a volume; of each two, one waits for the other, for its health where it is checked."""
    check = {"command": ("test", "-e", "/tmp/well"), "interval": "200 ms", "timeout": "2 s", "retries": 50}
    more = {"health_check": check} if checked else {}
    containers = [
        node(f"c{number}", image=IMAGE, command=("sh", "-c", STAY), stop_grace_period="1 s", **more)  # type: ignore[arg-type]
        for number in range(size)
    ]
    waits = [edge(f"c{number}", "connection", f"c{number + 1}") for number in range(0, size - 1, 2)]
    data = node("data", "toposmith.nodes.Volume", deletion_policy="delete")
    return graph(*containers, data, *waits, edge("c0", "storage", "data", location="/data"))
