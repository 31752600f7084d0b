"""Certificates, keys and tokens of a cluster that lives as long as its folder."""

from __future__ import annotations

import secrets
from pathlib import Path

from tests.engines.packages import quiet

SUBJECTS = {
    "apiserver": ("/CN=kube-apiserver", "DNS:localhost,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.96.0.1"),
    "kubelet-client": ("/O=system:masters/CN=kubelet-client", "DNS:client"),
    "admin": ("/O=system:masters/CN=admin", "DNS:client"),
    "kubelet": ("/CN=node", "DNS:node,DNS:localhost,IP:{node}"),
}


def make(folder: Path, node: str) -> dict[str, str]:
    """Write an authority, certificates of a cluster whose node has an address, and tokens; these by user's name."""
    folder.mkdir(mode=0o700)
    authority = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=toposmith-tests"]
    quiet(["openssl", "req", *authority, "-keyout", str(folder / "ca.key"), "-out", str(folder / "ca.crt")])
    quiet(["openssl", "genrsa", "-out", str(folder / "accounts.key"), "2048"])
    quiet(["openssl", "rsa", "-in", str(folder / "accounts.key"), "-pubout", "-out", str(folder / "accounts.pub")])
    for name, (subject, names) in SUBJECTS.items():
        _certificate(folder, name, subject, names.format(node=node))
    tokens = {"admin": secrets.token_hex(16), "visitor": secrets.token_hex(16)}
    groups = {"admin": "system:masters", "visitor": "visitors"}
    lines = [f'{token},{user},{user},"{groups[user]}"\n' for user, token in tokens.items()]
    (folder / "tokens.csv").write_text("".join(lines))
    return tokens


def _certificate(folder: Path, name: str, subject: str, names: str) -> None:
    path = folder / name
    path.with_suffix(".ext").write_text(f"extendedKeyUsage=serverAuth,clientAuth\nsubjectAltName={names}\n")
    asked = ["-newkey", "rsa:2048", "-nodes", "-subj", subject]
    quiet(["openssl", "req", *asked, "-keyout", f"{path}.key", "-out", f"{path}.csr"])
    signer = ["-CA", str(folder / "ca.crt"), "-CAkey", str(folder / "ca.key"), "-CAcreateserial", "-days", "2"]
    quiet(["openssl", "x509", "-req", "-in", f"{path}.csr", *signer, "-extfile", f"{path}.ext", "-out", f"{path}.crt"])
