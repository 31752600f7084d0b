"""The types of tosca_simple_1_0, generated from its YAML by `python -m topology.profiles.generate`."""

from typing import Any

TYPES: Any = {
 "artifact_types": {
  "tosca.artifacts.Root": {
   "description": "What every artifact type derives from."
  },
  "tosca.artifacts.File": {
   "derived_from": "tosca.artifacts.Root",
   "metadata": {
    "shorthand": "File"
   },
   "description": "A file that is neither run nor deployed."
  },
  "tosca.artifacts.Deployment": {
   "derived_from": "tosca.artifacts.Root",
   "description": "What is deployed."
  },
  "tosca.artifacts.Deployment.Image": {
   "derived_from": "tosca.artifacts.Deployment",
   "metadata": {
    "shorthand": "Deployment.Image"
   },
   "description": "A closed package of a node, installed and configured already."
  },
  "tosca.artifacts.Deployment.Image.VM": {
   "derived_from": "tosca.artifacts.Deployment.Image",
   "description": "The image of a virtual machine."
  },
  "tosca.artifacts.Implementation": {
   "derived_from": "tosca.artifacts.Root",
   "description": "What implements an operation."
  },
  "tosca.artifacts.Implementation.Bash": {
   "derived_from": "tosca.artifacts.Implementation",
   "metadata": {
    "shorthand": "Bash"
   },
   "description": "A script for Bash.",
   "mime_type": "application/x-sh",
   "file_ext": [
    "sh"
   ]
  },
  "tosca.artifacts.Implementation.Python": {
   "derived_from": "tosca.artifacts.Implementation",
   "metadata": {
    "shorthand": "Python"
   },
   "description": "A program for Python's interpreter.",
   "mime_type": "application/x-python",
   "file_ext": [
    "py"
   ]
  },
  "tosca.artifacts.Deployment.Image.Container.Docker": {
   "derived_from": "tosca.artifacts.Deployment.Image",
   "description": "A container image for Docker."
  },
  "tosca.artifacts.Deployment.Image.VM.ISO": {
   "derived_from": "tosca.artifacts.Deployment.Image.VM",
   "description": "The image of a virtual machine in ISO format.",
   "mime_type": "application/octet-stream",
   "file_ext": [
    "iso"
   ]
  },
  "tosca.artifacts.Deployment.Image.VM.QCOW2": {
   "derived_from": "tosca.artifacts.Deployment.Image.VM",
   "description": "The image of a virtual machine in QCOW2 format.",
   "mime_type": "application/octet-stream",
   "file_ext": [
    "qcow2"
   ]
  }
 },
 "capability_types": {
  "tosca.capabilities.Root": {
   "description": "What every capability type derives from."
  },
  "tosca.capabilities.Node": {
   "derived_from": "tosca.capabilities.Root",
   "metadata": {
    "shorthand": "Node"
   },
   "description": "What every node offers."
  },
  "tosca.capabilities.Container": {
   "derived_from": "tosca.capabilities.Root",
   "metadata": {
    "shorthand": "Container"
   },
   "description": "A place for other nodes to run.",
   "properties": {
    "num_cpus": {
     "type": "integer",
     "required": "false",
     "constraints": [
      {
       "greater_or_equal": "1"
      }
     ]
    },
    "cpu_frequency": {
     "type": "scalar-unit.frequency",
     "required": "false",
     "constraints": [
      {
       "greater_or_equal": "0.1 GHz"
      }
     ]
    },
    "disk_size": {
     "type": "scalar-unit.size",
     "required": "false",
     "constraints": [
      {
       "greater_or_equal": "0 MB"
      }
     ]
    },
    "mem_size": {
     "type": "scalar-unit.size",
     "required": "false",
     "constraints": [
      {
       "greater_or_equal": "0 MB"
      }
     ]
    }
   }
  },
  "tosca.capabilities.Endpoint": {
   "derived_from": "tosca.capabilities.Root",
   "metadata": {
    "shorthand": "Endpoint"
   },
   "description": "Something to connect to over a network.",
   "properties": {
    "protocol": {
     "type": "string",
     "default": "tcp"
    },
    "port": {
     "type": "tosca.datatypes.network.PortDef",
     "required": "false"
    },
    "secure": {
     "type": "boolean",
     "required": "false",
     "default": "false"
    },
    "url_path": {
     "type": "string",
     "required": "false"
    },
    "port_name": {
     "type": "string",
     "required": "false"
    },
    "network_name": {
     "type": "string",
     "required": "false",
     "default": "PRIVATE"
    },
    "initiator": {
     "type": "string",
     "required": "false",
     "default": "source",
     "constraints": [
      {
       "valid_values": [
        "source",
        "target",
        "peer"
       ]
      }
     ]
    },
    "ports": {
     "type": "map",
     "required": "false",
     "constraints": [
      {
       "min_length": "1"
      }
     ],
     "entry_schema": {
      "type": "tosca.datatypes.network.PortSpec"
     }
    }
   },
   "attributes": {
    "ip_address": {
     "type": "string"
    }
   }
  },
  "tosca.capabilities.Endpoint.Public": {
   "derived_from": "tosca.capabilities.Endpoint",
   "metadata": {
    "shorthand": "Endpoint.Public"
   },
   "description": "An endpoint that the internet reaches.",
   "properties": {
    "network_name": {
     "type": "string",
     "default": "PUBLIC",
     "constraints": [
      {
       "equal": "PUBLIC"
      }
     ]
    },
    "floating": {
     "type": "boolean",
     "default": "false",
     "status": "experimental"
    },
    "dns_name": {
     "type": "string",
     "required": "false",
     "status": "experimental"
    }
   }
  },
  "tosca.capabilities.Endpoint.Admin": {
   "derived_from": "tosca.capabilities.Endpoint",
   "metadata": {
    "shorthand": "Endpoint.Admin"
   },
   "description": "An endpoint for administrators; always secure.",
   "properties": {
    "secure": {
     "type": "boolean",
     "default": "true",
     "constraints": [
      {
       "equal": "true"
      }
     ]
    }
   }
  },
  "tosca.capabilities.Endpoint.Database": {
   "derived_from": "tosca.capabilities.Endpoint",
   "metadata": {
    "shorthand": "Endpoint.Database"
   },
   "description": "An endpoint of a database."
  },
  "tosca.capabilities.Attachment": {
   "derived_from": "tosca.capabilities.Root",
   "metadata": {
    "shorthand": "Attachment"
   },
   "description": "A device that can be attached."
  },
  "tosca.capabilities.OperatingSystem": {
   "derived_from": "tosca.capabilities.Root",
   "metadata": {
    "shorthand": "OperatingSystem"
   },
   "description": "The operating system of a node.",
   "properties": {
    "architecture": {
     "type": "string",
     "required": "false"
    },
    "type": {
     "type": "string",
     "required": "false"
    },
    "distribution": {
     "type": "string",
     "required": "false"
    },
    "version": {
     "type": "version",
     "required": "false"
    }
   }
  },
  "tosca.capabilities.Scalable": {
   "derived_from": "tosca.capabilities.Root",
   "metadata": {
    "shorthand": "Scalable"
   },
   "description": "How many instances a node may have.",
   "properties": {
    "min_instances": {
     "type": "integer",
     "default": "1"
    },
    "max_instances": {
     "type": "integer",
     "default": "1"
    },
    "default_instances": {
     "type": "integer",
     "required": "false"
    }
   }
  },
  "tosca.capabilities.network.Bindable": {
   "derived_from": "tosca.capabilities.Node",
   "metadata": {
    "shorthand": "network.Bindable"
   },
   "description": "A port can be bound to the node."
  },
  "tosca.capabilities.network.Linkable": {
   "derived_from": "tosca.capabilities.Node",
   "metadata": {
    "shorthand": "Linkable"
   },
   "description": "A port can be linked to the network."
  },
  "tosca.capabilities.Container.Docker": {
   "derived_from": "tosca.capabilities.Container",
   "metadata": {
    "shorthand": "Container.Docker"
   },
   "description": "A place for Docker containers to run.",
   "properties": {
    "version": {
     "type": "list",
     "required": "false",
     "entry_schema": {
      "type": "version"
     }
    },
    "publish_all": {
     "type": "boolean",
     "required": "false",
     "default": "false"
    },
    "publish_ports": {
     "type": "list",
     "required": "false",
     "entry_schema": {
      "type": "tosca.datatypes.network.PortSpec"
     }
    },
    "expose_ports": {
     "type": "list",
     "required": "false",
     "entry_schema": {
      "type": "tosca.datatypes.network.PortSpec"
     }
    },
    "volumes": {
     "type": "list",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    },
    "host_id": {
     "type": "string",
     "required": "false"
    },
    "volume_id": {
     "type": "string",
     "required": "false"
    }
   }
  }
 },
 "data_types": {
  "tosca.datatypes.Root": {
   "description": "What every complex data type derives from."
  },
  "tosca.datatypes.Credential": {
   "derived_from": "tosca.datatypes.Root",
   "metadata": {
    "shorthand": "Credential"
   },
   "description": "What proves the right to use a resource on a network.",
   "properties": {
    "protocol": {
     "type": "string",
     "required": "false"
    },
    "token_type": {
     "type": "string",
     "default": "password"
    },
    "token": {
     "type": "string"
    },
    "keys": {
     "type": "map",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    },
    "user": {
     "type": "string",
     "required": "false"
    }
   }
  },
  "tosca.datatypes.network.NetworkInfo": {
   "derived_from": "tosca.datatypes.Root",
   "metadata": {
    "shorthand": "NetworkInfo"
   },
   "description": "A logical network as the platform made it.",
   "properties": {
    "network_name": {
     "type": "string",
     "required": "false"
    },
    "network_id": {
     "type": "string",
     "required": "false"
    },
    "addresses": {
     "type": "list",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    }
   }
  },
  "tosca.datatypes.network.PortInfo": {
   "derived_from": "tosca.datatypes.Root",
   "metadata": {
    "shorthand": "PortInfo"
   },
   "description": "A network port as the platform made it.",
   "properties": {
    "port_name": {
     "type": "string",
     "required": "false"
    },
    "port_id": {
     "type": "string",
     "required": "false"
    },
    "network_id": {
     "type": "string",
     "required": "false"
    },
    "mac_address": {
     "type": "string",
     "required": "false"
    },
    "addresses": {
     "type": "list",
     "required": "false",
     "entry_schema": {
      "type": "string"
     }
    }
   }
  },
  "tosca.datatypes.network.PortDef": {
   "derived_from": "integer",
   "metadata": {
    "shorthand": "PortDef"
   },
   "description": "The number of a network port.",
   "constraints": [
    {
     "in_range": [
      "1",
      "65535"
     ]
    }
   ]
  },
  "tosca.datatypes.network.PortSpec": {
   "derived_from": "tosca.datatypes.Root",
   "metadata": {
    "shorthand": "PortSpec"
   },
   "description": "The ports of a connection at both of its ends.",
   "properties": {
    "protocol": {
     "type": "string",
     "default": "tcp",
     "constraints": [
      {
       "valid_values": [
        "udp",
        "tcp",
        "igmp"
       ]
      }
     ]
    },
    "target": {
     "type": "tosca.datatypes.network.PortDef",
     "required": "false"
    },
    "target_range": {
     "type": "range",
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
    "source": {
     "type": "tosca.datatypes.network.PortDef",
     "required": "false"
    },
    "source_range": {
     "type": "range",
     "required": "false",
     "constraints": [
      {
       "in_range": [
        "1",
        "65535"
       ]
      }
     ]
    }
   }
  }
 },
 "group_types": {
  "tosca.groups.Root": {
   "description": "What every group type derives from.",
   "interfaces": {
    "Standard": {
     "type": "tosca.interfaces.node.lifecycle.Standard"
    }
   }
  }
 },
 "interface_types": {
  "tosca.interfaces.Root": {
   "description": "What every interface type derives from."
  },
  "tosca.interfaces.node.lifecycle.Standard": {
   "derived_from": "tosca.interfaces.Root",
   "metadata": {
    "shorthand": "Standard"
   },
   "description": "The life of a node.",
   "operations": {
    "create": {
     "description": "Brings the node into being."
    },
    "configure": {
     "description": "Sets the node up."
    },
    "start": {
     "description": "Starts the node."
    },
    "stop": {
     "description": "Stops the node."
    },
    "delete": {
     "description": "Removes the node."
    }
   }
  },
  "tosca.interfaces.relationship.Configure": {
   "derived_from": "tosca.interfaces.Root",
   "metadata": {
    "shorthand": "Configure"
   },
   "description": "What happens at both ends of a relationship.",
   "operations": {
    "pre_configure_source": {
     "description": "Before the source is configured."
    },
    "pre_configure_target": {
     "description": "Before the target is configured."
    },
    "post_configure_source": {
     "description": "After the source was configured."
    },
    "post_configure_target": {
     "description": "After the target was configured."
    },
    "add_target": {
     "description": "Tells the source of a new target."
    },
    "add_source": {
     "description": "Tells the target of a new source."
    },
    "target_changed": {
     "description": "Tells the source that its target changed."
    },
    "remove_target": {
     "description": "Tells the source that a target goes away."
    }
   }
  }
 },
 "node_types": {
  "tosca.nodes.Root": {
   "metadata": {
    "shorthand": "Root"
   },
   "description": "What every node type derives from.",
   "attributes": {
    "tosca_id": {
     "type": "string"
    },
    "tosca_name": {
     "type": "string"
    },
    "state": {
     "type": "string",
     "default": "initial"
    }
   },
   "capabilities": {
    "feature": {
     "type": "tosca.capabilities.Node"
    }
   },
   "requirements": [
    {
     "dependency": {
      "capability": "tosca.capabilities.Node",
      "node": "tosca.nodes.Root",
      "relationship": "tosca.relationships.DependsOn",
      "occurrences": [
       "0",
       "UNBOUNDED"
      ]
     }
    }
   ],
   "interfaces": {
    "Standard": {
     "type": "tosca.interfaces.node.lifecycle.Standard"
    }
   }
  },
  "tosca.nodes.Compute": {
   "derived_from": "tosca.nodes.Root",
   "metadata": {
    "shorthand": "Compute"
   },
   "description": "A computer, real or virtual.",
   "attributes": {
    "private_address": {
     "type": "string"
    },
    "public_address": {
     "type": "string"
    },
    "networks": {
     "type": "map",
     "entry_schema": {
      "type": "tosca.datatypes.network.NetworkInfo"
     }
    },
    "ports": {
     "type": "map",
     "entry_schema": {
      "type": "tosca.datatypes.network.PortInfo"
     }
    }
   },
   "requirements": [
    {
     "local_storage": {
      "capability": "tosca.capabilities.Attachment",
      "node": "tosca.nodes.BlockStorage",
      "relationship": "tosca.relationships.AttachesTo",
      "occurrences": [
       "0",
       "UNBOUNDED"
      ]
     }
    }
   ],
   "capabilities": {
    "host": {
     "type": "tosca.capabilities.Container",
     "valid_source_types": [
      "tosca.nodes.SoftwareComponent"
     ]
    },
    "endpoint": {
     "type": "tosca.capabilities.Endpoint.Admin"
    },
    "os": {
     "type": "tosca.capabilities.OperatingSystem"
    },
    "scalable": {
     "type": "tosca.capabilities.Scalable"
    },
    "binding": {
     "type": "tosca.capabilities.network.Bindable"
    }
   }
  },
  "tosca.nodes.SoftwareComponent": {
   "derived_from": "tosca.nodes.Root",
   "metadata": {
    "shorthand": "SoftwareComponent"
   },
   "description": "Software that runs on a computer.",
   "properties": {
    "component_version": {
     "type": "version",
     "required": "false"
    },
    "admin_credential": {
     "type": "tosca.datatypes.Credential",
     "required": "false"
    }
   },
   "requirements": [
    {
     "host": {
      "capability": "tosca.capabilities.Container",
      "node": "tosca.nodes.Compute",
      "relationship": "tosca.relationships.HostedOn"
     }
    }
   ]
  },
  "tosca.nodes.WebServer": {
   "derived_from": "tosca.nodes.SoftwareComponent",
   "metadata": {
    "shorthand": "WebServer"
   },
   "description": "A server for web applications.",
   "capabilities": {
    "data_endpoint": "tosca.capabilities.Endpoint",
    "admin_endpoint": "tosca.capabilities.Endpoint.Admin",
    "host": {
     "type": "tosca.capabilities.Container",
     "valid_source_types": [
      "tosca.nodes.WebApplication"
     ]
    }
   }
  },
  "tosca.nodes.WebApplication": {
   "derived_from": "tosca.nodes.Root",
   "metadata": {
    "shorthand": "WebApplication"
   },
   "description": "An application that a web server runs.",
   "properties": {
    "context_root": {
     "type": "string",
     "required": "false"
    }
   },
   "capabilities": {
    "app_endpoint": {
     "type": "tosca.capabilities.Endpoint"
    }
   },
   "requirements": [
    {
     "host": {
      "capability": "tosca.capabilities.Container",
      "node": "tosca.nodes.WebServer",
      "relationship": "tosca.relationships.HostedOn"
     }
    }
   ]
  },
  "tosca.nodes.DBMS": {
   "derived_from": "tosca.nodes.SoftwareComponent",
   "metadata": {
    "shorthand": "DBMS"
   },
   "description": "A system that manages databases.",
   "properties": {
    "root_password": {
     "type": "string",
     "required": "false"
    },
    "port": {
     "type": "integer",
     "required": "false"
    }
   },
   "capabilities": {
    "host": {
     "type": "tosca.capabilities.Container",
     "valid_source_types": [
      "tosca.nodes.Database"
     ]
    }
   }
  },
  "tosca.nodes.Database": {
   "derived_from": "tosca.nodes.Root",
   "metadata": {
    "shorthand": "Database"
   },
   "description": "A database that a database management system keeps.",
   "properties": {
    "name": {
     "type": "string"
    },
    "port": {
     "type": "integer",
     "required": "false"
    },
    "user": {
     "type": "string",
     "required": "false"
    },
    "password": {
     "type": "string",
     "required": "false"
    }
   },
   "requirements": [
    {
     "host": {
      "capability": "tosca.capabilities.Container",
      "node": "tosca.nodes.DBMS",
      "relationship": "tosca.relationships.HostedOn"
     }
    }
   ],
   "capabilities": {
    "database_endpoint": {
     "type": "tosca.capabilities.Endpoint.Database"
    }
   }
  },
  "tosca.nodes.ObjectStorage": {
   "derived_from": "tosca.nodes.Root",
   "metadata": {
    "shorthand": "ObjectStorage"
   },
   "description": "Storage for objects.",
   "properties": {
    "name": {
     "type": "string"
    },
    "size": {
     "type": "scalar-unit.size",
     "required": "false",
     "constraints": [
      {
       "greater_or_equal": "0 GB"
      }
     ]
    },
    "maxsize": {
     "type": "scalar-unit.size",
     "required": "false",
     "constraints": [
      {
       "greater_or_equal": "0 GB"
      }
     ]
    }
   },
   "capabilities": {
    "storage_endpoint": {
     "type": "tosca.capabilities.Endpoint"
    }
   }
  },
  "tosca.nodes.BlockStorage": {
   "derived_from": "tosca.nodes.Root",
   "metadata": {
    "shorthand": "BlockStorage"
   },
   "description": "A block device for one computer.",
   "properties": {
    "size": {
     "type": "scalar-unit.size",
     "required": "false",
     "constraints": [
      {
       "greater_or_equal": "1 MB"
      }
     ]
    },
    "volume_id": {
     "type": "string",
     "required": "false"
    },
    "snapshot_id": {
     "type": "string",
     "required": "false"
    }
   },
   "capabilities": {
    "attachment": {
     "type": "tosca.capabilities.Attachment"
    }
   }
  },
  "tosca.nodes.Container.Runtime": {
   "derived_from": "tosca.nodes.SoftwareComponent",
   "metadata": {
    "shorthand": "Container.Runtime"
   },
   "description": "Software that runs containers.",
   "capabilities": {
    "host": {
     "type": "tosca.capabilities.Container",
     "valid_source_types": [
      "tosca.nodes.Container.Application"
     ]
    },
    "scalable": {
     "type": "tosca.capabilities.Scalable"
    }
   }
  },
  "tosca.nodes.Container.Application": {
   "derived_from": "tosca.nodes.Root",
   "metadata": {
    "shorthand": "Container.Application"
   },
   "description": "An application that runs in containers.",
   "requirements": [
    {
     "host": {
      "capability": "tosca.capabilities.Container",
      "node": "tosca.nodes.Container.Runtime",
      "relationship": "tosca.relationships.HostedOn"
     }
    }
   ]
  },
  "tosca.nodes.LoadBalancer": {
   "derived_from": "tosca.nodes.Root",
   "metadata": {
    "shorthand": "LoadBalancer"
   },
   "description": "Spreads traffic over the instances of an application.",
   "properties": {
    "algorithm": {
     "type": "string",
     "required": "false",
     "status": "experimental"
    }
   },
   "capabilities": {
    "client": {
     "type": "tosca.capabilities.Endpoint.Public",
     "occurrences": [
      "0",
      "UNBOUNDED"
     ]
    }
   },
   "requirements": [
    {
     "application": {
      "capability": "tosca.capabilities.Endpoint",
      "relationship": "tosca.relationships.RoutesTo",
      "occurrences": [
       "0",
       "UNBOUNDED"
      ]
     }
    }
   ]
  },
  "tosca.nodes.network.Network": {
   "derived_from": "tosca.nodes.Root",
   "metadata": {
    "shorthand": "Network"
   },
   "description": "A logical network.",
   "properties": {
    "ip_version": {
     "type": "integer",
     "required": "false",
     "default": "4",
     "constraints": [
      {
       "valid_values": [
        "4",
        "6"
       ]
      }
     ]
    },
    "cidr": {
     "type": "string",
     "required": "false"
    },
    "start_ip": {
     "type": "string",
     "required": "false"
    },
    "end_ip": {
     "type": "string",
     "required": "false"
    },
    "gateway_ip": {
     "type": "string",
     "required": "false"
    },
    "network_name": {
     "type": "string",
     "required": "false"
    },
    "network_id": {
     "type": "string",
     "required": "false"
    },
    "segmentation_id": {
     "type": "string",
     "required": "false"
    },
    "network_type": {
     "type": "string",
     "required": "false"
    },
    "physical_network": {
     "type": "string",
     "required": "false"
    },
    "dhcp_enabled": {
     "type": "boolean",
     "required": "false",
     "default": "true"
    }
   },
   "attributes": {
    "segmentation_id": {
     "type": "string"
    }
   },
   "capabilities": {
    "link": {
     "type": "tosca.capabilities.network.Linkable"
    }
   }
  },
  "tosca.nodes.network.Port": {
   "derived_from": "tosca.nodes.Root",
   "metadata": {
    "shorthand": "Port"
   },
   "description": "A network interface of a computer.",
   "properties": {
    "ip_address": {
     "type": "string",
     "required": "false"
    },
    "order": {
     "type": "integer",
     "default": "0",
     "constraints": [
      {
       "greater_or_equal": "0"
      }
     ]
    },
    "is_default": {
     "type": "boolean",
     "required": "false",
     "default": "false"
    },
    "ip_range_start": {
     "type": "string",
     "required": "false"
    },
    "ip_range_end": {
     "type": "string",
     "required": "false"
    }
   },
   "attributes": {
    "ip_address": {
     "type": "string"
    }
   },
   "requirements": [
    {
     "link": {
      "capability": "tosca.capabilities.network.Linkable",
      "relationship": "tosca.relationships.network.LinksTo"
     }
    },
    {
     "binding": {
      "capability": "tosca.capabilities.network.Bindable",
      "relationship": "tosca.relationships.network.BindsTo"
     }
    }
   ]
  },
  "tosca.nodes.Database.MySQL": {
   "derived_from": "tosca.nodes.Database",
   "description": "A database in MySQL.",
   "requirements": [
    {
     "host": {
      "capability": "tosca.capabilities.Container",
      "node": "tosca.nodes.DBMS.MySQL",
      "relationship": "tosca.relationships.HostedOn"
     }
    }
   ]
  },
  "tosca.nodes.DBMS.MySQL": {
   "derived_from": "tosca.nodes.DBMS",
   "description": "MySQL.",
   "properties": {
    "port": {
     "type": "integer",
     "default": "3306"
    },
    "root_password": {
     "type": "string"
    }
   },
   "capabilities": {
    "host": {
     "type": "tosca.capabilities.Container",
     "valid_source_types": [
      "tosca.nodes.Database.MySQL"
     ]
    }
   }
  },
  "tosca.nodes.WebServer.Apache": {
   "derived_from": "tosca.nodes.WebServer",
   "description": "Apache's web server."
  },
  "tosca.nodes.WebApplication.WordPress": {
   "derived_from": "tosca.nodes.WebApplication",
   "description": "WordPress.",
   "properties": {
    "admin_user": {
     "type": "string"
    },
    "admin_password": {
     "type": "string"
    },
    "db_host": {
     "type": "string"
    }
   },
   "requirements": [
    {
     "database_endpoint": {
      "capability": "tosca.capabilities.Endpoint.Database",
      "node": "tosca.nodes.Database",
      "relationship": "tosca.relationships.ConnectsTo"
     }
    }
   ]
  },
  "tosca.nodes.WebServer.Nodejs": {
   "derived_from": "tosca.nodes.WebServer",
   "description": "An application on Node.js.",
   "properties": {
    "github_url": {
     "type": "string",
     "required": "false"
    }
   }
  },
  "tosca.nodes.Container.Application.Docker": {
   "derived_from": "tosca.nodes.Container.Application",
   "description": "An application in Docker containers.",
   "requirements": [
    {
     "host": {
      "capability": "tosca.capabilities.Container.Docker"
     }
    }
   ]
  }
 },
 "policy_types": {
  "tosca.policies.Root": {
   "description": "What every policy type derives from."
  },
  "tosca.policies.Placement": {
   "derived_from": "tosca.policies.Root",
   "description": "Where nodes are placed."
  },
  "tosca.policies.Scaling": {
   "derived_from": "tosca.policies.Root",
   "description": "How many instances nodes have."
  },
  "tosca.policies.Update": {
   "derived_from": "tosca.policies.Root",
   "description": "How nodes are brought up to date."
  },
  "tosca.policies.Performance": {
   "derived_from": "tosca.policies.Root",
   "description": "How fast nodes have to be."
  }
 },
 "relationship_types": {
  "tosca.relationships.Root": {
   "description": "What every relationship type derives from.",
   "attributes": {
    "tosca_id": {
     "type": "string"
    },
    "tosca_name": {
     "type": "string"
    },
    "state": {
     "type": "string",
     "default": "initial"
    }
   },
   "interfaces": {
    "Configure": {
     "type": "tosca.interfaces.relationship.Configure"
    }
   }
  },
  "tosca.relationships.DependsOn": {
   "derived_from": "tosca.relationships.Root",
   "metadata": {
    "shorthand": "DependsOn"
   },
   "description": "The source needs the target.",
   "valid_target_types": [
    "tosca.capabilities.Node"
   ]
  },
  "tosca.relationships.HostedOn": {
   "derived_from": "tosca.relationships.Root",
   "metadata": {
    "shorthand": "HostedOn"
   },
   "description": "The source runs on the target.",
   "valid_target_types": [
    "tosca.capabilities.Container"
   ]
  },
  "tosca.relationships.ConnectsTo": {
   "derived_from": "tosca.relationships.Root",
   "metadata": {
    "shorthand": "ConnectsTo"
   },
   "description": "The source speaks to the target over a network.",
   "valid_target_types": [
    "tosca.capabilities.Endpoint"
   ],
   "properties": {
    "credential": {
     "type": "tosca.datatypes.Credential",
     "required": "false"
    }
   }
  },
  "tosca.relationships.AttachesTo": {
   "derived_from": "tosca.relationships.Root",
   "metadata": {
    "shorthand": "AttachesTo"
   },
   "description": "The target, such as a volume, is attached to the source.",
   "valid_target_types": [
    "tosca.capabilities.Attachment"
   ],
   "properties": {
    "location": {
     "type": "string",
     "constraints": [
      {
       "min_length": "1"
      }
     ]
    },
    "device": {
     "type": "string",
     "required": "false"
    }
   },
   "attributes": {
    "device": {
     "type": "string"
    }
   }
  },
  "tosca.relationships.RoutesTo": {
   "derived_from": "tosca.relationships.ConnectsTo",
   "metadata": {
    "shorthand": "RoutesTo"
   },
   "description": "The source passes traffic on to the target in another network.",
   "valid_target_types": [
    "tosca.capabilities.Endpoint"
   ]
  },
  "tosca.relationships.network.LinksTo": {
   "derived_from": "tosca.relationships.DependsOn",
   "metadata": {
    "shorthand": "LinksTo"
   },
   "description": "The source is part of the network.",
   "valid_target_types": [
    "tosca.capabilities.network.Linkable"
   ]
  },
  "tosca.relationships.network.BindsTo": {
   "derived_from": "tosca.relationships.DependsOn",
   "metadata": {
    "shorthand": "network.BindsTo"
   },
   "description": "The port belongs to the computer.",
   "valid_target_types": [
    "tosca.capabilities.network.Bindable"
   ]
  }
 }
}

SHORTHANDS: Any = {
 "artifact_types": {
  "File": "tosca.artifacts.File",
  "Deployment.Image": "tosca.artifacts.Deployment.Image",
  "Bash": "tosca.artifacts.Implementation.Bash",
  "Python": "tosca.artifacts.Implementation.Python"
 },
 "capability_types": {
  "Node": "tosca.capabilities.Node",
  "Container": "tosca.capabilities.Container",
  "Endpoint": "tosca.capabilities.Endpoint",
  "Endpoint.Public": "tosca.capabilities.Endpoint.Public",
  "Endpoint.Admin": "tosca.capabilities.Endpoint.Admin",
  "Endpoint.Database": "tosca.capabilities.Endpoint.Database",
  "Attachment": "tosca.capabilities.Attachment",
  "OperatingSystem": "tosca.capabilities.OperatingSystem",
  "Scalable": "tosca.capabilities.Scalable",
  "network.Bindable": "tosca.capabilities.network.Bindable",
  "Linkable": "tosca.capabilities.network.Linkable",
  "Container.Docker": "tosca.capabilities.Container.Docker"
 },
 "data_types": {
  "Credential": "tosca.datatypes.Credential",
  "NetworkInfo": "tosca.datatypes.network.NetworkInfo",
  "PortInfo": "tosca.datatypes.network.PortInfo",
  "PortDef": "tosca.datatypes.network.PortDef",
  "PortSpec": "tosca.datatypes.network.PortSpec"
 },
 "group_types": {},
 "interface_types": {
  "Standard": "tosca.interfaces.node.lifecycle.Standard",
  "Configure": "tosca.interfaces.relationship.Configure"
 },
 "node_types": {
  "Root": "tosca.nodes.Root",
  "Compute": "tosca.nodes.Compute",
  "SoftwareComponent": "tosca.nodes.SoftwareComponent",
  "WebServer": "tosca.nodes.WebServer",
  "WebApplication": "tosca.nodes.WebApplication",
  "DBMS": "tosca.nodes.DBMS",
  "Database": "tosca.nodes.Database",
  "ObjectStorage": "tosca.nodes.ObjectStorage",
  "BlockStorage": "tosca.nodes.BlockStorage",
  "Container.Runtime": "tosca.nodes.Container.Runtime",
  "Container.Application": "tosca.nodes.Container.Application",
  "LoadBalancer": "tosca.nodes.LoadBalancer",
  "Network": "tosca.nodes.network.Network",
  "Port": "tosca.nodes.network.Port"
 },
 "policy_types": {},
 "relationship_types": {
  "DependsOn": "tosca.relationships.DependsOn",
  "HostedOn": "tosca.relationships.HostedOn",
  "ConnectsTo": "tosca.relationships.ConnectsTo",
  "AttachesTo": "tosca.relationships.AttachesTo",
  "RoutesTo": "tosca.relationships.RoutesTo",
  "LinksTo": "tosca.relationships.network.LinksTo",
  "network.BindsTo": "tosca.relationships.network.BindsTo"
 }
}
