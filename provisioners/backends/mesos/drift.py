"""What somebody else changed in Marathon and Chronos, against what was applied."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from provisioners.backends.contract import Rendered
from provisioners.backends.mesos import labels
from provisioners.backends.mesos.chronos import Job
from provisioners.backends.mesos.essence import WORDS, essence, is_untouched
from provisioners.backends.mesos.marathon import App
from provisioners.backends.mesos.pod_view import shape
from provisioners.backends.mesos.render import GROUP, JOBS, PODS
from provisioners.backends.mesos.writer import is_open

_JOB_KEYS = (
    "command",
    "arguments",
    "shell",
    "retries",
    "concurrent",
    "cpus",
    "mem",
    "environmentVariables",
    "constraints",
)


def wanted_apps(wanted: Rendered) -> Mapping[str, App]:
    """The applications and pods of what was applied, by the address of their node; pods in the form of applications."""
    apps = json.loads(wanted.files.get(GROUP, '{"apps": []}'))["apps"]
    pods = map(shape, json.loads(wanted.files.get(PODS, "[]")))
    return {app["labels"][labels.ADDRESS]: app for app in (*apps, *pods)}


def wanted_jobs(wanted: Rendered) -> Mapping[str, Job]:
    """The jobs of what was applied, by the address of their node."""
    jobs = json.loads(wanted.files.get(JOBS, "[]"))
    return {labels.marks_of(job["description"])[labels.ADDRESS]: job for job in jobs}


def app_differences(wanted: App, live: App) -> Iterator[str]:
    """In words: how an application differs from what was applied."""
    if live["instances"] != wanted["instances"]:
        yield f"it has {live['instances']} instances instead of {wanted['instances']}"
    before, after = essence(wanted), essence(live)
    changed = [key for key in before if key != "instances" and not _same(before[key], after.get(key))]
    for key in changed:
        yield f"{WORDS[key]} changed"
    if not changed and live["instances"] == wanted["instances"] and not is_untouched(live):
        yield "a value that is filled in when it is applied changed"


def job_differences(wanted: Job, live: Job) -> Iterator[str]:
    """In words: how a job differs from what was applied. Chronos rewrites schedules as time passes."""
    if live["description"] != wanted["description"]:
        yield "it was made from other settings"
    for key in _JOB_KEYS:
        if key in wanted and not _same(wanted[key], live.get(key)):
            yield f"its '{key}' changed"
    if not wanted.get("disabled") and live.get("disabled") and not live.get("successCount"):
        yield "it is disabled"


def _same(before: Any, after: Any) -> bool:
    """Whether two parts are the same; what is filled in only when it is applied is like anything."""
    if is_open(before):
        if isinstance(before, Mapping) and isinstance(after, Mapping) and before.keys() == after.keys():
            return all(_same(before[key], after[key]) for key in before)
        if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
            return all(_same(*pair) for pair in zip(before, after, strict=True))
        return isinstance(after, str)
    return bool(before == after)
