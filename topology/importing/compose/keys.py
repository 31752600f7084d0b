"""The keys of Compose files: those that a template has no counterpart for, each with what to do instead."""

_IMAGE = "Do it in the image, or in its command."
_HOST = "Set it where the containers run."

SERVICE_UNSAID = {
    "annotations": "",
    "attach": "",
    "blkio_config": _HOST,
    "cap_drop": "The container keeps the platform's default capabilities.",
    "cgroup": _HOST,
    "cgroup_parent": _HOST,
    "container_name": "Names follow from the deployment's name and the node's.",
    "cpu_count": "Use `cpus`.",
    "cpu_percent": "Use `cpus`.",
    "cpu_period": "Use `cpus`.",
    "cpu_quota": "Use `cpus`.",
    "cpu_rt_period": _HOST,
    "cpu_rt_runtime": _HOST,
    "cpu_shares": "Use `cpus`.",
    "cpuset": _HOST,
    "credential_spec": _HOST,
    "develop": "",
    "device_cgroup_rules": "",
    "dns": _HOST,
    "dns_opt": _HOST,
    "dns_search": _HOST,
    "domainname": "",
    "external_links": "",
    "extra_hosts": "",
    "gpus": "",
    "group_add": _IMAGE,
    "hostname": "A node is reached by its name.",
    "init": _IMAGE,
    "isolation": "Use the policy toposmith.policies.Isolation.",
    "label_file": "",
    "labels": "",
    "logging": _HOST,
    "mac_address": "",
    "mem_swappiness": _HOST,
    "memswap_limit": _HOST,
    "oom_kill_disable": _HOST,
    "oom_score_adj": _HOST,
    "pids_limit": _HOST,
    "platform": "",
    "post_start": _IMAGE,
    "pre_stop": _IMAGE,
    "pull_policy": "",
    "pull_refresh_after": "",
    "runtime": "Use the policy toposmith.policies.Isolation.",
    "security_opt": "",
    "shm_size": "",
    "stdin_open": "",
    "stop_signal": _IMAGE,
    "storage_opt": "",
    "sysctls": _HOST,
    "tmpfs": "Use a volume, or a folder of the container's own file system.",
    "tty": "",
    "ulimits": _HOST,
    "use_api_socket": "",
    "userns_mode": _HOST,
    "uts": _HOST,
}
"""Keys of a service that are left out with a warning."""

SERVICE_IMPOSSIBLE = {
    "models": "Models of Compose have no counterpart in a template.",
    "provider": "What a provider gives is no container.",
    "volumes_from": "Name the volumes that both containers use.",
}
"""Keys of a service without which it would be something else."""

SERVICE_SAID = (
    "build", "cap_add", "command", "configs", "cpus", "depends_on", "deploy", "devices", "entrypoint", "env_file",
    "environment", "expose", "extends", "healthcheck", "image", "ipc", "links", "mem_limit", "mem_reservation",
    "network_mode", "networks", "pid", "ports", "privileged", "profiles", "read_only", "restart", "scale", "secrets",
    "stop_grace_period", "user", "volumes", "working_dir",
)  # fmt: skip
"""Keys of a service that are read."""

TOP_LEVEL = ("version", "name", "include", "services", "volumes", "networks", "secrets", "configs", "models")

INCLUDE = {"project_directory": "Paths are relative to the file that is included.", "env_file": ""}

BUILD_UNSAID = dict.fromkeys(
    (
        "additional_contexts", "args", "cache_from", "cache_to", "dockerfile_inline", "entitlements", "extra_hosts",
        "isolation", "labels", "network", "no_cache", "platforms", "privileged", "provenance", "pull", "sbom",
        "secrets", "shm_size", "ssh", "tags", "target", "ulimits",
    ),
    "Write it into the Dockerfile.",
)  # fmt: skip

VOLUME_UNSAID = {
    "driver": "The platform chooses.",
    "driver_opts": "",
    "external": "A new volume is made; put the data into it.",
    "labels": "",
    "name": "Names follow from the deployment's name and the node's.",
}

NETWORK_UNSAID = {
    "attachable": "",
    "driver": "The platform chooses.",
    "driver_opts": "",
    "enable_ipv4": "",
    "external": "A new network is made.",
    "labels": "",
    "name": VOLUME_UNSAID["name"],
}

MEMBERSHIP_UNSAID = {
    "aliases": "A node is reached by its name.",
    "driver_opts": "",
    "gw_priority": "",
    "interface_name": "",
    "ipv4_address": "",
    "ipv6_address": "",
    "link_local_ips": "",
    "mac_address": "",
    "priority": "",
}

MOUNT_UNSAID = {
    "bind": "",
    "consistency": "",
    "image": "",
    "read_only": "The container can write to it.",
    "volume": "",
}

FILE_UNSAID = {"uid": "", "gid": "", "mode": ""}

DEFINITION_UNSAID = {"labels": "", "name": "", "driver": "", "driver_opts": "", "template_driver": ""}

DEPLOY_UNSAID = {"endpoint_mode": "", "labels": "", "rollback_config": ""}

UPDATE_UNSAID = {"monitor": "", "max_failure_ratio": ""}

PORT_UNSAID = {"name": "", "mode": "", "app_protocol": ""}
