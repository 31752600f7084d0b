"""Circles of things that depend on each other, as values with the path."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Successors: TypeAlias = Mapping[str, Sequence[str]]


def knots_in(successors: Successors) -> tuple[frozenset[str], ...]:
    """The sets of things of which each depends on all others of its set; what depends on nothing back is in none."""
    done: set[str] = set()
    entangled = _entangled(successors)
    found = (frozenset(knot) for name in entangled if name not in done for knot in _knots(name, successors, done))
    return tuple(knot for knot in found if len(knot) > 1 or any(name in successors[name] for name in knot))


def _entangled(successors: Successors) -> list[str]:
    """The things of which none is left over when all that depend on nothing, or on such only, are taken away."""
    left = {name: len(following) for name, following in successors.items()}
    dependents: dict[str, list[str]] = {}
    for name, following in successors.items():
        for each in following:
            dependents.setdefault(each, []).append(name)
    free = [name for name, count in left.items() if not count]
    for name in free:
        for dependent in dependents.get(name, ()):
            left[dependent] -= 1
            if not left[dependent]:
                free.append(dependent)
    return [name for name, count in left.items() if count]


def cycles_in(successors: Successors) -> tuple[tuple[str, ...], ...]:
    """One circle for each knot, as the path from a thing to what depends back on it.

    The path begins with what comes first among the keys, and its last part depends on its first. Every name that is
    pointed at is a key too.
    """
    position = {name: index for index, name in enumerate(successors)}
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for name in successors:
        if name in done:
            continue
        for knot in _knots(name, successors, done):
            first = min(knot, key=position.__getitem__)
            path = _shortest_way_back(first, frozenset(knot), successors)
            if path:
                found.append(path)
    return tuple(sorted(found, key=lambda path: position[path[0]]))


def _knots(start: str, successors: Successors, done: set[str]) -> Iterator[list[str]]:
    """Strongly connected components reachable from ``start`` (Tarjan 1972), without recursion."""
    number: dict[str, int] = {start: 0}
    low: dict[str, int] = {start: 0}
    stack: list[str] = [start]
    path: list[tuple[str, Iterator[str]]] = [(start, iter(successors[start]))]
    while path:
        name, rest = path[-1]
        following = next((item for item in rest if item not in done), None)
        if following is None:
            path.pop()
            if path:
                low[path[-1][0]] = min(low[path[-1][0]], low[name])
            if low[name] == number[name]:
                yield _popped(stack, name, done)
        elif following in number:
            low[name] = min(low[name], number[following])
        else:
            number[following] = low[following] = len(number)
            stack.append(following)
            path.append((following, iter(successors[following])))


def _popped(stack: list[str], name: str, done: set[str]) -> list[str]:
    knot: list[str] = []
    while not knot or knot[-1] != name:
        knot.append(stack.pop())
    done.update(knot)
    return knot


def _shortest_way_back(start: str, knot: frozenset[str], successors: Successors) -> tuple[str, ...] | None:
    came_from: dict[str, str] = {}
    queue = [start]
    for name in queue:
        for following in successors[name]:
            if following == start:
                return _path(start, name, came_from)
            if following in knot and following not in came_from:
                came_from[following] = name
                queue.append(following)
    return None


def _path(start: str, end: str, came_from: Mapping[str, str]) -> tuple[str, ...]:
    path = [end]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))
