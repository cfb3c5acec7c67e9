#!/usr/bin/env python3
"""Makes models/stda-xtb/parameters.json.

    git clone https://github.com/grimme-lab/xtb4stda
    git clone https://github.com/lanl/PYSEQM
    python3 tools/make_stda_parameters.py xtb4stda PYSEQM

Sources, but for one all of xtb4stda 1.0 (LGPL-3.0-or-later): the parameter files .param_stda1.xtb (valence step) and .param_stda2.xtb
(extended step), and the tables of src/block.f (hardnesses), src/copyc6.f (covalent radii), src/cm5.f (charge correction),
src/setwll.f (spin constants) and src/valel.f (valence electrons). The numbers of the kernel are those with which std2 is
called for sTDA-xTB. The integrals within an atom, which sTDA-xTB doesn't use, are those of AM1, in
seqm/params/parameters_AM1_MOPAC.csv of PYSEQM (BSD-3-Clause). The format is described in docs/parameters.md.
"""

import csv
import hashlib
import json
import re
import sys
from decimal import Decimal
from pathlib import Path

from make_parameters import ANGULAR, ELEMENTS, ROOT, SYMBOLS, block

# The conversions of xtb4stda 1.0: R27 of xtb.f and bohr of cm5.f.
EV_PER_HARTREE = Decimal("27.2113957")
ANGSTROM_PER_BOHR = Decimal("0.52917726")

# setwll.f lists no constant for shells that are empty in the free atom; its value for f elements stands there.
UNLISTED_SPIN_CONSTANT = Decimal("0.01")
# From eV to Eh at the precision of the published numbers.
INTEGRAL_DIGITS = Decimal("0.00001")
SPIN_PAIRS = {"ss": "ss", "sp": "sp", "pp": "pp", "sd": "sd", "pd": "pd", "dd": "dd"}


def read_step(path):
    """The globals and the elements of one parameter file."""
    settings, elements = {}, {}
    group = None
    for line in path.read_text(encoding="ascii").splitlines():
        text = line.strip()
        if text.startswith("$"):
            found = re.match(r"\$Z= *(\d+)", text)
            group = int(found[1]) if found else text[1:]
            if found:
                elements[group] = {}
        elif text and group == "globpar":
            key, value = text.split()
            settings[key] = Decimal(value)
        elif text and isinstance(group, int):
            key, value = (part.strip() for part in text.split("="))
            elements[group][key] = value
    return settings, elements


def shells(z, text, split):
    """(name, Gaussians, valence, level, exponent) of one step, as subroutine xbasis sets them up."""
    names = re.findall(r"(\d)(spd|sp|s|p|d)", text["ao"])
    levels, exponents = (list(map(Decimal, text[key].split())) for key in ("lev", "exp"))
    result = []
    for (n, kind), level, exponent in zip(names, levels, exponents, strict=True):
        n = int(n)
        if kind == "spd":
            raise SystemExit(f"{SYMBOLS[z - 1]}: no diffuse d shell was expected.")
        if kind == "sp":  # diffuse: one exponent, and one level that the split separates but on hydrogen
            shift = Decimal(0) if z <= 2 else split
            s_count, p_count = (6, 6) if n > 5 else (3, 4) if z <= 2 else (3, 3)
            result += [(f"{n}s", s_count, False, level - shift, exponent), (f"{n}p", p_count, False, level + shift, exponent)]
            continue
        if exponent < 0:  # a polarisation shell takes the exponent of the valence shell of highest l
            exponent = max((ANGULAR.index(k), e) for (_, k), e in zip(names, exponents) if e > 0)[1]
        result.append((f"{n}{kind}", 6 if n > 5 and kind != "d" else 4, True, level, exponent))
    return result


def numbers(text):
    return [Decimal(number) for number in re.findall(r"\d+\.\d+", text)]


class Tables:
    """What stands in the program's source."""

    def __init__(self, source, integrals):
        self.integrals = self.integrals_of(integrals)
        text = {name: (source / f"{name}.f").read_text(encoding="utf-8", errors="replace")
                for name in ("block", "copyc6", "cm5", "setwll", "valel")}
        hardness = re.search(r"data gam/(.*?)/", text["block"], re.DOTALL)[1]
        self.hardness = numbers(hardness)
        self.covalent_radius = self.indexed(r"rcov\( *(\d+) *\)= *([\d.]+)", text["copyc6"])
        self.valence_electrons = self.indexed(r"z\( *(\d+)\)= *([\d.]+)", text["valel"])
        self.cm5_radius = self.indexed(r"RAD\((\d+)\)=([\d.]+)", text["cm5"])
        self.cm5_parameter = self.indexed(r"A0\( *(\d+)\)= *(-?[\d.]+)", text["cm5"])
        self.cm5_pairs = {(int(a), int(b)): Decimal(v) for a, b, v in re.findall(r"D\( *(\d+), *(\d+)\)= *(-?[\d.]+)", text["cm5"])}
        self.cm5_exponent = Decimal(re.search(r"ALP=([\d.]+)", text["cm5"])[1].rstrip("0"))
        self.spin = {}
        for z, pair, value in re.findall(r"wll\((\d+),(\w\w)\)=(-?[\d.]+)", text["setwll"]):
            self.spin[int(z), pair] = -Decimal(value)

    def one_centre_exchange(self, z):
        """(sp|sp) and (xy|xy) = ½ [(xx|xx) − (xx|yy)], Eh; zero where there are none."""
        return self.integrals.get(z, (Decimal(0), Decimal(0)))

    @staticmethod
    def integrals_of(path):
        """H_sp and ½ (G_pp − G_p2) of the elements that have both."""
        result = {}
        with path.open(encoding="ascii", newline="") as lines:
            for row in csv.DictReader(lines, skipinitialspace=True):
                row = {name.strip(): value for name, value in row.items()}
                sp, pp = Decimal(row["h_sp"]), (Decimal(row["g_pp"]) - Decimal(row["g_p2"])) / 2
                if sp > 0 and pp > 0:
                    result[int(row["N"])] = tuple((value / EV_PER_HARTREE).quantize(INTEGRAL_DIGITS) for value in (sp, pp))
        return result

    @staticmethod
    def indexed(pattern, text):
        return {int(z): Decimal(value) for z, value in re.findall(pattern, text)}

    def spin_constant(self, z, pair):
        return self.spin.get((z, pair)) or UNLISTED_SPIN_CONSTANT


def step_globals(step, settings):
    """The globals of one step."""
    values = {f"{step}_k_{l}": settings[f"k{l}"] for l in "spd"}
    if step == "extended":
        values |= {"extended_k_diffuse": settings["kdiffa"], "extended_k_diffuse_valence": settings["kdiffb"]}
    return values | {
        f"{step}_kinetic_scale": settings["tscal"],
        f"{step}_coulomb_scale": settings["gscal"],
        f"{step}_level_cn_scale": settings["kcn"],
        f"{step}_exponent_cn_scale": settings["zcnf"],
        f"{step}_exponent_charge_scale": settings["zqf"],
    }


def tables():
    """name: domain, unit of the numbers in the file, factor, positive, prior width, meaning, and the step of shell tables."""
    result = {}
    for step in ("valence", "extended"):
        of = f"of the {step} step"
        result |= {f"{step}_k_{l}": ("global", "1", 1, True, 0.05, f"Scale of H between {l} shells {of}; between two l the mean.") for l in "spd"}
        if step == "extended":
            result |= {
                "extended_k_diffuse": ("global", "1", 1, True, 0.05, "Scale of H between two diffuse shells."),
                "extended_k_diffuse_valence": ("global", "1", 1, True, 0.05, "Scale of H between a diffuse and a valence shell."),
            }
        result |= {
            f"{step}_kinetic_scale": ("global", "1", 1, True, 0.1, f"Scale of the kinetic energy that is subtracted between valence shells {of}."),
            f"{step}_coulomb_scale": ("global", "1", 1, True, 0.1, f"Scale of the charges' potential {of}."),
            f"{step}_level_cn_scale": ("global", "1", 0.01, False, 0.005, f"Relative change of the levels {of} per coordination number."),
            f"{step}_exponent_cn_scale": ("global", "1", 0.1, False, 0.01, f"Relative change of the valence exponents {of} per coordination number."),
            f"{step}_exponent_charge_scale": ("global", "1", 1, False, 0.02, f"Relative change of the valence exponents {of} per charge."),
        }
    result |= {
        "electronegativity_cn_scale": ("global", "1", 1, False, 0.1, "Lowering of the electronegativity per root of the coordination number."),
        "cm5_exponent": ("global", "1/a0", float(ANGSTROM_PER_BOHR), True, 0.05, "Decay of the charge correction with the distance."),
        "virtual_shift": ("global", "eV", 1, False, 0.01, "Added to the energies of the virtual orbitals of the extended step."),
        "exact_exchange": ("global", "1", 1, True, 0.1, "Fraction of exact exchange in the Coulomb kernel."),
        "coulomb_exponent": ("global", "1", 1, True, 0.1, "Exponent of the damped Coulomb kernel."),
        "exchange_exponent": ("global", "1", 1, True, 0.1, "Exponent of the damped exchange kernel."),
        "shift_height": ("global", "eV", 1, False, 0.005, "Added to every configuration; in the published form only to those without exchange integral."),
        "one_centre_scale": ("global", "1", 1, False, 0.5, "Fraction of the integrals within an atom that the kernels of the excitations have; the published method has none."),
        "triplet_shift": ("global", "eV", 1, False, 0.01, "Added to every configuration of triplets beside shift_height; the published method has none."),
        "shift_width": ("global", "eV", 1, True, 0.2, "Exchange integral at which the published shift is half as high."),
        "valence_electrons": ("element", "e", 1, False, 0, "Electrons of the neutral atom."),
        "electronegativity": ("element", "1", 1, True, 0.05, "Electronegativity of the charges to begin with."),
        "covalent_radius": ("element", "a0", 1, True, 0.05, "Covalent radius in the coordination number and in the charges to begin with."),
        "valence_hubbard": ("element", "Eh", 1, True, 0.1, "Chemical hardness in the charges' potential of the valence step."),
        "extended_hubbard": ("element", "Eh", 1, True, 0.1, "Chemical hardness in the charges' potential of the extended step."),
        "cm5_radius": ("element", "angstrom", 1, True, 0.05, "Radius in the charge correction."),
        "cm5_parameter": ("element", "e", 1, False, 0.02, "Parameter of the charge correction."),
        "hardness": ("element", "Eh", 1, True, 0.1, "Chemical hardness in the kernels of the excitations."),
    }
    result |= {
        "one_centre_exchange_sp": ("element", "Eh", 1, False, 0.02, "Integral (sp|sp) between valence shells of an atom, which one_centre_scale multiplies."),
        "one_centre_exchange_pp": ("element", "Eh", 1, False, 0.005, "Integral (xy|xy) in the valence p shell of an atom, which one_centre_scale multiplies."),
    }
    result |= {f"spin_attraction_{pair}": ("element", "Eh", 1, True, 0.5, f"The negative of the spin constant W_{pair}, which is below zero.") for pair in SPIN_PAIRS}
    for step in ("valence", "extended"):
        result |= {
            f"{step}_level": ("shell", "eV", 1, False, 0.02, f"Level of the {step} step.", step),
            f"{step}_exponent": ("shell", "1/a0", 1, True, 0.05, f"Exponent of the Slater function of the {step} step.", step),
        }
    return result | {"cm5_pair": ("pair", "e", 1, False, 0.02, "Added to the difference of the charge correction's parameters, the lighter element's minus the heavier's.")}


def document(checkout, integrals):
    data = Tables(checkout / "src", integrals)
    settings, published = {}, {}
    for step, name in (("valence", ".param_stda1.xtb"), ("extended", ".param_stda2.xtb")):
        settings[step], published[step] = read_step(checkout / name)
    declared = tables()
    shared = step_globals("valence", settings["valence"]) | step_globals("extended", settings["extended"])
    shared |= {
        "electronegativity_cn_scale": settings["valence"]["ken"],
        "cm5_exponent": data.cm5_exponent,
        "virtual_shift": settings["extended"]["lshift"],
        "exact_exchange": Decimal("0.5"), "coulomb_exponent": Decimal(4), "exchange_exponent": Decimal(2),
        "shift_height": Decimal("0.5"), "one_centre_scale": Decimal(0), "triplet_shift": Decimal(0), "shift_width": Decimal("0.1"),
    }

    lines = ["{"]
    for key, value in {
        "format": "hybrid-parameters", "version": 1, "method": "stda-xtb", "name": "sTDA-xTB", "doi": "10.1063/1.4959605",
        "source": "xtb4stda 1.0: .param_stda1.xtb, .param_stda2.xtb and tables of its source; tools/make_stda_parameters.py",
        "licence": "LGPL-3.0-or-later",
    }.items():
        lines.append(f'  "{key}": {json.dumps(value)},')
    lines += [f'  "electronvolt_per_hartree": {EV_PER_HARTREE},', f'  "angstrom_per_bohr": {ANGSTROM_PER_BOHR},', '  "tables": {']
    for name, (domain, unit, factor, positive, width, meaning, *step) in declared.items():
        of_step = f'"step": "{step[0]}", ' if step else ""
        lines.append(f'    "{name}": {{"domain": "{domain}", {of_step}"unit": "{unit}", "factor": {factor!r}, '
                     f'"positive": {json.dumps(positive)}, "prior_width": {width!r}, "meaning": {json.dumps(meaning)}}},')
    lines[-1] = lines[-1].rstrip(",")
    lines += ["  },", '  "globals": ' + block({name: shared[name] for name, row in declared.items() if row[0] == "global"}) + ","]

    # D of the source is a₀ − a₀′ unless a number is given; the table holds what such a number adds.
    rows = {}
    for (low, high), value in sorted(data.cm5_pairs.items(), key=lambda entry: entry[0][::-1]):
        added = value - (data.cm5_parameter[low] - data.cm5_parameter[high])
        rows.setdefault(SYMBOLS[high - 1], {})[SYMBOLS[low - 1]] = added
    lines += ['  "pairs": {', '    "cm5_pair": {', '      "default": 0,', '      "rows": {']
    lines += [f'        "{row}": {block(columns)},' for row, columns in rows.items()]
    lines[-1] = lines[-1].rstrip(",")
    lines += ["      }", "    }", "  },", '  "elements": [']

    for z in range(1, ELEMENTS + 1):
        if z not in published["valence"] or z not in published["extended"]:
            continue
        hubbard = {step: Decimal(published[step][z]["GAM"]) if "GAM" in published[step][z] else data.hardness[z - 1] for step in published}
        values = {
            "valence_electrons": data.valence_electrons[z],
            "electronegativity": Decimal(published["valence"][z]["EN"]),
            "covalent_radius": data.covalent_radius[z],
            "valence_hubbard": hubbard["valence"], "extended_hubbard": hubbard["extended"],
            "cm5_radius": data.cm5_radius[z], "cm5_parameter": data.cm5_parameter[z],
            "hardness": data.hardness[z - 1],
        } | dict(zip(("one_centre_exchange_sp", "one_centre_exchange_pp"), data.one_centre_exchange(z))) | {f"spin_attraction_{name}": data.spin_constant(z, pair) for name, pair in SPIN_PAIRS.items()}
        lines += [f'    {{"symbol": "{SYMBOLS[z - 1]}", "number": {z},', f'     "values": {block(values)},', '     "shells": [']
        for step, elements in published.items():
            for name, count, valence, level, exponent in shells(z, elements[z], settings[step]["split"]):
                numbers_of_shell = block({f"{step}_level": level, f"{step}_exponent": exponent})
                lines.append(f'      {{"shell": "{name}", "step": "{step}", "primitives": {count}, "valence": {json.dumps(valence)}, "values": {numbers_of_shell}}},')
        lines[-1] = lines[-1].rstrip(",") + "]},"
    lines[-1] = lines[-1].rstrip(",")
    lines.append("  ],")

    body = "\n".join(lines) + "\n"
    json.loads(body + '  "sha256": ""\n}\n')
    return f'{body}  "sha256": "{hashlib.sha256(body.encode()).hexdigest()}"\n}}\n'


def main():
    if len(sys.argv) != 3:
        raise SystemExit(f"usage: {sys.argv[0]} CHECKOUT_OF_XTB4STDA CHECKOUT_OF_PYSEQM")
    path = ROOT / "models/stda-xtb/parameters.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document(Path(sys.argv[1]), Path(sys.argv[2]) / "seqm/params/parameters_AM1_MOPAC.csv"), encoding="ascii", newline="\n")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
