"""The keys of a home folder: made once, readable by their owner only, given to each process as it needs them."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from provisioners.sealing import generate_keys
from toposmith.supervisor.trouble import CannotStart


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one installation. The web process never gets ``seal_private_key``."""

    secret_key: str
    digest_key: str
    seal_public_key: str
    seal_private_key: str

    def web(self) -> dict[str, str]:
        """The variables of the web process."""
        return {
            "TOPOSMITH_SECRET_KEY": self.secret_key,
            "TOPOSMITH_DIGEST_KEY": self.digest_key,
            "TOPOSMITH_SEAL_PUBLIC_KEY": self.seal_public_key,
        }

    def worker(self) -> dict[str, str]:
        """The variables of a worker, which alone can open what is sealed."""
        return {**self.web(), "TOPOSMITH_SEAL_PRIVATE_KEYS": self.seal_private_key}


def load_or_make(home: Path) -> Keys:
    """The keys in ``home``, made at the first call. Losing the file loses every stored credential."""
    path = home / "keys.json"
    try:
        return Keys(**json.loads(path.read_text()))
    except FileNotFoundError:
        return _make(path)
    except (ValueError, TypeError):
        raise CannotStart(
            f"{path} is damaged. Put back a copy of it; without it stored credentials are lost."
        ) from None


def _make(path: Path) -> Keys:
    pair = generate_keys()
    keys = Keys(secrets.token_urlsafe(48), secrets.token_urlsafe(48), pair.public, pair.private)
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        json.dump(asdict(keys), handle)
    draft.rename(path)
    return keys
