"""Reads the containers of a graph, with all that a template may say of them. Pure and deterministic."""

from provisioners.backends.contract import RenderContext
from provisioners.containers.connections import connects_to, partners
from provisioners.containers.environment import environment
from provisioners.containers.files import config_files, secret_files
from provisioners.containers.governance import policies
from provisioners.containers.health import health_check, waits_for
from provisioners.containers.images import image_of
from provisioners.containers.jobs import job
from provisioners.containers.limits import check_instances, check_limits, unknown_policies
from provisioners.containers.model import Container, HostRights, Topology
from provisioners.containers.networks import joined, network
from provisioners.containers.platform import Platform
from provisioners.containers.ports import listens_on, ports_of, scheme
from provisioners.containers.properties import (
    duration,
    is_set,
    optional_text,
    plain_texts,
    settings,
    texts,
)
from provisioners.containers.resources import resources, scale
from provisioners.containers.rights import check_rights
from provisioners.containers.routes import route
from provisioners.containers.scope import Scope
from provisioners.containers.storage import host_path, mounts, note_unused, volume
from provisioners.containers.type_map.apply import applied
from provisioners.containers.types import Kind
from topology.graph.model import Node, TopologyGraph

DEFAULT_RESTART = "unless-stopped"


def read(graph: TopologyGraph, context: RenderContext, platform: Platform) -> Topology:
    """What a graph asks of a platform. With errors among the diagnostics, the rest is not to be rendered."""
    graph, mapped = applied(graph, context.type_map)
    scope = Scope(graph, context, platform)
    for node in scope.of_kind(Kind.CONTAINER):
        ports = ports_of(scope, node)
        scope.attributes[node.address] = platform.attributes(node, scope.names[node.address], ports)
    check_rights(scope)
    check_limits(scope)
    containers = {node.address: container(scope, node) for node in scope.of_kind(Kind.CONTAINER)}
    for found in containers.values():
        check_instances(scope, found)
    for node in (*scope.of_kind(Kind.VOLUME), *scope.of_kind(Kind.NETWORK)):
        note_unused(scope, node)
    routes = {node.address: route(scope, node) for node in scope.of_kind(Kind.ROUTE)}
    return Topology(
        deployment=context.deployment,
        project=scope.project,
        containers=containers,
        volumes={node.address: volume(scope, node) for node in scope.of_kind(Kind.VOLUME)},
        networks={node.address: network(scope, node) for node in scope.of_kind(Kind.NETWORK)},
        host_paths={node.address: host_path(scope, node) for node in scope.of_kind(Kind.HOST_PATH)},
        routes={address: found for address, found in routes.items() if found is not None},
        attributes=scope.attributes,
        diagnostics=(*mapped, *scope.findings.all(), *unknown_policies(scope)),
    )


def container(scope: Scope, node: Node) -> Container:
    """One container with all that the template says of it."""
    own = settings(node)
    grace = own.get("stop_grace_period")
    return Container(
        node=node,
        name=scope.names[node.address],
        generation=scope.generation(node.address),
        image=image_of(scope, node),
        entrypoint=texts(scope, node, "entrypoint"),
        command=texts(scope, node, "command"),
        environment=environment(scope, node),
        ports=ports_of(scope, node),
        listens=listens_on(scope, node),
        scheme=scheme(node),
        secret_files=secret_files(scope, node),
        config_files=config_files(scope, node),
        health=health_check(scope, node),
        mounts=mounts(scope, node),
        networks=joined(scope, node.address),
        connects_to=connects_to(scope, node),
        partners=partners(scope, node),
        waits_for=waits_for(scope, node),
        scale=scale(scope, node),
        resources=resources(scope, node),
        restart=scope.plain(node, own.get("restart") or DEFAULT_RESTART, "properties", "restart"),
        user=optional_text(scope, node, "user"),
        working_dir=optional_text(scope, node, "working_dir"),
        read_only=is_set(own.get("read_only")),
        stop_grace_period=None if grace is None else duration(scope, node, grace, "properties", "stop_grace_period"),
        rights=_host_rights(scope, node),
        job=job(scope, node),
        policies=policies(scope, node),
    )


def _host_rights(scope: Scope, node: Node) -> HostRights:
    own = settings(node)
    return HostRights(
        privileged=is_set(own.get("privileged")),
        network=is_set(own.get("host_network")),
        pid=is_set(own.get("host_pid")),
        ipc=is_set(own.get("host_ipc")),
        capabilities=plain_texts(scope, node, "added_capabilities"),
        devices=plain_texts(scope, node, "devices"),
    )
