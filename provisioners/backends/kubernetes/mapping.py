"""What Kubernetes makes of each concept, for the page that shows all platforms."""

from provisioners.backends.kubernetes.types import SUPPORT

__all__ = ["CELLS", "NOTES", "SUPPORT"]

CELLS = {
    "deployment": "A namespace of its own, or the one of the option `namespace`; a ServiceAccount without a token.",
    "image": "`image`. Pulled with the secret of the option `pull_secret`, or the credential for the `registry`.",
    "dockerfile": "`image` in the target's `registry`, made and pushed by the worker's engine before (TS820 without "
    "one). The name holds a digest of the files.",
    "command": "`args`, `command`: lists of arguments, without a shell.",
    "environment": "`env`.",
    "secret_value": "`secretKeyRef` in `env`; a part of a command is such a variable. Place-holders in the file.",
    "ports": "A second Service, NodePort or LoadBalancer by the option `published_by`. Loopback is a warning (TS830), "
    "any other single address is refused (TS814), and so is a number that is no node port (TS831).",
    "secrets": "A Secret, mounted at `/run/secrets`, readable by every user of the container.",
    "files": "A ConfigMap, or a Secret where parts are secret, mounted file by file.",
    "health_check": "`readinessProbe`, `livenessProbe` and `startupProbe`: `exec` with the command. Whole seconds.",
    "restart": "Always restarted; `no` and `on-failure` are for jobs (TS814).",
    "user": "`runAsUser`, `runAsGroup`, `fsGroup` from numbers, names are refused (TS833); `workingDir`.",
    "read_only": "`readOnlyRootFilesystem`.",
    "stop_grace_period": "`terminationGracePeriodSeconds`, and 3 s more for what listens.",
    "limits": "`resources.limits`.",
    "reservations": "`resources.requests`.",
    "rights": "`privileged`, `hostNetwork`, `hostPID`, `hostIPC`, `capabilities.add`. Devices are never granted.",
    "scalable": "`replicas`: `default_instances`, else `min_instances`, else 1.",
    "endpoint": "A port of the Service. Its `protocol` is that of the attribute `url`.",
    "connection": "`DB_HOST` and `DB_PORT` of a connection to `db`, unless the template sets them: the Service's name.",
    "dependency": "A later wave: it is applied when what it waits for is ready, or has ended well.",
    "volume": "A claim for each instance of a StatefulSet where one node uses it, else a PersistentVolumeClaim.",
    "size": "`resources.requests.storage`; the option `volume_size` where nothing is said. It can grow.",
    "deletion_policy": "`retain` leaves the claim and its namespace, `delete` removes it, `snapshot` is refused "
    "(TS806).",
    "host_path": "`hostPath`. Needs a right.",
    "network": "A NetworkPolicy and a label of its members. Without any, a container is in the deployment's own.",
    "network_settings": "`internal`: members reach each other and DNS only. The others have no effect (TS807).",
    "job": "A Job: `completions`, `parallelism`, `backoffLimit`, `activeDeadlineSeconds`. A change runs it anew.",
    "schedule": "A CronJob: `schedule`, `timeZone`, `concurrencyPolicy`.",
    "route": "An Ingress, or an HTTPRoute where the option `gateway` names a gateway; a Secret for its certificate.",
    "load_balancer": "A Service of type LoadBalancer.",
    "placement": "`nodeSelector`; `topologySpreadConstraints`; `podAntiAffinity` for `apart`; a DaemonSet for "
    "`everywhere`.",
    "scaling": "A HorizontalPodAutoscaler; needs reserved processor time (TS832).",
    "update": "`rollingUpdate` and `minReadySeconds`. Other failure actions than `pause` have no effect (TS807).",
    "availability": "A PodDisruptionBudget.",
    "isolation": "`runtimeClassName`, by the options `vm_runtime` and `sandbox_runtime`; refused without them (TS823).",
    "operations": "Not run (TS813, a warning).",
    "attributes_before": "`address`, `private_address`, `hostname` and an endpoint's `ip_address`: the Service's name. "
    "With a fixed node port and the option `public_address` also `url`, `public_address` and `published_ports`.",
    "attributes_after": "`url`, `public_address`, `published_ports` of node ports, load balancers and routes. Outputs "
    "may use them, containers may not (TS803).",
    "rolling": "In place: a new instance is ready before an old one goes, unless an Update policy says otherwise or "
    "no two can share a host. A StatefulSet stops first.",
    "drift": "Objects that are gone, values that are no longer ours, and who else sets any.",
}

NOTES = """\
- Everything is applied by server-side apply under the field manager `toposmith`, without force: what somebody else set
  is a conflict, and nothing is touched.
- Text of a template is never expanded: `$` becomes `$$` where the kubelet looks for references.
- An annotation of the pods with a keyed digest makes a changed secret or file roll.
- Pods run under the runtime's own filter of system calls (`RuntimeDefault`), as they do under Docker.
- A volume is empty at first and belongs to root, or to the group of `user`. An image's own files are not copied into
  it.
- A volume that was left behind is taken up again, with its data, when the deployment wants its address again.
- API versions are those that the server has, down to 1.20.
"""
