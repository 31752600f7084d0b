"""What an output is: a format of others, written once, in which a topology is run by other means.

A format is a folder of siblings that offers one :class:`Output`. All of it is pure: it takes and returns values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from provisioners.backends.contract import Build, Option, RenderContext
from topology.diagnostics import Diagnostic
from topology.graph.model import TopologyGraph

CONTRACT_VERSION = 1

SecretParts = Sequence[str | Mapping[str, str]]
"""Text and references ``{"secret": REFERENCE}``, as :class:`~provisioners.backends.contract.Rendered` has them."""


@dataclass(frozen=True, slots=True)
class LocalImage:
    """What an image that is at hand says of itself (OCI image specification, "Image Configuration").

    ``passwd`` and ``group`` are the texts of those files in it: they turn names of users into numbers.
    """

    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str = ""
    working_dir: str = ""
    passwd: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class OutputContext(RenderContext):
    """What rendering needs beside the graph; ``images`` are those at hand, by the name that the template uses."""

    images: Mapping[str, LocalImage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SecretNote:
    """A place-holder of the files: what it stands for, and how whoever runs them gives it its value.

    ``how`` is a clause for people such as ``run `podman secret create shop-key FILE```; it is made of names only.
    """

    name: str
    parts: SecretParts
    how: str


@dataclass(frozen=True, slots=True)
class Package:
    """A topology in a format: texts by relative path, or no files where the diagnostics hold an error.

    ``folders`` are empty folders that belong to it. ``roots`` are folders that hold the files of an image: path to the
    image's name; ``layout`` is the folder of an OCI image layout of all images at hand. ``copies`` are folders that
    hold files of the template: path to the folder in its archive.
    ``notes`` are sentences on what is left to do. With ``dotenv`` the place-holders are variables that the format's own
    tool reads from a file ``.env`` beside it.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    builds: tuple[Build, ...] = ()
    secrets: tuple[SecretNote, ...] = ()
    folders: tuple[str, ...] = ()
    roots: Mapping[str, str] = field(default_factory=dict)
    layout: str | None = None
    copies: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    dotenv: bool = False


Render = Callable[[TopologyGraph, OutputContext], Package]
"""The package of a graph. Deterministic: the same arguments give the same bytes."""


@dataclass(frozen=True, slots=True)
class Output:
    """One format. ``title`` is its name in sentences, ``checked_by`` says how its own tests try what it writes.

    ``options`` are settings such as the name of a runtime, which ``--option`` gives.
    """

    name: str
    title: str
    render: Render
    checked_by: str
    options: Mapping[str, Option] = field(default_factory=dict)
    contract_version: int = CONTRACT_VERSION
