import pytest
from django.test import Client

from provisioners.models import TypeMap

MAPS = "/api/v1/type-maps"
TEXT = 'type_map: "1.0"\ntypes:\n  acme.Chest: { is: volume }\n'


def test_a_map_is_kept_as_it_was_written(member: Client, viewer: Client) -> None:
    made = member.post(MAPS, {"name": "Acme", "text": TEXT, "position": 2}, "application/json")

    assert made.status_code == 201
    body = made.json()
    assert body == {**body, "name": "Acme", "text": TEXT, "position": 2}
    assert viewer.get(made["Location"]).json() == body
    assert viewer.get(MAPS).json()["items"] == [body]


def test_a_map_is_replaced_and_forgotten(member: Client) -> None:
    place = member.post(MAPS, {"name": "Acme", "text": TEXT}, "application/json")["Location"]

    changed = member.put(place, {"name": "Acme 2", "text": TEXT + "# more\n", "position": 1}, "application/json")

    assert (changed.status_code, changed.json()["name"], changed.json()["position"]) == (200, "Acme 2", 1)
    assert member.delete(place).status_code == 204
    assert not TypeMap.objects.exists()


def test_a_mistake_is_told_at_its_line(member: Client) -> None:
    wrong = TEXT.replace("is: volume", "is: chest")

    response = member.post(MAPS, {"name": "Acme", "text": wrong}, "application/json")

    assert (response.status_code, response.json()["code"]) == (422, "invalid")
    (error,) = response.json()["errors"]
    assert (error["code"], error["file"], error["line"]) == ("TS881", "Acme.yaml", 3)


@pytest.mark.parametrize("fields", [{"name": ""}, {"text": "x" * (64 * 1024 + 1)}, {"text": "\0"}, {"position": -1}])
def test_what_cannot_be_kept_is_refused(member: Client, fields: dict) -> None:
    response = member.post(MAPS, {"name": "Acme", "text": TEXT, **fields}, "application/json")

    assert (response.status_code, response.json()["code"]) == (422, "request_invalid")


def test_deep_nesting_is_refused_and_not_followed(member: Client) -> None:
    response = member.post(MAPS, {"name": "Deep", "text": "[" * 60_000}, "application/json")

    assert response.status_code == 422
    assert response.json()["errors"][0]["code"].startswith("TS1")
