"""The examples that there are."""

from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "tosca-templates"
EXAMPLES = ("one-container-site", "two-tier-shop", "five-services", "nightly-report")
ENTRY = "template.yaml"
