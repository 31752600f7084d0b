"""Secrets at rest: the web seals with a public key, only workers hold a private key that opens.

A sealed text is ``v1.`` and the URL-safe base64 of an ephemeral X25519 public key (32 bytes) followed by the
ChaCha20-Poly1305 ciphertext. Key and nonce come from HKDF-SHA256 over the shared secret, bound to both public keys
(the construction of sealed boxes: https://doc.libsodium.org/public-key_cryptography/sealed_boxes). Keys are URL-safe
base64 of their 32 raw bytes. Several private keys may be held at once, so that keys can be rotated.
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PREFIX = "v1."
KEY_LENGTH = 32
NONCE_LENGTH = 12


class SealError(Exception):
    """A sealed text that none of the held keys opens. The message holds nothing of its content."""


class KeyPair(NamedTuple):
    """A public key for the web and its private key for workers, both in URL-safe base64."""

    public: str
    private: str


def generate_keys() -> KeyPair:
    """A new pair of keys."""
    private = X25519PrivateKey.generate()
    return KeyPair(_encode(private.public_key().public_bytes_raw()), _encode(private.private_bytes_raw()))


def seal(text: str, public_key: str | None = None) -> str:
    """Seal a text for the holders of the private key; by default for ``settings.SEAL_PUBLIC_KEY``."""
    recipient = _decode_key(settings.SEAL_PUBLIC_KEY if public_key is None else public_key, "TOPOSMITH_SEAL_PUBLIC_KEY")
    ephemeral = X25519PrivateKey.generate()
    sender = ephemeral.public_key().public_bytes_raw()
    cipher, nonce = _cipher(ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient)), sender, recipient)
    return PREFIX + _encode(sender + cipher.encrypt(nonce, text.encode(), None))


def unseal(sealed: str, private_keys: Sequence[str] | None = None) -> str:
    """The text in the clear; by default with any of ``settings.SEAL_PRIVATE_KEYS``. Raises :class:`SealError`."""
    sender, ciphertext = _parts(sealed)
    for key in settings.SEAL_PRIVATE_KEYS if private_keys is None else private_keys:
        private = X25519PrivateKey.from_private_bytes(_decode_key(key, "TOPOSMITH_SEAL_PRIVATE_KEYS"))
        recipient = private.public_key().public_bytes_raw()
        shared = private.exchange(X25519PublicKey.from_public_bytes(sender))
        cipher, nonce = _cipher(shared, sender, recipient)
        try:
            return cipher.decrypt(nonce, ciphertext, None).decode()
        except InvalidTag:
            continue
    raise SealError("none of this process's private keys opens the sealed text")


def seal_fields(fields: Mapping[str, str], public_key: str | None = None) -> bytes:
    """Seal the typed fields of a credential, as :class:`~provisioners.models.Target` keeps them."""
    return seal(json.dumps(dict(fields), sort_keys=True), public_key).encode()


def unseal_fields(sealed: bytes | None, private_keys: Sequence[str] | None = None) -> dict[str, str]:
    """The fields of a sealed credential; none at all when there is no credential. Raises :class:`SealError`."""
    if sealed is None:
        return {}
    fields: dict[str, str] = json.loads(unseal(bytes(sealed).decode(), private_keys))
    return fields


def keyed_digest(text: str) -> str:
    """A digest by which secrets can be compared but, without ``settings.DIGEST_KEY``, not guessed."""
    if not settings.DIGEST_KEY:
        raise ImproperlyConfigured("TOPOSMITH_DIGEST_KEY is not set")
    return hmac.new(settings.DIGEST_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _cipher(shared: bytes, sender: bytes, recipient: bytes) -> tuple[ChaCha20Poly1305, bytes]:
    """The nonce may come from the key's derivation, since each ephemeral key is used once."""
    info = b"toposmith seal v1" + sender + recipient
    material = HKDF(SHA256(), KEY_LENGTH + NONCE_LENGTH, salt=None, info=info).derive(shared)
    return ChaCha20Poly1305(material[:KEY_LENGTH]), material[KEY_LENGTH:]


def _parts(sealed: str) -> tuple[bytes, bytes]:
    if not sealed.startswith(PREFIX):
        raise SealError("the sealed text has an unknown format")
    try:
        raw = urlsafe_b64decode(sealed.removeprefix(PREFIX))
    except ValueError as error:
        raise SealError("the sealed text is damaged") from error
    if len(raw) < KEY_LENGTH:
        raise SealError("the sealed text is damaged")
    return raw[:KEY_LENGTH], raw[KEY_LENGTH:]


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()


def _decode_key(text: str, variable: str) -> bytes:
    try:
        raw = urlsafe_b64decode(text)
    except ValueError:
        raw = b""
    if len(raw) != KEY_LENGTH:
        raise ImproperlyConfigured(f"{variable} must hold {KEY_LENGTH} bytes in URL-safe base64")
    return raw
