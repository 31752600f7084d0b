"""Reading targets, deployments, plans and operations. Everything takes the team first."""
