"""Attachments in any S3 API: chunks as objects of their own until the whole is checked, then one object.

`s3://bucket/prefix?endpoint=https://…&region=…`; credentials as boto3 finds them (environment, profile, role).
"""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.exceptions import ClientError

from hall.intake.attachment_store import WrongOffsetError

_PART: Final = re.compile(r"/(\d{12})-(\d{12})$")
_GONE: Final = frozenset({"404", "NoSuchKey", "NotFound"})


class StoreAddressError(Exception):
    """Not the address of a store; the message says why."""


@dataclass(frozen=True)
class S3Store:
    """A chunk's key holds where it begins and ends, so that progress is a listing and a retry changes nothing."""

    client: Any = field(repr=False)
    bucket: str
    prefix: str = ""

    def offset(self, terminal_id: str, digest: str) -> int:
        return self._contiguous(terminal_id, digest)[-1][1] if self._contiguous(terminal_id, digest) else 0

    def append(self, terminal_id: str, digest: str, offset: int, chunk: bytes) -> int:
        held = self.offset(terminal_id, digest)
        if held != offset:
            raise WrongOffsetError(held)
        end = offset + len(chunk)
        key = f"{self._parts(terminal_id, digest)}{offset:012d}-{end:012d}"
        self.client.put_object(Bucket=self.bucket, Key=key, Body=chunk)
        return end

    def finish(self, terminal_id: str, digest: str) -> bool:
        parts = self._contiguous(terminal_id, digest)
        if not parts:
            return self._exists(terminal_id, digest)
        whole = b"".join(self._get(key) for _, _, key in parts)
        is_right = hashlib.sha256(whole).hexdigest() == digest
        if is_right:
            self.client.put_object(Bucket=self.bucket, Key=self._key(terminal_id, digest), Body=whole)
        self._remove_parts(terminal_id, digest)
        return is_right

    def read(self, terminal_id: str, digest: str) -> bytes:
        try:
            return self._get(self._key(terminal_id, digest))
        except ClientError as error:
            if _code(error) in _GONE:
                raise FileNotFoundError(digest) from error
            raise

    def remove(self, terminal_id: str, digest: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=self._key(terminal_id, digest))
        self._remove_parts(terminal_id, digest)

    def _contiguous(self, terminal_id: str, digest: str) -> list[tuple[int, int, str]]:
        """Chunks from the first byte on without a gap: (begin, end, key). Two writers may have left overlaps."""
        found: list[tuple[int, int, str]] = []
        for key in self._listed(self._parts(terminal_id, digest)):
            match = _PART.search(key)
            begin, end = (int(match[1]), int(match[2])) if match else (-1, -1)
            if begin == (found[-1][1] if found else 0):
                found.append((begin, end, key))
        return found

    def _listed(self, prefix: str) -> list[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return sorted(entry["Key"] for page in pages for entry in page.get("Contents", ()))

    def _remove_parts(self, terminal_id: str, digest: str) -> None:
        for key in self._listed(self._parts(terminal_id, digest)):
            self.client.delete_object(Bucket=self.bucket, Key=key)

    def _exists(self, terminal_id: str, digest: str) -> bool:
        try:
            self.client.head_object(Bucket=self.bucket, Key=self._key(terminal_id, digest))
        except ClientError as error:
            if _code(error) in _GONE:
                return False
            raise
        return True

    def _get(self, key: str) -> bytes:
        content: bytes = self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        return content

    def _key(self, terminal_id: str, digest: str) -> str:
        return f"{self.prefix}{terminal_id}/{digest[:2]}/{digest}"

    def _parts(self, terminal_id: str, digest: str) -> str:
        return f"{self.prefix}parts/{terminal_id}/{digest}/"


def open_s3(address: str) -> S3Store:
    """Raises StoreAddressError."""
    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.netloc:
        raise StoreAddressError(f"{address!r}: must be s3://bucket/prefix?endpoint=https://…")
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if unknown := set(options) - {"endpoint", "region"}:
        raise StoreAddressError(f"{address!r}: unknown {', '.join(sorted(unknown))}; known: endpoint, region")
    client = boto3.client("s3", endpoint_url=options.get("endpoint"), region_name=options.get("region", "us-east-1"))
    prefix = parts.path.strip("/")
    return S3Store(client, parts.netloc, f"{prefix}/" if prefix else "")


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
