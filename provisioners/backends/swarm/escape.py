"""Text on its way into what Swarm fills in as templates: variables of the environment and mounts.

Source: Docker's manual of ``docker service create``, "Create services using templates".
"""

from provisioners.backends.docker_engine.escape import Writer, literal
from provisioners.containers.text import Text

PLACEHOLDER = "{{"


def templated(text: str) -> str:
    """Text that Swarm takes as it is: ``{{`` begins an action of a template, whose string may be ``{{`` again."""
    return text.replace(PLACEHOLDER, '{{"{{"}}')


def untemplated(text: str) -> str:
    """What :func:`templated` began with."""
    return text.replace('{{"{{"}}', PLACEHOLDER)


def variable_text(writer: Writer, text: Text) -> str:
    """The value of a variable, in the file; one with a secret part is a place-holder, which the client fills."""
    return writer.text(text) if text.is_secret else literal(templated(text.plain))
