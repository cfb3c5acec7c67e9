"""Reads tables of double precision numbers out of Debian's libxtb6 (libxtb.so.6.5.1, LGPL-3.0-or-later)."""

import struct
import subprocess
from pathlib import Path

VERSION = "6.5.1"


def library_path():
    """The shared library as the package manager installed it, whatever the processor."""
    listed = subprocess.run(["dpkg", "-L", "libxtb6"], check=True, capture_output=True, text=True).stdout.split()
    found = [name for name in listed if name.endswith(f"libxtb.so.{VERSION}")]
    if len(found) != 1:
        raise SystemExit(f"libxtb.so.{VERSION} of the package libxtb6 is needed, but dpkg lists {found or 'none'}.")
    return Path(found[0])


class Library:
    """The bytes of a 64-bit little-endian ELF file."""

    def __init__(self, path=None):
        self.path = Path(path) if path else library_path()
        self.data = self.path.read_bytes()
        if self.data[:6] != b"\x7fELF\x02\x01":
            raise SystemExit(f"{self.path}: a 64-bit little-endian ELF file was expected.")
        self.segments = self._segments()
        self.symbols = self._symbols()

    def symbol(self, name, count):
        """The first numbers of an exported array."""
        if name not in self.symbols:
            raise SystemExit(f"{self.path}: the symbol {name} was expected, but is missing.")
        return self._doubles(self._offset(self.symbols[name]), count)

    def starting_with(self, leading, count):
        """The numbers of the only array (or of its identical copies) that begins like this."""
        pattern = struct.pack(f"<{len(leading)}d", *leading)
        found, at = set(), self.data.find(pattern)
        while at >= 0:
            if at % 8 == 0:
                found.add(self._doubles(at, count))
            at = self.data.find(pattern, at + 1)
        if len(found) != 1:
            raise SystemExit(f"{self.path}: one array beginning with {leading} was expected, but {len(found)} were found.")
        return found.pop()

    def _doubles(self, offset, count):
        return struct.unpack_from(f"<{count}d", self.data, offset)

    def _segments(self):
        (table,) = struct.unpack_from("<Q", self.data, 0x20)
        size, count = struct.unpack_from("<HH", self.data, 0x36)
        headers = (struct.unpack_from("<IIQQQQ", self.data, table + i * size) for i in range(count))
        return [(address, address + length, offset) for kind, _, offset, address, _, length in headers if kind == 1]

    def _offset(self, address):
        for first, last, offset in self.segments:
            if first <= address < last:
                return address - first + offset
        raise SystemExit(f"{self.path}: no bytes for the address {address:#x}.")

    def _symbols(self):
        (table,) = struct.unpack_from("<Q", self.data, 0x28)
        size, count = struct.unpack_from("<HH", self.data, 0x3A)
        sections = [struct.unpack_from("<IIQQQQII", self.data, table + i * size) for i in range(count)]
        symbols = {}
        for _, kind, _, _, offset, length, link, _ in sections:
            if kind != 11:  # SHT_DYNSYM
                continue
            names = sections[link][4]
            for at in range(offset, offset + length, 24):
                name, _, _, _, address, _ = struct.unpack_from("<IBBHQQ", self.data, at)
                end = self.data.index(b"\0", names + name)
                symbols[self.data[names + name:end].decode()] = address
        return symbols
