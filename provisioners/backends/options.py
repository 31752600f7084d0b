"""The options of a target, checked against those that its backend declares. Pure."""

import re
from collections.abc import Iterator, Mapping

from provisioners.backends.contract import Backend


def option_faults(backend: Backend, given: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each option that the backend does not have, and for each value that does not fit its pattern.

    The pattern is the backend's own, not a template's; the value is cut in the sentence.
    """
    for name, value in given.items():
        option = backend.options.get(name)
        if option is None:
            known = ", ".join(sorted(backend.options)) or "none"
            yield f"A target of {backend.title} has no option {name[:60]!r}; it has: {known}."
        elif not re.fullmatch(option.pattern, value):
            yield f"The option {name} cannot be {value[:60]!r}: it has the form {option.pattern}"


def effective_options(backend: Backend, given: Mapping[str, str]) -> dict[str, str]:
    """The given options and, for those that are left out, the defaults; an option without either is not there.

    What the backend no longer declares is left out too.
    """
    defaults = {name: option.default for name, option in backend.options.items() if option.default}
    return {**defaults, **{name: value for name, value in given.items() if name in backend.options and value}}


def option_addresses(backend: Backend, given: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each given option that is an address, as an endpoint, with the schemes that it may have.

    A value without a scheme, such as a registry's ``HOST:PORT/PATH``, gets the option's first one and loses its path.
    """
    for name, value in effective_options(backend, given).items():
        schemes = backend.options[name].schemes
        if schemes:
            yield value if "://" in value else f"{schemes[0]}://{value.partition('/')[0]}", schemes
