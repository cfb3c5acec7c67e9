#!/usr/bin/env python3
"""Makes models/gfn1-xtb/parameters.json and models/gfn2-xtb/parameters.json.

    apt-get install xtb libxtb6        # 6.5.1, LGPL-3.0-or-later
    python3 tools/make_parameters.py

Sources: the parameter files of Debian's package xtb, and arrays in libxtb.so.6.5.1 for what these files leave out
(reference occupations, electronegativities, radii). The few numbers that are part of the program's text only stand
below with their origin. The format is described in docs/parameters.md.
"""

import hashlib
import json
from decimal import Decimal
from pathlib import Path

from library_tables import Library

ROOT = Path(__file__).resolve().parent.parent
PARAMETER_FILES = Path("/usr/share/xtb")

# The conversions of xtb 6.5.1. The published levels were fitted with them.
EV_PER_HARTREE = Decimal("27.21138505")
ANGSTROM_PER_BOHR = Decimal("0.52917726")

ELEMENTS = 86
SYMBOLS = """H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr
Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg
Tl Pb Bi Po At Rn""".split()
ANGULAR = "spdf"

# Which elements shift their levels with the coordination number in GFN1-xTB (array gfn1Kinds of xtb 6.5.1):
# 1 = H and groups 14 to 18, 2 = Sc to Cr; every other element keeps its levels.
GFN1_CN_CLASS = {z: 1 for z in [1, 2, *range(6, 11), *range(14, 19), *range(32, 37), *range(50, 55), *range(82, 87)]}
GFN1_CN_CLASS |= {z: 2 for z in range(21, 25)}

# GFN1-xTB scales pairs of d-block metals by the mean of these (doi:10.1021/acs.jctc.7b00118; setGFN1PairParam of
# xtb 6.5.1, where 57 to 79 count as one row).
GFN1_ROW_SCALE = {**{z: Decimal("1.1") for z in range(21, 30)},
                  **{z: Decimal("1.2") for z in range(39, 48)},
                  **{z: Decimal("1.2") for z in range(57, 80)}}


def read_parameter_file(path):
    """The groups of an xtb parameter file: globals, pairs, and one dictionary of text per element."""
    settings, pairs, elements = {}, {}, {}
    group = None
    for number, line in enumerate(path.read_text(encoding="ascii").splitlines(), 1):
        text = line.strip()
        if text.startswith("$"):
            group = text[1:]
            if group.startswith("Z="):
                group = int(group[2:4])
                elements[group] = {}
            elif group not in ("info", "globpar", "pairpar", "end"):
                raise SystemExit(f"{path}:{number}: unknown group {text}.")
        elif not text:
            continue
        elif group == "globpar":
            key, value = text.split()
            settings[key] = Decimal(value)
        elif group == "pairpar":
            first, second, value = text.split()
            pairs[int(second), int(first)] = Decimal(value)
        elif isinstance(group, int):
            key, value = (part.strip() for part in text.split("="))
            elements[group][key] = value
    if sorted(elements) != list(range(1, ELEMENTS + 1)):
        raise SystemExit(f"{path}: elements 1 to {ELEMENTS} were expected.")
    return settings, pairs, elements


def decimals(values, scale, places):
    """The decimal numbers that were written in the source, each checked against the stored double."""
    result = []
    for value in values:
        text = Decimal(repr(value / float(scale))).quantize(Decimal(1).scaleb(-places)).normalize()
        if abs(float(text * scale) - value) > 1e-13 * max(1.0, abs(value)):
            raise SystemExit(f"{value} is no multiple of {scale} with {places} decimals.")
        result.append(text)
    return result


class ElementData:
    """What the parameter files leave out, from the library."""

    def __init__(self, library, method):
        bohr = 1 / ANGSTROM_PER_BOHR
        self.electronegativity = decimals(library.symbol("__xtb_param_paulingen_MOD_paulingen", ELEMENTS), Decimal(1), 2)
        self.atomic_radius = decimals(library.symbol("__xtb_param_atomicrad_MOD_atomicrad", ELEMENTS), bohr, 2)
        self.covalent_radius = decimals(
            library.symbol("__xtb_param_covalentradd3_MOD_covalentradd3", ELEMENTS), bohr * 4 / 3, 2)
        # s, p, d of each element; only the occupation of carbon tells the two methods apart at the beginning.
        carbon = (2, 2, 0) if method == "gfn1-xtb" else (1, 3, 0)
        leading = (1, 0, 0, 2, 0, 0, 1, 0, 0, 2, 0, 0, 2, 1, 0, *carbon)
        occupations = decimals(library.starting_with(leading, 3 * ELEMENTS), Decimal(1), 1)
        self.occupation = [occupations[3 * i:3 * i + 3] for i in range(ELEMENTS)]
        self.multipole_valence_cn = decimals(
            library.starting_with((1, 1, 1, 2, 3, 3, 3, 2, 1, 1, 1, 2), ELEMENTS), Decimal(1), 1)
        self.multipole_radius = decimals(
            library.starting_with((1.4, 3.0, 5.0, 5.0, 5.0, 3.0, 1.9, 1.8, 2.4), ELEMENTS), Decimal(1), 1)
        self.dispersion = dict(dispersion_elements())


def dispersion_elements():
    """What the dispersion tables (tools/make_dispersion_tables.py) say of each element."""
    for line in (ROOT / "Hybrid.Physics/Dispersion/d4-references.txt").read_text(encoding="ascii").splitlines():
        if line.startswith("element "):
            z, _, _, _, radial_moment, _, hardness = line.split()[1:]
            yield int(z), {"radial_moment": float(radial_moment), "hardness": float(hardness)}


def primitive_count(method, z, n, l, valence):
    """Gaussians per shell, as in the program (subroutines setGFN1NumberOfPrimitives and setGFN2NumberOfPrimitives)."""
    if method == "gfn1-xtb":
        if z <= 2:
            return 4 if l == 0 and valence else 3
        if l == 0:
            return 6 if valence or n > 5 else 3
        return 6 if l == 1 else 4
    if z <= 2:
        return 3 if l == 0 else 4
    if l <= 1:
        return 6 if n > 5 else 4
    return 3 if l == 2 else 4


def shells(method, z, text, settings, data):
    """The shells of one element in the order of the parameter file."""
    names = text["ao"]
    levels, exponents = (list(map(Decimal, text[key].split())) for key in ("lev", "exp"))
    seen, result = set(), []
    for i, (level, exponent) in enumerate(zip(levels, exponents, strict=True)):
        n, l = int(names[2 * i]), ANGULAR.index(names[2 * i + 1])
        letter = ANGULAR[l].upper()
        valence = l not in seen
        seen.add(l)
        if method == "gfn1-xtb":
            kind = GFN1_CN_CLASS.get(z)
            constant = settings[("cns", "cnp", f"cnd{kind}")[l]] if kind else Decimal(0)
            cn_shift = -level * constant * Decimal("0.01")
        else:
            cn_shift = Decimal(text.get(f"KCN{letter}", "0")) * Decimal("0.1")
        result.append((f"{n}{ANGULAR[l]}", primitive_count(method, z, n, l, valence), valence, {
            "level": level,
            "slater_exponent": exponent,
            "cn_shift": cn_shift,
            "polynomial": Decimal(text.get(f"POLY{letter}", "0")),
            "hubbard_scale": 1 + Decimal(text.get(f"LPAR{letter}", "0")) * Decimal("0.1"),
            "reference_occupation": data.occupation[z - 1][l] if valence else Decimal(0),
        }))
    if 2 * len(result) != len(names):
        raise SystemExit(f"{method}: {SYMBOLS[z - 1]} has the shells {names}, but {len(result)} levels.")
    return result


def element_values(method, z, text, data):
    """The numbers of one element, as published."""
    number = lambda key: Decimal(text.get(key, "0"))
    values = {
        "electronegativity": data.electronegativity[z - 1],
        "covalent_radius": data.covalent_radius[z - 1],
        "atomic_radius": data.atomic_radius[z - 1],
        "hubbard": Decimal(text["GAM"]),
        "hubbard_derivative": number("GAM3"),
        "repulsion_exponent_alpha": Decimal(text["REPA"]),
        "effective_nuclear_charge": Decimal(text["REPB"]),
        "d_radial_moment": data.dispersion[z]["radial_moment"],
    }
    if method == "gfn1-xtb":
        values["halogen_strength"] = number("CXB")
    else:
        values["dipole_kernel"] = number("DPOL")
        values["quadrupole_kernel"] = number("QPOL")
        values["multipole_radius"] = data.multipole_radius[z - 1]
        values["d_hardness"] = data.dispersion[z]["hardness"]
        values["multipole_valence_cn"] = data.multipole_valence_cn[z - 1]
    return values


def global_values(method, settings):
    """The numbers that all elements share."""
    values = {"k_ss": settings["ks"], "k_pp": settings["kp"], "k_dd": settings["kd"]}
    if method == "gfn1-xtb":
        values |= {"k_sp": settings["ksp"], "k_diff": settings["kdiff"]}
    else:
        values |= {"k_sd": settings["ksd"], "k_pd": settings["kpd"]}
    values |= {
        "en_scale": settings["enscale"] * Decimal("0.01"),
        # wExp of xtb 6.5.1; doi:10.1021/acs.jctc.8b01176. GFN1-xTB has no such factor.
        "slater_ratio_power": Decimal("0.5") if method == "gfn2-xtb" else Decimal(0),
        "coulomb_exponent": settings["alphaj"],
    }
    if method == "gfn2-xtb":
        if settings["gam3d1"] != settings["gam3d2"]:
            raise SystemExit("gfn2-xtb: one scale of the Hubbard derivative of d shells was expected.")
        values |= {"third_order_scale_s": settings["gam3s"], "third_order_scale_p": settings["gam3p"],
                   "third_order_scale_d": settings["gam3d1"]}
    values |= {
        "repulsion_exponent": settings["kexp"],
        "repulsion_exponent_light": settings["kexplight"],
        "repulsion_radius_power": Decimal(1),  # rExp of xtb 6.5.1: Z Z' / R
        "d_s6": Decimal(1),  # both methods keep the leading dispersion term unscaled
        "d_s8": settings["s8"], "d_a1": settings["a1"], "d_a2": settings["a2"],
        # D3 of GFN1-xTB (doi:10.1063/1.3382344) and D4 of GFN2-xTB (doi:10.1063/1.5090222), as xtb 6.5.1 calls them
        "d_weighting": Decimal(4 if method == "gfn1-xtb" else 6),
    }
    if method == "gfn2-xtb":
        values |= {"d_s9": settings["s9"], "d_charge_height": Decimal(3), "d_charge_steepness": Decimal(2)}
        values |= {"multipole_damping_dipole": settings["aesdmp3"], "multipole_damping_quadrupole": settings["aesdmp5"],
                   "multipole_shift": settings["aesshift"], "multipole_radius_exponent": settings["aesexp"],
                   "multipole_radius_max": settings["aesrmax"]}
    else:
        values |= {"halogen_radius_scale": settings["xbrad"], "halogen_damping": settings["xbdamp"]}
    return values


def pair_rows(method, pairs):
    """The scale of each pair of elements that is not 1: rows by the heavier element, columns by the lighter."""
    scale = {}
    if method == "gfn1-xtb":
        for z, row in GFN1_ROW_SCALE.items():
            scale |= {(z, y): (row + column) / 2 for y, column in GFN1_ROW_SCALE.items() if y <= z}
        scale |= pairs
    rows = {}
    for (z, y), value in sorted(scale.items()):
        rows.setdefault(SYMBOLS[z - 1], {})[SYMBOLS[y - 1]] = value
    return rows


# name: domain, unit of the numbers in the file, factor, positive, prior width, meaning
TABLES = {
    "k_ss": ("global", "1", 1, True, 0.05, "Scale of H0 between two s shells."),
    "k_pp": ("global", "1", 1, True, 0.05, "Scale of H0 between two p shells."),
    "k_dd": ("global", "1", 1, True, 0.05, "Scale of H0 between two d shells."),
    "k_sp": ("global", "1", 1, True, 0.05, "Scale of H0 between an s and a p shell."),
    "k_sd": ("global", "1", 1, True, 0.05, "Scale of H0 between an s and a d shell."),
    "k_pd": ("global", "1", 1, True, 0.05, "Scale of H0 between a p and a d shell."),
    "k_diff": ("global", "1", 1, True, 0.05, "Scale of H0 for shells outside the valence (2s of hydrogen)."),
    "en_scale": ("global", "1", 1, False, 0.005, "Factor of the squared electronegativity difference in H0."),
    "slater_ratio_power": ("global", "1", 1, False, 0.05, "Power of 2 sqrt(z z') / (z + z') in H0."),
    "coulomb_exponent": ("global", "1", 1, True, 0.05, "Exponent of the Mataga-Nishimoto-Ohno-Klopman kernel."),
    "third_order_scale_s": ("global", "1", 1, True, 0.1, "Scale of the Hubbard derivative for s shells."),
    "third_order_scale_p": ("global", "1", 1, True, 0.1, "Scale of the Hubbard derivative for p shells."),
    "third_order_scale_d": ("global", "1", 1, True, 0.1, "Scale of the Hubbard derivative for d shells."),
    "repulsion_exponent": ("global", "1", 1, True, 0.02, "Power of the distance in the repulsion's exponential."),
    "repulsion_exponent_light": ("global", "1", 1, True, 0.02, "The same for pairs among H and He."),
    "repulsion_radius_power": ("global", "1", 1, True, 0.02, "Power of 1/R in the repulsion."),
    "d_s6": ("global", "1", 1, True, 0.05, "Scale of the C6 dispersion."),
    "d_s8": ("global", "1", 1, True, 0.1, "Scale of the C8 dispersion."),
    "d_a1": ("global", "1", 1, True, 0.1, "Rational damping: factor of the critical radius."),
    "d_a2": ("global", "a0", 1, True, 0.1, "Rational damping: constant radius."),
    "d_s9": ("global", "1", 1, False, 0.5, "Scale of the three-body dispersion."),
    "d_weighting": ("global", "1", 1, True, 0.05, "Steepness of the Gaussians that weight the dispersion references by coordination number."),
    "d_charge_height": ("global", "1", 1, True, 0.05, "Height of the charge scaling of the dispersion references."),
    "d_charge_steepness": ("global", "1", 1, True, 0.05, "Steepness of the charge scaling of the dispersion references."),
    "multipole_damping_dipole": ("global", "1", 1, True, 0.1, "Power of the damping of charge-dipole terms."),
    "multipole_damping_quadrupole": ("global", "1", 1, True, 0.1, "Power of the damping of dipole-dipole and charge-quadrupole terms."),
    "multipole_shift": ("global", "1", 1, True, 0.1, "Shift of the coordination number in the multipole radii."),
    "multipole_radius_exponent": ("global", "1", 1, True, 0.1, "Steepness of the multipole radii."),
    "multipole_radius_max": ("global", "a0", 1, True, 0.1, "The largest multipole radius."),
    "halogen_radius_scale": ("global", "1", 1, True, 0.05, "Factor of the sum of radii in the halogen-bond term."),
    "halogen_damping": ("global", "1", 1, True, 0.1, "Damping of the halogen-bond term."),
    "electronegativity": ("element", "1", 1, True, 0.05, "Electronegativity (Pauling)."),
    "covalent_radius": ("element", "angstrom", 4 / 3, True, 0.05, "Covalent radius in the coordination number."),
    "atomic_radius": ("element", "angstrom", 1, True, 0.05, "Radius in the distance polynomial of H0 and in the halogen-bond term."),
    "hubbard": ("element", "Eh", 1, True, 0.1, "Chemical hardness (Hubbard U)."),
    "hubbard_derivative": ("element", "Eh", 0.1, False, 0.02, "Charge derivative of the Hubbard U."),
    "repulsion_exponent_alpha": ("element", "1", 1, True, 0.05, "Exponent of the repulsion, in a0^-k where k is the power of the distance."),
    "effective_nuclear_charge": ("element", "1", 1, True, 0.05, "Effective nuclear charge of the repulsion."),
    "d_radial_moment": ("element", "a0", 1, True, 0.05, "sqrt(sqrt(Z) <r4> / <r2> / 2), which makes C8 of C6 and the damping radius."),
    "d_hardness": ("element", "Eh", 1, True, 0.1, "Chemical hardness in the charge scaling of the dispersion references."),
    "halogen_strength": ("element", "Eh", 0.1, False, 0.01, "Strength of the halogen bond."),
    "dipole_kernel": ("element", "Eh", 0.01, False, 0.01, "On-site anisotropic exchange-correlation kernel of the dipoles."),
    "quadrupole_kernel": ("element", "Eh", 0.01, False, 0.002, "On-site anisotropic exchange-correlation kernel of the quadrupoles."),
    "multipole_radius": ("element", "a0", 1, True, 0.1, "Multipole radius at low coordination."),
    "multipole_valence_cn": ("element", "1", 1, True, 0.1, "Coordination number about which the multipole radius grows."),
    "level": ("shell", "eV", 1, False, 0.02, "Level of the free atom."),
    "slater_exponent": ("shell", "1/a0", 1, True, 0.05, "Exponent of the Slater function."),
    "cn_shift": ("shell", "eV", 1, False, 0.005, "Lowering of the level per coordination number."),
    "polynomial": ("shell", "1", 0.01, False, 0.02, "Coefficient of sqrt(R / (r + r')) in the distance polynomial of H0."),
    "hubbard_scale": ("shell", "1", 1, True, 0.1, "Factor of the element's Hubbard U for this shell, 1 + LPAR / 10."),
    "reference_occupation": ("shell", "e", 1, False, 0, "Electrons in this shell of the neutral atom."),
    "pair_scale": ("pair", "1", 1, True, 0.05, "Scale of H0 between two elements."),
}

METHODS = {
    "gfn1-xtb": ("GFN1-xTB", "10.1021/acs.jctc.7b00118", "param_gfn1-xtb.txt"),
    "gfn2-xtb": ("GFN2-xTB", "10.1021/acs.jctc.8b01176", "param_gfn2-xtb.txt"),
}


def plain(value):
    """A number in the shortest plain notation."""
    if not isinstance(value, Decimal):
        return repr(value)
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text


def block(values):
    return "{" + ", ".join(f'"{key}": {plain(value)}' for key, value in values.items()) + "}"


def document(method, library):
    name, doi, file_name = METHODS[method]
    settings, pairs, elements = read_parameter_file(PARAMETER_FILES / file_name)
    data = ElementData(library, method)
    shared = global_values(method, settings)
    atoms = [(z, element_values(method, z, elements[z], data), shells(method, z, elements[z], settings, data))
             for z in range(1, ELEMENTS + 1)]
    used = [*shared, *atoms[0][1], *atoms[0][2][0][3], "pair_scale"]

    lines = ["{"]
    for key, value in {
        "format": "hybrid-parameters", "version": 1, "method": method, "name": name, "doi": doi,
        "source": f"{file_name} of xtb 6.5.1 (Debian package xtb 6.5.1) and tables of its libxtb.so.6.5.1; tools/make_parameters.py",
        "licence": "LGPL-3.0-or-later",
    }.items():
        lines.append(f'  "{key}": {json.dumps(value)},')
    lines += [f'  "electronvolt_per_hartree": {EV_PER_HARTREE},', f'  "angstrom_per_bohr": {ANGSTROM_PER_BOHR},']

    lines.append('  "tables": {')
    for table in used:
        domain, unit, factor, positive, width, meaning = TABLES[table]
        lines.append(f'    "{table}": {{"domain": "{domain}", "unit": "{unit}", "factor": {factor!r}, '
                     f'"positive": {json.dumps(positive)}, "prior_width": {width!r}, "meaning": {json.dumps(meaning)}}},')
    lines[-1] = lines[-1].rstrip(",")
    lines.append("  },")

    lines.append('  "globals": ' + block(shared) + ",")
    lines += ['  "pairs": {', '    "pair_scale": {', '      "default": 1,', '      "rows": {']
    lines += [f'        "{row}": {block(columns)},' for row, columns in pair_rows(method, pairs).items()]
    lines[-1] = lines[-1].rstrip(",")
    lines += ["      }", "    }", "  },"]

    lines.append('  "elements": [')
    for z, values, its_shells in atoms:
        lines += [f'    {{"symbol": "{SYMBOLS[z - 1]}", "number": {z},', f'     "values": {block(values)},', '     "shells": [']
        lines += [f'      {{"shell": "{shell}", "primitives": {count}, "valence": {json.dumps(valence)}, "values": {block(numbers)}}},'
                  for shell, count, valence, numbers in its_shells]
        lines[-1] = lines[-1].rstrip(",") + "]},"
    lines[-1] = lines[-1].rstrip(",")
    lines.append("  ],")

    # The digest is of every byte before its own line, so that a truncated or edited file is noticed.
    body = "\n".join(lines) + "\n"
    json.loads(body + '  "sha256": ""\n}\n')
    digest = hashlib.sha256(body.encode()).hexdigest()
    return f'{body}  "sha256": "{digest}"\n}}\n'


def main():
    library = Library()
    for method in METHODS:
        path = ROOT / "models" / method / "parameters.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(method, library), encoding="ascii", newline="\n")
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
