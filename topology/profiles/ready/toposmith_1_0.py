"""The types of toposmith_1_0, generated from its YAML by `python -m topology.profiles.generate`."""

from typing import Any

TYPES: Any = {
 "artifact_types": {
  "toposmith.artifacts.Dockerfile": {
   "derived_from": "tosca.artifacts.Root",
   "description": "A Dockerfile in the template's folder or archive; the image is built from it.",
   "properties": {
    "context": {
     "type": "string",
     "description": "The folder that the build may use, relative to the template; the Dockerfile's own folder if not given.",
     "required": "false"
    }
   }
  }
 },
 "data_types": {
  "toposmith.datatypes.Secret": {
   "derived_from": "string",
   "description": "Text that nobody may read in plans, logs and stored graphs. An input or a property of this type is a secret, and so is every text made from it."
  },
  "toposmith.datatypes.PortMapping": {
   "derived_from": "tosca.datatypes.Root",
   "description": "A port of a container and where the host publishes it.",
   "properties": {
    "target": {
     "type": "integer",
     "description": "The port inside the container.",
     "constraints": [
      {
       "in_range": [
        "1",
        "65535"
       ]
      }
     ]
    },
    "published": {
     "type": "integer",
     "description": "The port on the host; 0, or nothing, lets the platform choose a free one.",
     "required": "false",
     "constraints": [
      {
       "in_range": [
        "0",
        "65535"
       ]
      }
     ]
    },
    "protocol": {
     "type": "string",
     "description": "The transport protocol.",
     "default": "tcp",
     "constraints": [
      {
       "valid_values": [
        "tcp",
        "udp"
       ]
      }
     ]
    },
    "address": {
     "type": "string",
     "description": "The host's address that listens; the default is reachable from the host itself only.",
     "default": "127.0.0.1"
    }
   }
  },
  "toposmith.datatypes.HealthCheck": {
   "derived_from": "tosca.datatypes.Root",
   "description": "A command, run inside the container, that tells whether it is well.",
   "properties": {
    "command": {
     "type": "list",
     "description": "The command and its arguments; exit code 0 means well.",
     "entry_schema": {
      "type": "string"
     },
     "constraints": [
      {
       "min_length": "1"
      }
     ]
    },
    "interval": {
     "type": "scalar-unit.time",
     "description": "The time between two checks.",
     "default": "30 s",
     "constraints": [
      {
       "greater_than": "0 s"
      }
     ]
    },
    "timeout": {
     "type": "scalar-unit.time",
     "description": "How long one check may take.",
     "default": "5 s",
     "constraints": [
      {
       "greater_than": "0 s"
      }
     ]
    },
    "start_period": {
     "type": "scalar-unit.time",
     "description": "How long failures do not count after the start.",
     "default": "0 s",
     "constraints": [
      {
       "greater_or_equal": "0 s"
      }
     ]
    },
    "retries": {
     "type": "integer",
     "description": "How many failures in a row make the container unwell.",
     "default": "3",
     "constraints": [
      {
       "greater_or_equal": "1"
      }
     ]
    }
   }
  }
 },
 "node_types": {
  "toposmith.nodes.Container": {
   "derived_from": "tosca.nodes.Root",
   "description": "One or more equal containers. The artifact `image` says what runs: the name of an image (tosca.artifacts.Deployment.Image.Container.Docker) or a Dockerfile (toposmith.artifacts.Dockerfile).",
   "properties": {
    "command": {
     "type": "list",
     "description": "Replaces the image's arguments.",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    },
    "entrypoint": {
     "type": "list",
     "description": "Replaces the image's program.",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    },
    "environment": {
     "type": "map",
     "description": "Environment variables by name.",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    },
    "ports": {
     "type": "list",
     "description": "The ports that the host publishes.",
     "required": "false",
     "entry_schema": {
      "type": "toposmith.datatypes.PortMapping"
     }
    },
    "secrets": {
     "type": "map",
     "description": "Secrets by the name of their file under /run/secrets.",
     "required": "false",
     "entry_schema": {
      "type": "toposmith.datatypes.Secret"
     }
    },
    "files": {
     "type": "map",
     "description": "Configuration files; the absolute path in the container leads to the content.",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    },
    "health_check": {
     "type": "toposmith.datatypes.HealthCheck",
     "description": "How the platform finds out whether the container is well.",
     "required": "false"
    },
    "restart": {
     "type": "string",
     "description": "What happens when the container ends.",
     "default": "unless-stopped",
     "constraints": [
      {
       "valid_values": [
        "no",
        "on-failure",
        "always",
        "unless-stopped"
       ]
      }
     ]
    },
    "user": {
     "type": "string",
     "description": "The user, or user:group, that the container runs as.",
     "required": "false"
    },
    "working_dir": {
     "type": "string",
     "description": "The folder in which the command starts.",
     "required": "false"
    },
    "read_only": {
     "type": "boolean",
     "description": "Whether the container's own file system cannot be written.",
     "default": "false"
    },
    "stop_grace_period": {
     "type": "scalar-unit.time",
     "description": "The time between the polite stop and the kill.",
     "default": "10 s",
     "constraints": [
      {
       "greater_or_equal": "0 s"
      }
     ]
    },
    "cpus": {
     "type": "float",
     "description": "The most processor time the container gets, in processors.",
     "required": "false",
     "constraints": [
      {
       "greater_than": "0.0"
      }
     ]
    },
    "memory": {
     "type": "scalar-unit.size",
     "description": "The most memory the container gets.",
     "required": "false",
     "constraints": [
      {
       "greater_than": "0 B"
      }
     ]
    },
    "reserved_cpus": {
     "type": "float",
     "description": "The processor time that is kept free for the container, in processors.",
     "required": "false",
     "constraints": [
      {
       "greater_than": "0.0"
      }
     ]
    },
    "reserved_memory": {
     "type": "scalar-unit.size",
     "description": "The memory that is kept free for the container.",
     "required": "false",
     "constraints": [
      {
       "greater_than": "0 B"
      }
     ]
    },
    "privileged": {
     "type": "boolean",
     "description": "Full rights on the host. The target must grant it.",
     "default": "false"
    },
    "host_network": {
     "type": "boolean",
     "description": "Uses the host's network. The target must grant it.",
     "default": "false"
    },
    "host_pid": {
     "type": "boolean",
     "description": "Sees the host's processes. The target must grant it.",
     "default": "false"
    },
    "host_ipc": {
     "type": "boolean",
     "description": "Shares the host's memory segments. The target must grant it.",
     "default": "false"
    },
    "added_capabilities": {
     "type": "list",
     "description": "Linux capabilities beyond the platform's default, such as NET_ADMIN. The target must grant them.",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    },
    "devices": {
     "type": "list",
     "description": "Devices of the host, as host path or host path:container path. The target must grant them.",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    }
   },
   "attributes": {
    "address": {
     "type": "string",
     "description": "The name or address by which the topology's other nodes reach the container."
    },
    "url": {
     "type": "string",
     "description": "The address of the first published port, seen from outside."
    },
    "published_ports": {
     "type": "map",
     "description": "The host's ports by the container's port and protocol, such as `80/tcp`.",
     "entry_schema": {
      "type": "integer"
     }
    }
   },
   "capabilities": {
    "endpoint": {
     "type": "tosca.capabilities.Endpoint"
    },
    "scalable": {
     "type": "tosca.capabilities.Scalable"
    }
   },
   "requirements": [
    {
     "host": {
      "capability": "tosca.capabilities.Container",
      "relationship": "tosca.relationships.HostedOn",
      "occurrences": [
       "0",
       "1"
      ]
     }
    },
    {
     "connection": {
      "capability": "tosca.capabilities.Endpoint",
      "relationship": "tosca.relationships.ConnectsTo",
      "occurrences": [
       "0",
       "UNBOUNDED"
      ]
     }
    },
    {
     "storage": {
      "capability": "tosca.capabilities.Attachment",
      "relationship": "tosca.relationships.AttachesTo",
      "occurrences": [
       "0",
       "UNBOUNDED"
      ]
     }
    },
    {
     "network": {
      "capability": "tosca.capabilities.network.Linkable",
      "relationship": "tosca.relationships.network.LinksTo",
      "occurrences": [
       "0",
       "UNBOUNDED"
      ]
     }
    }
   ]
  },
  "toposmith.nodes.Job": {
   "derived_from": "toposmith.nodes.Container",
   "description": "A container that ends. Without a schedule it runs once at each deployment that changes it, and what depends on it waits until it has ended well; with a schedule it runs again and again.",
   "properties": {
    "restart": {
     "type": "string",
     "description": "Whether a container that failed is started again by itself.",
     "default": "no",
     "constraints": [
      {
       "valid_values": [
        "no",
        "on-failure"
       ]
      }
     ]
    },
    "schedule": {
     "type": "string",
     "description": "When it runs, as the five fields of cron, in UTC where time_zone says nothing else.",
     "required": "false",
     "constraints": [
      {
       "pattern": "[-0-9A-Za-z*,/]+( [-0-9A-Za-z*,/?]+){4}"
      }
     ]
    },
    "time_zone": {
     "type": "string",
     "description": "The zone of the schedule, such as Europe/Berlin.",
     "required": "false"
    },
    "concurrency": {
     "type": "string",
     "description": "What happens when it is time while an earlier run has not ended.",
     "default": "forbid",
     "constraints": [
      {
       "valid_values": [
        "allow",
        "forbid",
        "replace"
       ]
      }
     ]
    },
    "completions": {
     "type": "integer",
     "description": "How many containers have to end well.",
     "default": "1",
     "constraints": [
      {
       "greater_or_equal": "1"
      }
     ]
    },
    "parallelism": {
     "type": "integer",
     "description": "How many of them run at a time.",
     "default": "1",
     "constraints": [
      {
       "greater_or_equal": "1"
      }
     ]
    },
    "retries": {
     "type": "integer",
     "description": "How many failures are borne until the job has failed.",
     "default": "3",
     "constraints": [
      {
       "greater_or_equal": "0"
      }
     ]
    },
    "time_limit": {
     "type": "scalar-unit.time",
     "description": "How long a run may take.",
     "required": "false",
     "constraints": [
      {
       "greater_than": "0 s"
      }
     ]
    }
   }
  },
  "toposmith.nodes.Route": {
   "derived_from": "tosca.nodes.Root",
   "description": "Leads HTTP requests from outside to a container, by host name and path.",
   "properties": {
    "host": {
     "type": "string",
     "description": "The host name of the requests; every one where nothing is said.",
     "required": "false"
    },
    "path": {
     "type": "string",
     "description": "What the path of the requests begins with.",
     "default": "/",
     "constraints": [
      {
       "pattern": "/.*"
      }
     ]
    },
    "port": {
     "type": "integer",
     "description": "The container's port; by default that of its endpoint, or its first one.",
     "required": "false",
     "constraints": [
      {
       "in_range": [
        "1",
        "65535"
       ]
      }
     ]
    },
    "tls_certificate": {
     "type": "toposmith.datatypes.Secret",
     "description": "The certificate and its chain as PEM, where the route is to speak HTTPS.",
     "required": "false"
    },
    "tls_key": {
     "type": "toposmith.datatypes.Secret",
     "description": "The certificate's private key as PEM.",
     "required": "false"
    }
   },
   "attributes": {
    "url": {
     "type": "string",
     "description": "The address of the route, seen from outside."
    }
   },
   "requirements": [
    {
     "backend": {
      "capability": "tosca.capabilities.Endpoint",
      "relationship": "tosca.relationships.RoutesTo",
      "occurrences": [
       "1",
       "1"
      ]
     }
    }
   ]
  },
  "toposmith.nodes.Volume": {
   "derived_from": "tosca.nodes.Root",
   "description": "Data that outlives the containers that use it.",
   "properties": {
    "size": {
     "type": "scalar-unit.size",
     "description": "The size to ask for, where the platform has sizes.",
     "required": "false",
     "constraints": [
      {
       "greater_than": "0 B"
      }
     ]
    },
    "deletion_policy": {
     "type": "string",
     "description": "What happens to the data when the node is deleted.",
     "default": "retain",
     "constraints": [
      {
       "valid_values": [
        "retain",
        "snapshot",
        "delete"
       ]
      }
     ]
    }
   },
   "capabilities": {
    "attachment": {
     "type": "tosca.capabilities.Attachment"
    }
   }
  },
  "toposmith.nodes.HostPath": {
   "derived_from": "tosca.nodes.Root",
   "description": "A folder or file of the host. The target must grant it.",
   "properties": {
    "path": {
     "type": "string",
     "description": "The absolute path on the host.",
     "constraints": [
      {
       "pattern": "/.*"
      }
     ]
    }
   },
   "capabilities": {
    "attachment": {
     "type": "tosca.capabilities.Attachment"
    }
   }
  },
  "toposmith.nodes.Network": {
   "derived_from": "tosca.nodes.network.Network",
   "description": "A network that joins containers.",
   "properties": {
    "internal": {
     "type": "boolean",
     "description": "Whether the network has no way out.",
     "default": "false"
    }
   },
   "capabilities": {
    "link": {
     "type": "tosca.capabilities.network.Linkable"
    }
   }
  }
 },
 "policy_types": {
  "toposmith.policies.Placement": {
   "derived_from": "tosca.policies.Placement",
   "description": "On which hosts of the platform containers run.",
   "properties": {
    "labels": {
     "type": "map",
     "description": "What a host has to be marked with, by the mark's name.",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    },
    "spread_over": {
     "type": "string",
     "description": "The name of a mark; the instances are spread evenly over its values.",
     "required": "false"
    },
    "apart": {
     "type": "boolean",
     "description": "Whether no two of the targets' containers share a host.",
     "default": "false"
    },
    "everywhere": {
     "type": "boolean",
     "description": "Whether one instance runs on every host that fits, instead of a number of them.",
     "default": "false"
    }
   }
  },
  "toposmith.policies.Scaling": {
   "derived_from": "tosca.policies.Scaling",
   "description": "Between which bounds, and by what, the platform changes the number of instances.",
   "properties": {
    "min_instances": {
     "type": "integer",
     "default": "1",
     "constraints": [
      {
       "greater_or_equal": "1"
      }
     ]
    },
    "max_instances": {
     "type": "integer",
     "constraints": [
      {
       "greater_or_equal": "1"
      }
     ]
    },
    "cpu_utilization": {
     "type": "integer",
     "description": "The average use of the reserved processor time to aim at, in percent.",
     "default": "80",
     "constraints": [
      {
       "in_range": [
        "1",
        "100"
       ]
      }
     ]
    }
   }
  },
  "toposmith.policies.Update": {
   "derived_from": "tosca.policies.Update",
   "description": "How the instances of a container give way to those of a new version.",
   "properties": {
    "parallelism": {
     "type": "integer",
     "description": "How many instances are changed at a time.",
     "default": "1",
     "constraints": [
      {
       "greater_or_equal": "1"
      }
     ]
    },
    "delay": {
     "type": "scalar-unit.time",
     "description": "The time between two changes.",
     "default": "0 s",
     "constraints": [
      {
       "greater_or_equal": "0 s"
      }
     ]
    },
    "order": {
     "type": "string",
     "description": "Whether a new instance starts before an old one stops.",
     "default": "stop-first",
     "constraints": [
      {
       "valid_values": [
        "start-first",
        "stop-first"
       ]
      }
     ]
    },
    "failure_action": {
     "type": "string",
     "description": "What happens when a new instance does not become well.",
     "default": "pause",
     "constraints": [
      {
       "valid_values": [
        "pause",
        "continue",
        "rollback"
       ]
      }
     ]
    }
   }
  },
  "toposmith.policies.Availability": {
   "derived_from": "tosca.policies.Root",
   "description": "How many instances have to stay while hosts are emptied for maintenance.",
   "properties": {
    "min_available": {
     "type": "integer",
     "default": "1",
     "constraints": [
      {
       "greater_or_equal": "1"
      }
     ]
    }
   }
  },
  "toposmith.policies.Isolation": {
   "derived_from": "tosca.policies.Root",
   "description": "What stands between containers and their host's kernel.",
   "properties": {
    "by": {
     "type": "string",
     "description": "A virtual machine around each container, or a kernel of its own in user space.",
     "default": "virtual-machine",
     "constraints": [
      {
       "valid_values": [
        "virtual-machine",
        "user-space-kernel"
       ]
      }
     ]
    }
   }
  }
 }
}

SHORTHANDS: Any = {
 "artifact_types": {},
 "data_types": {},
 "node_types": {},
 "policy_types": {}
}
