"""The codes of rights that a target must grant (``TS7xx``) and of what a platform cannot do (``TS8xx``)."""

from topology.diagnostics.entry import Entry

_GRANT = (
    "An administrator grants rights to a target, not to a template, since whoever may write the template would "
    "otherwise own the host. Ask for the right on the target, or do without."
)

RIGHT_CODES = {
    "TS701": Entry("Privileged containers are not granted", f"A privileged container is root on its host. {_GRANT}"),
    "TS702": Entry(
        "The host's network is not granted",
        "A container in the host's network reaches every service that listens on the host's loopback. A network with "
        f"a 'cidr' becomes a route of the host and draws the host's own traffic to those addresses. {_GRANT}",
    ),
    "TS703": Entry(
        "The host's processes are not granted",
        f"A container that sees the host's processes can read their environment and their files. {_GRANT}",
    ),
    "TS704": Entry(
        "The host's shared memory is not granted",
        f"A container in the host's IPC namespace can read and write the shared memory of its programs. {_GRANT}",
    ),
    "TS705": Entry(
        "Added capabilities are not granted",
        f"Linux capabilities beyond the platform's default, such as SYS_ADMIN, open ways to the host. {_GRANT}",
    ),
    "TS706": Entry("Devices are not granted", f"A device of the host is a way around the container's walls. {_GRANT}"),
    "TS707": Entry(
        "Host paths are not granted",
        f"A folder of the host inside a container lets it read or change the host's files. Use a volume. {_GRANT}",
    ),
    "TS708": Entry(
        "The engine's socket is not granted",
        f"Who reaches the container engine's socket can start a privileged container, and so is root on the host. "
        f"That holds for every folder the socket lies in, however the path is spelled. {_GRANT}",
    ),
    "TS709": Entry(
        "Ports below 1024 are not granted",
        f"Ports below 1024 on the host are those of well-known services. Publish a higher one. {_GRANT}",
    ),
    "TS710": Entry(
        "Building images is not granted",
        f"Building an image runs the template's commands on the engine's host. Use a ready-made image. {_GRANT}",
    ),
    "TS711": Entry(
        "Parameters of the engine are not granted",
        "This platform has no setting of its own for this and can only hand it to the container engine as a parameter "
        f"of its command line. Who may hand over parameters can hand over any. {_GRANT}",
    ),
}

LIMIT_CODES = {
    "TS801": Entry(
        "The platform has nothing for this node type",
        "Each platform has a table of the node types it can run and what each becomes. This node's type is not among "
        "them, nor is any type that it derives from.",
    ),
    "TS802": Entry(
        "A container without an image",
        "A container runs an image. Give the node an artifact of type "
        "tosca.artifacts.Deployment.Image.Container.Docker with the image's name, or one of type "
        "toposmith.artifacts.Dockerfile with the path of a Dockerfile in the template's archive.",
    ),
    "TS803": Entry(
        "A value is needed before it is known",
        "This platform applies all nodes at once. A value that it gives only then, such as a port that it chose, "
        "cannot be part of another node's settings. Fix the value in the template, or use one that is known before.",
    ),
    "TS804": Entry(
        "One host port for several containers",
        "Only one container can listen on a given port of the host. Leave 'published' out, so that the platform "
        "chooses a free port for each, or run one instance.",
    ),
    "TS805": Entry(
        "Files cannot be put into a read-only container",
        "The platform copies secrets and configuration files into the container's own file system, which is "
        "impossible when that is read-only. Hand them over as environment variables, or leave 'read_only' out.",
    ),
    "TS806": Entry(
        "The deletion policy cannot be kept",
        "This platform cannot make snapshots of volumes. Choose 'retain' or 'delete'.",
    ),
    "TS807": Entry(
        "A setting has no effect on this platform",
        "The platform has no counterpart for this setting, and the deployment works without it.",
    ),
    "TS808": Entry(
        "A secret cannot be kept here",
        "Secrets can stand in environment variables, in secret and configuration files, and in the parts of a command. "
        "Anywhere else they would be readable in names, labels or plans.",
    ),
    "TS809": Entry(
        "The host's network leaves no room for this",
        "A container in the host's network has no ports to publish and joins no other network.",
    ),
    "TS810": Entry(
        "The same host port twice",
        "Two containers of the template want the same port of the same address. Publish different ones.",
    ),
    "TS811": Entry(
        "The image's files are not in the archive",
        "A Dockerfile and its context are files of the template's own folder or archive, named by their path "
        "relative to the template. Nothing outside of it can be used.",
    ),
    "TS812": Entry(
        "Storage without a place",
        "A container that uses storage has to say where: give the requirement's relationship the property 'location' "
        "with an absolute path inside the container.",
    ),
    "TS813": Entry(
        "An operation is not carried out",
        "This platform starts containers from images and does not run scripts of interfaces. Do the work in the "
        "image, or in its command.",
    ),
    "TS814": Entry(
        "A setting cannot be honoured",
        "The platform has no counterpart for this setting, and leaving it out would mean something else than the "
        "template says.",
    ),
    "TS815": Entry(
        "A value that the platform refuses",
        "The language allows this value, the platform does not: a name with forbidden characters, a path that is not "
        "absolute, an address that is none.",
    ),
    "TS816": Entry(
        "The artifact's repository is not supported",
        "Images are named in full, with their registry's host name before the first slash. Put it into the artifact's "
        "'file' and leave 'repository' out.",
    ),
    "TS817": Entry(
        "Nobody uses this node",
        "The platform makes volumes and networks for the containers that use them. This one has none, so it is left "
        "out.",
    ),
    "TS818": Entry(
        "The number of instances is not possible",
        "The platform runs a fixed number of instances, at least one and not without end. The number asked for is not "
        "one it can start.",
    ),
    "TS819": Entry(
        "Something is still to be chosen",
        "The template leaves it to whoever deploys to choose a node that exists elsewhere, or a number. The platform "
        "makes what the template describes and knows of nothing else: describe the node, or give the number.",
    ),
    "TS820": Entry(
        "No registry for an image that is made",
        "This platform starts containers on hosts that take their images from a registry. Set the option 'registry' of "
        "the target to the address of one that its hosts and the worker reach, or use a ready-made image.",
    ),
    "TS821": Entry(
        "A route without an end",
        "A route, or a load balancer, leads to one container, at a port that the container listens on. Give it one "
        "requirement towards a container, and give the container's endpoint a port, or publish one.",
    ),
    "TS822": Entry(
        "A policy that says nothing to the platform",
        "The normative policy types have no properties, and types of others are not known here. The profile "
        "toposmith:1.0 has policies for placement, scaling, updates, availability and isolation.",
    ),
    "TS823": Entry(
        "Isolation without a runtime",
        "Containers can be isolated from their host's kernel only where the target's hosts have a runtime for that, "
        "and only the target knows its name. Set the option of the target.",
    ),
    "TS830": Entry(
        "A port is published more widely than the template says",
        "A cluster has no loopback of a single host: who publishes a port there publishes it to all who reach the "
        "cluster's nodes or its load balancer. Leave 'ports' out where others of the deployment alone connect; an "
        "endpoint's port is enough for them.",
    ),
    "TS831": Entry(
        "A port that nodes do not publish",
        "The nodes of a cluster publish ports of one range only, by default 30000 to 32767. Leave 'published' out, so "
        "that the cluster chooses one, or let the target publish by load balancers.",
    ),
    "TS832": Entry(
        "Scaling by use without reserved processor time",
        "The use that decides about the number of instances is a share of the processor time that each reserves. Give "
        "the container 'reserved_cpus'.",
    ),
    "TS833": Entry(
        "A user by name",
        "This platform starts containers as a user with a number: it does not look into the image to find out which "
        "number a name has.",
    ),
    "TS840": Entry(
        "A file is too large for Swarm",
        "Swarm keeps configuration files in its managers' log and takes 1000 KiB at most. Put the file into the image.",
    ),
    "TS850": Entry(
        "Containers cannot reach each other here",
        "In Marathon's bridge a container is reached at its agent's address and at a port that is chosen when it "
        "starts, so nothing can be told beforehand to those that connect to it. Set the target's option 'network' to "
        "the name of a container network with an address for each task, or on DC/OS 'vip_domain'.",
    ),
    "TS852": Entry(
        "A secret is readable in the platform's API",
        "Marathon and Chronos keep no secrets without extensions. The text is filled in when the deployment is "
        "applied, and everybody who may read the application there can read it. On DC/OS Enterprise, the target's "
        "option 'secret_store' keeps secret environment variables out of it.",
    ),
    "TS853": Entry(
        "Files cannot be put into a container here",
        "Marathon and Chronos start images as they are and bring no files of a template into them. Put the file into "
        "the image, or hand its content over as an environment variable. On DC/OS Enterprise, pods take files from the "
        "target's 'secret_store'.",
    ),
    "TS854": Entry(
        "A volume without a size",
        "Mesos reserves the space of a volume on an agent and has to know how much. Give the volume the property "
        "'size', or the target the option 'default_volume_size'.",
    ),
    "TS855": Entry(
        "The kind of volume decides what becomes of the data",
        "Marathon destroys a local volume together with its application, and never touches a volume of a driver. So "
        "local volumes need the deletion policy 'delete', and volumes of the target's option 'volume_driver' need "
        "'retain'.",
    ),
    "TS856": Entry(
        "Times that are no repeating interval",
        "Chronos repeats a job at equal intervals. Times of cron that lie unevenly cannot be said to it. Choose times "
        "that are equally far apart, or make a job of each.",
    ),
    "TS857": Entry(
        "A job without a scheduler",
        "Marathon starts again whatever ends, so jobs are Chronos's. Set the target's option 'chronos' to its address.",
    ),
    "TS858": Entry(
        "A route without a balancer",
        "Marathon leads no requests. Where marathon-lb does, set the target's option 'route_group' to its group.",
    ),
    "TS859": Entry(
        "A volume belongs to one instance",
        "A volume of Mesos is part of one instance of one application. Several instances, or several containers, "
        "would each get data of their own, or would not start.",
    ),
    "TS860": Entry(
        "The format has no place for this secret",
        "What is written is for others to keep, so no secret stands in it. Where the format can refer to a secret that "
        "is kept elsewhere, it does; here it cannot.",
    ),
    "TS861": Entry(
        "The format cannot write this text",
        "The format, or the tool that reads it, has no way to write these characters at this place. Use a text without "
        "them.",
    ),
    "TS862": Entry(
        "The format cannot say this",
        "The format has nothing for this wish of the template, and leaving it out would mean something else than the "
        "template says. Leave the wish out, or choose another format.",
    ),
    "TS863": Entry(
        "What the image says is not known",
        "The format has to say what an image holds, such as its program, and only the image itself tells. Give the "
        "image to the command, or write it in the template.",
    ),
    "TS864": Entry(
        "Left to whoever runs it",
        "The format describes what runs and leaves this to the tool or the person that runs it.",
    ),
    "TS865": Entry(
        "Two containers of a pod on one port",
        "The containers of a pod share one network, so that only one of them can listen on a port. Let them listen on "
        "different ones.",
    ),
    "TS880": Entry(
        "This is no type map",
        "A type map is a YAML file that begins with its version, and tells for types of others what they are here and "
        "where they say which image, ports and environment they have.",
    ),
    "TS881": Entry(
        "A type map says what is not known",
        "A type map has few keys, settings and notations, and this is none of them. They are listed in "
        "docs/type-maps.md.",
    ),
    "TS882": Entry(
        "A container of another tool without an image",
        "The type map of this node's type says where such nodes name their image, and this one does not do so there.",
    ),
    "TS883": Entry(
        "A property that the type map does not speak of",
        "Nothing that a template says is dropped in silence. Say in a type map of your own which setting the property "
        "becomes, that it has no effect, or why it is left out; or take it out of the template.",
    ),
    "TS884": Entry(
        "A property of another tool is left out",
        "The type map of this node's type says that this property is not carried over, and why.",
    ),
    "TS885": Entry(
        "A property of another tool is written otherwise",
        "The type map of this node's type says how such nodes write this property, and here it is written in another "
        "way, or its value is not known yet.",
    ),
    "TS886": Entry(
        "A type of another tool that has nothing here",
        "The type map of this node's type says that there is nothing like it here, and what to use instead.",
    ),
}

PLATFORM_CODES = {**RIGHT_CODES, **LIMIT_CODES}
