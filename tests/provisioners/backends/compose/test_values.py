"""Text from templates, secrets and unknowns on their way into the file."""

import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from provisioners.backends.docker_engine.escape import literal, variable
from tests.provisioners.backends.compose.rendering import IMAGE, codes, document, findings, rendered, service
from tests.provisioners.graphs import edge, node
from topology.values.value import Call, Concat, Secret, Unknown, Value

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
INTERPOLATION = re.compile(r"\$(?:(?P<escaped>\$)|\{(?P<name>[A-Za-z_]\w*)\?\}|(?P<bare>.?))", re.DOTALL)


def interpolated(text: str, environment: dict[str, str]) -> str:
    """What Compose makes of a text (Compose specification, "Interpolation"); anything unexpected fails."""

    def one(match: re.Match[str]) -> str:
        assert match["bare"] is None, f"an unescaped dollar sign in {text!r}"
        return "$" if match["escaped"] else environment[match["name"]]

    return INTERPOLATION.sub(one, text)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert interpolated(literal(text), {}) == text


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_no_text_of_a_template_is_interpolated_anywhere(one: str, two: str, three: str) -> None:
    web = node(
        "web",
        image=IMAGE,
        command=(one, two),
        entrypoint=(three,),
        environment={"A": one, "B": two},
        files={"/etc/" + three: one},
        health_check={"command": (two,)},
        working_dir="/" + one,
        user=two,
    )
    found = document(web)["services"]["web"]
    assert [interpolated(item, {}) for item in found["command"]] == [one, two]
    assert [interpolated(item, {}) for item in found["entrypoint"]] == [three]
    assert {key: interpolated(value, {}) for key, value in found["environment"].items()} == {"A": one, "B": two}
    assert interpolated(found["configs"][0]["target"], {}) == "/etc/" + three
    assert interpolated(found["healthcheck"]["test"][1], {}) == two
    assert interpolated(found["working_dir"], {}) == "/" + one


def test_types_that_a_template_defines_anew_change_nothing_of_that() -> None:
    """A template may have a type of its own under the profile's name, with text where the profile has a number."""
    web = node("web", image=IMAGE, cpus="${A}", ports=({"target": "80", "protocol": "${A}"},))
    found = document(web)["services"]["web"]
    assert interpolated(found["deploy"]["resources"]["limits"]["cpus"], {}) == "${A}"
    assert interpolated(found["ports"][0]["protocol"], {}) == "${A}"


@settings(deadline=None)
@given(st.text(max_size=6))
def test_only_names_become_variables(name: str) -> None:
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        assert variable(name) == "${" + name + "?}"
    else:
        with pytest.raises(ValueError, match="not the name"):
            variable(name)


class TestSecrets:
    CONNECTION = Concat(("postgres://", Secret("input:user"), ":$", Secret("input:password"), "@db"))

    def resolved(self, parts: Any) -> str:
        secrets = {"input:user": "me", "input:password": "p${w}"}
        return "".join(part if isinstance(part, str) else secrets[part["secret"]] for part in parts)

    def test_a_secret_is_a_place_holder_whose_parts_are_references(self) -> None:
        found = rendered(node("web", image=IMAGE, environment={"URL": self.CONNECTION}))
        text = yaml.safe_load(found.files["compose.yaml"])["services"]["web"]["environment"]["URL"]
        environment = {name: self.resolved(parts) for name, parts in found.secrets.items()}
        assert interpolated(text, environment) == "postgres://me:$p${w}@db"

    def test_a_secret_file_comes_from_a_variable(self) -> None:
        found = rendered(node("web", image=IMAGE, secrets={"key.txt": Secret("input:password")}))
        data = yaml.safe_load(found.files["compose.yaml"])
        (used,) = data["services"]["web"]["secrets"]
        assert used["target"] == "key.txt"
        name = data["secrets"][used["source"]]["environment"]
        assert self.resolved(found.secrets[name]) == "p${w}"

    def test_a_configuration_file_may_have_secret_parts(self) -> None:
        found = rendered(node("web", image=IMAGE, files={"/etc/app.conf": self.CONNECTION}))
        data = yaml.safe_load(found.files["compose.yaml"])
        (used,) = data["services"]["web"]["configs"]
        environment = {name: self.resolved(parts) for name, parts in found.secrets.items()}
        assert interpolated(data["configs"][used["source"]]["content"], environment) == "postgres://me:$p${w}@db"

    def test_the_name_of_a_variable_does_not_depend_on_the_others(self) -> None:
        alone = rendered(node("web", image=IMAGE, environment={"B": Secret("input:b")}))
        beside = rendered(node("web", image=IMAGE, environment={"A": Secret("input:a"), "B": Secret("input:b")}))
        assert alone.secrets.items() <= beside.secrets.items()

    def test_a_changed_secret_changes_the_label_and_the_section_it_stands_in(self) -> None:
        web = node("web", image=IMAGE, secrets={"k": Secret("input:a")}, environment={"A": "1"})
        before = rendered(web, secret_digest=lambda _: "one")
        after = rendered(web, secret_digest=lambda _: "two")
        texts = [found.files["compose.yaml"] for found in (before, after)]
        assert texts[0] != texts[1]
        prints = [found.objects["web"].fingerprint for found in (before, after)]
        assert {key for key in prints[0] if prints[0][key] != prints[1][key]} == {"secrets"}

    @pytest.mark.parametrize("key", ["cpus", "memory", "stop_grace_period"])
    def test_where_it_would_be_readable_it_is_refused(self, key: str) -> None:
        found = findings(node("web", image=IMAGE, lines={("properties", key): 9}, **{key: Secret("input:a")}))
        assert ("TS808", 9) in [(item.code, item.span.line) for item in found]


class TestUnknowns:
    LINES = {("properties", "environment", "A"): 12}

    def web(self, value: Value) -> Any:
        return node("web", image=IMAGE, lines=self.LINES, environment={"A": value})

    @pytest.mark.parametrize("attribute", ["address", "private_address", "hostname"])
    def test_the_name_of_another_container_is_known(self, attribute: str) -> None:
        found = service(self.web(Unknown("my_db", (attribute,))), node("my_db", image=IMAGE))
        assert found["environment"] == {"A": "my-db"}

    def test_so_is_the_address_of_its_endpoint(self) -> None:
        database = node("db", image=IMAGE, endpoint={"port": 5432})
        assert service(self.web(Unknown("db", ("endpoint", "ip_address"))), database)["environment"] == {"A": "db"}

    @pytest.mark.parametrize(
        ("attribute", "expected"),
        [
            (("url",), "http://127.0.0.1:8080"),
            (("published_ports", "80/tcp"), "8080"),
            (("public_address",), "127.0.0.1"),
        ],
    )
    def test_a_fixed_port_is_known(self, attribute: tuple[str, ...], expected: str) -> None:
        site = node("site", image=IMAGE, ports=({"target": 80, "published": 8080},), endpoint={"protocol": "http"})
        assert service(self.web(Unknown("site", attribute)), site)["environment"] == {"A": expected}

    def test_a_port_that_the_engine_chooses_is_not(self) -> None:
        site = node("site", image=IMAGE, ports=({"target": 80},))
        (found,) = findings(self.web(Concat(("at ", Unknown("site", ("published_ports", "80/tcp"))))), site)
        assert (found.code, found.span.line) == ("TS803", 12)
        assert "site.published_ports.80/tcp, which is known only after apply" in found.message

    def test_an_input_without_a_value_is_named(self) -> None:
        (found,) = findings(self.web(Unknown("", ("inputs", "colour"))))
        assert (found.code, found.span.line, found.help) == ("TS803", 12, "Give a value for the input 'colour'.")

    def test_a_call_of_what_is_known_here_is_evaluated(self) -> None:
        call = Call("concat", ("at ", Call("token", (Unknown("db", ("address",)), "-", 0))))
        assert service(self.web(call), node("db", image=IMAGE))["environment"] == {"A": "at db"}

    def test_a_function_that_nobody_has_here_is_named(self) -> None:
        (found,) = findings(self.web(Call("make", ("x",))))
        assert (found.code, found.span.line) == ("TS803", 12)
        assert "the function '$make', which Compose does not have" in found.message

    def test_a_known_part_beside_a_secret_is_filled_in(self) -> None:
        value = Concat((Secret("input:a"), "@", Unknown("db", ("address",))))
        found = rendered(self.web(value), node("db", image=IMAGE), edge("web", "connection", "db"))
        assert list(found.secrets.values()) == [({"secret": "input:a"}, "@db")]


@pytest.mark.parametrize("name", ["", "A=B", "A B", "1A", "A$", "A\n", "é"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    assert codes(node("web", image=IMAGE, environment={name: "1"})) == [("TS815", 1)]


@pytest.mark.parametrize("name", ["", "../key", "a/b", ".key", "/etc/passwd", "a b", "$a"])
def test_a_secrets_file_stays_in_its_folder(name: str) -> None:
    assert codes(node("web", image=IMAGE, secrets={name: Secret("input:a")})) == [("TS815", 1)]


@pytest.mark.parametrize("path", ["", "etc/app", "../app", "/a\0b"])
def test_a_configuration_files_path_is_absolute(path: str) -> None:
    assert codes(node("web", image=IMAGE, files={path: "x"})) == [("TS815", 1)]
