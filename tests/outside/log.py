"""The log: hashes and proofs (section 8, RFC 6962)."""

from notes import ensure, sha256


def leaf(entry):
    return sha256(b"\x00", entry)


def tree_root(leaves):
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01", tree_root(leaves[:split]), tree_root(leaves[split:]))


def root_from_proof(hash_, index, size, proof):
    """RFC 9162 section 2.1.3.2."""
    ensure(index < size, "an index beyond the log")
    place, last = index, size - 1
    for sibling in proof:
        ensure(last > 0, "a proof that is too long")
        if place & 1 or place == last:
            hash_ = sha256(b"\x01", sibling, hash_)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            hash_ = sha256(b"\x01", hash_, sibling)
        place, last = place >> 1, last >> 1
    ensure(last == 0, "a proof that is too short")
    return hash_
