#!/usr/bin/env python3
"""Makes the reference tables of the D3 and D4 dispersion layers from what Debian ships.

    python3 tools/make_dispersion_tables.py [--libxtb PATH] [--dftd3 PATH] [--output FOLDER]

Sources (apt install libxtb6 cp2k-data):
  libxtb.so.6    xtb 6.5.1, LGPL-3.0-or-later; the numbers are read from its named data symbols
  dftd3.dat      the reference C6 coefficients of D3 as their authors distribute them, in CP2K's data folder

Only the standard library is needed.
"""
import argparse
import math
import pathlib
import struct

LAST_ELEMENT = 86
GRID = [0.000001, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0,
        1.2, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5, 10.0]
CHARGE_HEIGHT, CHARGE_STEEPNESS = 3.0, 2.0


class SharedObject:
    """The named data symbols of a 64-bit little-endian ELF file."""

    def __init__(self, path):
        self.image = pathlib.Path(path).read_bytes()
        if self.image[:6] != b"\x7fELF\x02\x01":
            raise SystemExit(f"{path}: a 64-bit little-endian ELF file was expected")
        offset, = struct.unpack_from("<Q", self.image, 0x28)
        size, count = struct.unpack_from("<HH", self.image, 0x3A)
        # name, type, flags, address, offset, size, link, info, alignment, entry size
        self.sections = [struct.unpack_from("<IIQQQQIIQQ", self.image, offset + i * size) for i in range(count)]
        self.symbols = {}
        for section in self.sections:
            if section[1] != 11:  # SHT_DYNSYM
                continue
            strings = self.sections[section[6]][4]
            for at in range(section[4], section[4] + section[5], 24):
                name, _, _, index, address, length = struct.unpack_from("<IBBHQQ", self.image, at)
                end = self.image.index(b"\0", strings + name)
                self.symbols[self.image[strings + name:end].decode()] = (index, address, length)

    def read(self, name, kind):
        """All elements of a symbol in memory order; kind is 'd' (double) or 'i' (32-bit integer)."""
        index, address, length = self.symbols[name]
        section = self.sections[index]
        if section[1] == 8:  # SHT_NOBITS: zero until the program runs
            raise SystemExit(f"{name} has no stored value")
        at = section[4] + address - section[3]
        return struct.unpack_from(f"<{length // struct.calcsize(kind)}{kind}", self.image, at)


def text(value):
    """The shortest decimal that is read back as the same double."""
    short = repr(float(value) + 0.0)
    return short[:-2] if short.endswith(".0") else short


def charge_scale(hardness, reference, actual):
    """zeta(q) of doi:10.1063/1.5090222."""
    if actual < 0:
        return math.exp(CHARGE_HEIGHT)
    return math.exp(CHARGE_HEIGHT * (1 - math.exp(CHARGE_STEEPNESS * hardness * (1 - reference / actual))))


def d4_table(library):
    d4 = "__xtb_disp_dftd4param_MOD_"
    counts = library.read(d4 + "refn", "i")
    plain_cn = library.read(d4 + "refcn", "d")
    covalent_cn = library.read(d4 + "refcovcn", "d")
    charges = library.read(d4 + "refq", "d")
    partner_charges = library.read(d4 + "refh", "d")
    partner = library.read(d4 + "refsys", "i")
    partner_count = library.read(d4 + "hcount", "d")
    scale = library.read(d4 + "ascale", "d")
    alpha = library.read(d4 + "alphaiw", "d")
    partner_scale = library.read(d4 + "sscale", "d")
    partner_alpha = library.read(d4 + "secaiw", "d")
    effective = library.read(d4 + "zeff", "d")
    hardness = library.read("__mctcpar_chemical_hardnesses_MOD_chemical_hardness", "d")
    radii = library.read("__xtb_param_covalentradd3_MOD_covalentradd3", "d")
    electronegativities = library.read("__xtb_param_paulingen_MOD_paulingen", "d")
    moments = library.read("__xtb_param_sqrtzr4r2_MOD_sqrtzr4r2", "d")

    lines = []
    for z in range(1, LAST_ELEMENT + 1):
        n = counts[z - 1]
        at = [7 * (z - 1) + j for j in range(n)]
        like = [round(plain_cn[k]) for k in at]
        lines.append(" ".join(["element", str(z), str(n), text(radii[z - 1]), text(electronegativities[z - 1]),
                               text(moments[z - 1]), text(effective[z - 1]), text(hardness[z - 1])]))
        for j, k in enumerate(at):
            s = partner[k] - 1
            # the partner (usually hydrogen) is taken out at the charge that it has in the reference molecule
            zeta = charge_scale(hardness[s], effective[s], partner_charges[k] + effective[s])
            own = [max(scale[k] * (alpha[23 * k + w] - partner_count[k] * zeta * partner_scale[s] * partner_alpha[23 * s + w]), 0.0)
                   for w in range(23)]
            same = like.count(like[j]) + (1 if like[j] == 0 else 0)
            lines.append(" ".join([text(covalent_cn[k]), text(charges[k]), str(same * (same + 1) // 2)]
                                  + [text(float(f"{a:.13g}")) for a in own]))
    header = f"""\
# format hybrid-d4-references 1
# Reference systems of the D4 dispersion model (Caldeweyher et al., doi:10.1063/1.5090222) with the GFN2-xTB charges
# that xtb scales them by. Atomic units throughout.
# Source: data symbols of libxtb.so.6.5.1 (xtb 6.5.1, LGPL-3.0-or-later, Debian package libxtb6).
# Made by tools/make_dispersion_tables.py; do not edit.
# The polarizabilities are those of the atom in the reference molecule: the partner atoms' share is taken out with
# charge scaling of height {text(CHARGE_HEIGHT)} and steepness {text(CHARGE_STEEPNESS)}.
# frequencies:
frequencies {" ".join(text(w) for w in GRID)}
# element Z references covalent-radius electronegativity sqrt(Z)<r4>/<r2> effective-charge hardness
# then one line per reference: coordination-number charge gaussians polarizability at each imaginary frequency
"""
    return header + "\n".join(lines) + "\n"


def d3_table(library, path):
    words = pathlib.Path(path).read_text().split()
    total = int(words[0])
    values = [float(w) for w in words[2:2 + total]]
    c6, cn = {}, {}
    for k in range(0, total, 5):
        # an atom is coded as Z + 100 (reference - 1)
        (b, j), (a, i) = ((int(code) % 100, int(code) // 100) for code in values[k + 1:k + 3])
        for atom, reference, number in ((b, j, values[k + 3]), (a, i, values[k + 4])):
            if cn.setdefault((atom, reference), number) != number:
                raise SystemExit(f"{path}: two coordination numbers for reference {reference + 1} of element {atom}")
        c6[b, j, a, i] = c6[a, i, b, j] = values[k]

    counts = {z: 0 for z in range(1, LAST_ELEMENT + 1)}
    for z, reference in cn:
        if z in counts:
            counts[z] = max(counts[z], reference + 1)
    known_counts = library.read("__xtb_disp_dftd3param_MOD_number_of_references", "i")
    known_cn = library.read("__xtb_disp_dftd3param_MOD_reference_cn", "d")
    for z, n in counts.items():
        if n != known_counts[z - 1] or any(abs(cn[z, j] - known_cn[5 * (z - 1) + j]) > 1e-12 for j in range(n)):
            raise SystemExit(f"{path} and libxtb differ in the references of element {z}")

    radii = library.read("__xtb_param_covalentradd3_MOD_covalentradd3", "d")
    moments = library.read("__xtb_param_sqrtzr4r2_MOD_sqrtzr4r2", "d")
    lines = [" ".join(["element", str(z), text(radii[z - 1]), text(moments[z - 1])] + [text(cn[z, j]) for j in range(n)])
             for z, n in counts.items()]
    for a in range(1, LAST_ELEMENT + 1):
        for b in range(1, a + 1):
            lines.append(" ".join(["pair", str(a), str(b)]
                                  + [text(c6[a, i, b, j]) for i in range(counts[a]) for j in range(counts[b])]))
    header = """\
# format hybrid-d3-references 1
# Reference systems of the D3 dispersion model (Grimme et al., doi:10.1063/1.3382344). Atomic units throughout.
# Source: the authors' table of C6 coefficients as in dftd3.dat (Debian package cp2k-data); radii and moments from data
# symbols of libxtb.so.6.5.1 (xtb 6.5.1, LGPL-3.0-or-later, Debian package libxtb6), where the coordination numbers agree.
# Made by tools/make_dispersion_tables.py; do not edit.
# element Z covalent-radius sqrt(Z)<r4>/<r2> coordination-number of each reference
# pair Z1 Z2 C6 of reference i of Z1 with reference j of Z2, j running fastest
"""
    return header + "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--libxtb", default="/usr/lib/x86_64-linux-gnu/libxtb.so.6.5.1")
    parser.add_argument("--dftd3", default="/usr/share/cp2k/dftd3.dat")
    parser.add_argument("--output", default=str(pathlib.Path(__file__).parent.parent / "Hybrid.Physics" / "Dispersion"))
    options = parser.parse_args()
    library = SharedObject(options.libxtb)
    for name, table in (("d4-references.txt", d4_table(library)), ("d3-references.txt", d3_table(library, options.dftd3))):
        (pathlib.Path(options.output) / name).write_text(table, newline="\n")


main()
