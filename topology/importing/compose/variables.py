"""The variables of a Compose file: each becomes an input, or gives way to its value where there can be none."""

from collections.abc import Mapping

from topology.importing.compose.interpolation import Text, Variable, interpolated
from topology.importing.compose.numbers import text_of_scalar
from topology.importing.draft import SECRET, DraftInput, InputRef, Joined, Value
from topology.importing.names import free, input_name, is_secret, names_secret
from topology.importing.trees import Trees
from topology.record import Record
from topology.tosca.tree import Scalar, span_of

_LITERAL = "Write the value itself, or change it in the template afterwards."


class _Found(Record):
    """What is known of a variable. ``text`` is its value, None for one that has to be given."""

    text: str | None
    secret: bool = False
    whole: bool = False


class Variables:
    """Collects inputs. ``environment`` is what the file `.env` says; the environment of this program is not used."""

    def __init__(self, trees: Trees, environment: Mapping[str, str], file: str) -> None:
        self._trees = trees
        self._environment = environment
        self._file = file
        self._found: dict[str, _Found] = {}
        self._names: dict[str, str] = {}
        self._others: dict[str, DraftInput] = {}
        self._order: list[str] = []

    @property
    def inputs(self) -> dict[str, DraftInput]:
        """All inputs that are used, in the order of their first use."""
        variables = {self._names[name]: self._input(name, found) for name, found in self._found.items()}
        return {name: variables.get(name) or self._others[name] for name in self._order}

    def text(self, scalar: Scalar) -> Text:
        """A scalar's text with its variables taken apart; as it is written, after a finding, when that fails."""
        text = text_of_scalar(scalar)
        try:
            return interpolated(text)
        except ValueError as error:
            self._trees.wrong(scalar, f"This is no text that Compose takes: {error}.")
            return Text((text,))

    def value(self, text: Text, at: Scalar, *, is_secret: bool = False) -> Value:
        """A text of the template in which variables are inputs."""
        parts = [self._part(part, at, is_secret) for part in text.parts]
        if not any(isinstance(part, InputRef) for part in parts):
            return "".join(part for part in parts if isinstance(part, str))
        return parts[0] if len(parts) == 1 else Joined(tuple(parts))

    def whole(self, text: Text, at: Scalar, what: str) -> "int | InputRef | None":
        """A whole number; a text that is but a variable is an input of that type. None after a finding."""
        if len(text.parts) == 1 and isinstance(part := text.parts[0], Variable) and not part.is_alternative:
            found = self._variable(part, at)
            if found.text is None or found.text.isdecimal():
                found.whole = True
                return InputRef(self._names[part.name], is_whole=True)
        number = self.plain(text, at)
        if number.isdecimal() and len(number) < 19:
            return int(number)
        self._trees.wrong(at, f"{what} has to be a whole number.")
        return None

    def plain(self, text: Text, at: Scalar) -> str:
        """A text in which variables have given way to their values, with a finding (TS877, TS872)."""
        for variable in text.variables:
            self._give_way(variable, at)
        return self.resolved(text) or ""

    def resolved(self, text: Text) -> str | None:
        """A text with the values of its variables; None where one of them has to be given."""
        parts = [part if isinstance(part, str) else self._of(part) for part in text.parts]
        return None if None in parts else "".join(part for part in parts if part is not None)

    def lookup(self, name: str) -> str | None:
        """What `.env` says of a variable."""
        return self._environment.get(name)

    def add(self, name: str, given: DraftInput) -> InputRef:
        """An input that stands for no variable; one of that name that says the same is used again."""
        wanted = input_name(name)
        existing = self._others.get(wanted)
        if existing is not None and (existing.description, existing.given) == (given.description, given.given):
            return InputRef(wanted)
        free_name = self._taken(wanted)
        self._others[free_name] = given
        return InputRef(free_name)

    def passed_on(self, name: str, at: Scalar) -> Value:
        """A variable that a container gets as it is in the environment of whoever starts it."""
        self._variable(Variable(name, "?"), at)
        return InputRef(self._names[name])

    def _taken(self, wanted: str) -> str:
        name = free(wanted, self._order)
        self._order.append(name)
        return name

    def _part(self, part: str | Variable, at: Scalar, secret: bool) -> "str | InputRef":
        if isinstance(part, str):
            return part
        if part.is_alternative:
            self._give_way(part, at)
            return self.resolved(Text((part,))) or ""
        found = self._variable(part, at)
        found.secret = found.secret or secret
        return InputRef(self._names[part.name])

    def _variable(self, variable: Variable, at: Scalar) -> _Found:
        """What is known of a variable, the text of its first use; another default elsewhere is a finding (TS877)."""
        name = variable.name
        text = self._of(variable)
        known = self._found.get(name)
        if known is None:
            self._names[name] = self._taken(input_name(name))
            self._found[name] = known = _Found(text, names_secret(name))
        elif text != known.text and variable.operator.endswith("-"):
            self._tell_of_two(name, at) if known.text else None
            known.text = known.text or text
        return known

    def _tell_of_two(self, name: str, at: Scalar) -> None:
        message = f"The variable `{name}` has another default before; an input has one, and the first is taken."
        self._trees.findings.warning("TS877", message, span_of(at), help=_LITERAL)

    def _give_way(self, variable: Variable, at: Scalar) -> None:
        text = self._of(variable)
        if names_secret(variable.name) and text:
            self._trees.impossible(at, f"The secret `{variable.name}` cannot stand here.", "Keep secrets to values.")
        shown = "nothing" if not text else f"`{text}`"
        message = f"No input can stand here, so the variable `{variable.name}` gives way to {shown}."
        if text is None:
            self._trees.missing(
                at, f"The variable `{variable.name}` has no value, and no input can stand here.", _LITERAL
            )
        elif not names_secret(variable.name):
            self._trees.findings.warning("TS877", message, span_of(at), help=_LITERAL)

    def _of(self, variable: Variable) -> str | None:
        """A variable's value by `.env` and by its default; None for one that has to be given."""
        own = self._environment.get(variable.name)
        is_set = own is not None and (own != "" or not variable.operator.startswith(":"))
        word = "" if variable.word is None else self.resolved(variable.word)
        if variable.is_alternative:
            return word if is_set else ""
        if is_set:
            return own
        return None if variable.operator.endswith("?") else word

    def _input(self, name: str, found: _Found) -> DraftInput:
        description = f"The variable {name} of {self._file}."
        if found.secret or (found.text is not None and is_secret(name, found.text)):
            return DraftInput(SECRET, description, given=found.text or None)
        if found.whole:
            return DraftInput("integer", description, None if found.text is None else int(found.text))
        return DraftInput("string", description, found.text)
