"""What scopes contribute to the indexes, by bucket; and whether a bucket is worth checking at all."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from .registry import INDEXES, Member

Bucket = tuple[str, Hashable]
Contribution = tuple[tuple[int, Any], ...]


class Buckets:
    """The entries of all indexes: bucket (index and key) -> scope -> (node, value) pairs."""

    def __init__(self) -> None:
        self._contents: dict[Bucket, dict[int, Contribution]] = {}
        self._kinds: dict[Bucket, dict[Hashable, int]] = {}

    def replace(self, bucket: Bucket, scope: int, entries: Contribution | None) -> None:
        """Put what a scope contributes to a bucket in the place of what it did; None takes it away."""
        contents = self._contents.setdefault(bucket, {})
        before = contents.pop(scope, ())
        if entries is not None:
            contents[scope] = entries
        if not contents:
            del self._contents[bucket]
        kind = INDEXES[bucket[0]].kind
        if kind is not None:
            self._count(bucket, [kind(value) for _, value in before], [kind(value) for _, value in entries or ()])

    def _count(self, bucket: Bucket, before: list[Hashable], after: list[Hashable]) -> None:
        counts = self._kinds.setdefault(bucket, {})
        for kind in after:
            counts[kind] = counts.get(kind, 0) + 1
        for kind in before:
            counts[kind] -= 1
            if not counts[kind]:
                del counts[kind]
        if not counts:
            del self._kinds[bucket]

    def members(self, bucket: Bucket) -> list[Member]:
        """Return the entries of a bucket in the order of their nodes; none when its rules could find nothing there."""
        contents = self._contents.get(bucket, {})
        index = INDEXES[bucket[0]]
        if len(contents) < 2 and sum(map(len, contents.values())) < index.least:
            return []
        if index.kind is not None and len(self._kinds.get(bucket, ())) < 2:
            return []
        members = [Member(node, scope, value) for scope, entries in contents.items() for node, value in entries]
        members.sort(key=lambda member: member.node)
        return members
