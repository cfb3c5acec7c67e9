#!/usr/bin/env python3
"""Runs Debian's xtb over the reference structures and writes Hybrid.Tests/References/gfn{1,2}-xtb.json.

    make_references.py                  all structures, both methods
    make_references.py --verify 12      xtb's own gradient against differences of its own energies

Where each number comes from (the source with the most digits):
    energy, its parts, gap      box "SUMMARY" of the output, 12 decimals
    gradient                    file `gradient`, 14 significant digits
    shell and atomic charges    file `xtbrestart` (binary, double); `charges` has 8 decimals
    atomic dipoles, quadrupoles file `xtbrestart` (GFN2 only)
    orbital energies            file `mos`, 14 significant digits, Eh
    occupations, dipole         file `xtbout.json`, 8 decimals
    bond orders                 file `wbo`, double

Each run has a fresh folder: a file `xtbrestart` that lies about would replace the initial guess.
"""
import argparse
import glob
import json
import math
import os
import random
import re
import struct
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REFERENCES = os.path.join(HERE, "..", "Hybrid.Tests", "References")
FOLDERS = (os.path.join(REFERENCES, "structures"), os.path.join(HERE, "..", "examples", "structures"))
ACCURACY = "0.001"
COMMAND = "xtb FILE --gfn {gfn} --acc {acc} --grad --chrg CHARGE --uhf UNPAIRED --input CONTROL"
CONTROL = "$scc\n   broydamp={mixing}\n$end\n$write\n   json=true\n   tm mos=true\n$end\n"
MIXING, CAREFUL_MIXING = 0.4, 0.1
COLLAPSED_CHARGE = 8.0
SAME_SOLUTION = 1e-7
BOND_ORDER_FLOOR = 0.1
MULTIPOLE_ATOMS = 30
BOHR = 0.529177210903

PARTS = {
    "SCC energy": "electronic",
    "-> electrostatic": "electrostatic",
    "-> isotropic ES": "isotropicElectrostatic",
    "-> anisotropic ES": "anisotropicElectrostatic",
    "-> anisotropic XC": "anisotropicExchangeCorrelation",
    "-> dispersion": "dispersion",
    "dispersion energy": "dispersion",
    "repulsion energy": "repulsion",
    "halogen bond corr.": "halogenBond",
}


class Failure(Exception):
    pass


def read_xyz(path):
    with open(path) as f:
        lines = f.read().split("\n")
    n = int(lines[0])
    keys = dict(w.split("=", 1) for w in lines[1].split() if "=" in w)
    atoms = [(w[0], [float(x) for x in w[1:4]]) for w in (line.split() for line in lines[2:2 + n])]
    return atoms, int(keys.get("charge", 0)), int(keys.get("multiplicity", 1)) - 1


def structures():
    paths = sorted((p for folder in FOLDERS for p in glob.glob(os.path.join(folder, "*.xyz"))), key=os.path.basename)
    return {os.path.basename(p)[:-4]: p for p in paths}


def records(path):
    """The records of a Fortran sequential unformatted file."""
    with open(path, "rb") as f:
        data = f.read()
    result, at = [], 0
    while at < len(data):
        size = struct.unpack_from("<i", data, at)[0]
        result.append(data[at + 4:at + 4 + size])
        at += size + 8
    return result


def doubles(record):
    return list(struct.unpack(f"<{len(record) // 8}d", record))


def run(text, gfn, charge, unpaired, accuracy, full=True, mixing=MIXING):
    with tempfile.TemporaryDirectory() as folder:
        def read(name):
            with open(os.path.join(folder, name)) as f:
                return f.read()

        with open(os.path.join(folder, "molecule.xyz"), "w") as f:
            f.write(text)
        with open(os.path.join(folder, "control"), "w") as f:
            f.write(CONTROL.format(mixing=mixing))
        command = ["xtb", "molecule.xyz", "--gfn", str(gfn), "--acc", accuracy, "--grad", "--chrg", str(charge), "--uhf", str(unpaired), "--input", "control"]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("XTB")}
        environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_STACKSIZE": "1G", "HOME": folder}
        done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        out = done.stdout
        converged = re.search(r"convergence criteria satisfied after (\d+) iterations", out)
        if "NaN" in out.split("TOTAL ENERGY")[0].split("iter  ")[-1].split("***")[0]:
            raise Failure("xtb's energy is not a number")
        if not converged:
            raise Failure("self-consistent field not converged" if "cannot be satisfied" in out else f"xtb ended with exit code {done.returncode}")
        if "normal termination" not in out:
            raise Failure(f"xtb ended with exit code {done.returncode}")
        summary = dict((k.strip(), float(v)) for k, v in re.findall(r"^ *:: +(\S.*?) +(-?\d+\.\d+) +(?:Eh|eV|e)\b", out, re.M))
        result = {"energy": summary["total energy"], "iterations": int(converged[1])}
        lines = read("gradient").split("\n")
        n = int(text.split("\n", 1)[0])
        gradient = [[float(x) for x in line.split()] for line in lines[2 + n:2 + 2 * n]]
        result["gradient"] = [x for g in gradient for x in g]
        if not all(math.isfinite(x) for x in result["gradient"]):
            raise Failure("xtb's gradient is not finite")
        if not full:
            return result
        result["gap"] = summary["HOMO-LUMO gap"]
        result["parts"] = {name: summary[key] for key, name in PARTS.items() if key in summary}
        data = json.loads(read("xtbout.json"))
        result["occupations"] = data["fractional occupation"]
        result["electrons"] = data["number of electrons"]
        result["dipole"] = data["dipole"]
        result["orbitals"] = [float(x.replace("D", "e")) for x in re.findall(r"eigenvalue=(\S+)", read("mos"))]
        restart = records(os.path.join(folder, "xtbrestart"))
        result["shellCharges"] = doubles(restart[1])
        result["charges"] = [float(x) for x in read("charges").split()]
        if gfn == 2:
            result["dipoles"], result["quadrupoles"] = doubles(restart[2]), doubles(restart[3])
        bonds = [line.split() for line in read("wbo").split("\n") if line.strip()]
        result["bonds"] = [(int(a) - 1, int(b) - 1, float(w)) for a, b, w in bonds if float(w) > BOND_ORDER_FLOOR]
        return result


def reference(text, gfn, charge, unpaired):
    """One run as xtb does it by default, and a second one with careful mixing that shows whether there are several solutions.

    GFN1's third-order term is a cubic in the charge and has no lower bound; a run that fell into that hole is replaced by the careful one.
    """
    result = run(text, gfn, charge, unpaired, ACCURACY)
    if result["electrons"] + unpaired >= 2 * len(result["orbitals"]):
        raise Failure("no virtual orbital for one spin: xtb adds an entropy that it never set")
    result["mixing"], result["other"] = MIXING, None
    try:
        careful = run(text, gfn, charge, unpaired, ACCURACY, mixing=CAREFUL_MIXING)
    except Failure:
        return result
    careful["mixing"], careful["other"] = CAREFUL_MIXING, None
    if abs(careful["energy"] - result["energy"]) < SAME_SOLUTION:
        return result
    if max(map(abs, result["charges"])) > COLLAPSED_CHARGE:
        result, careful = careful, result
    if max(map(abs, result["charges"])) > COLLAPSED_CHARGE:
        raise Failure("no bound state found: a charge runs away")
    result["other"] = careful["energy"]
    return result


def atomic_charges(result, counts):
    """Sums of the shell charges, which have more digits than the file `charges`; checked against it."""
    shells = iter(result["shellCharges"])
    sums = [sum(next(shells) for _ in range(c)) for c in counts]
    worst = max(abs(a - b) for a, b in zip(sums, result["charges"]))
    if worst > 1e-8:
        raise Failure(f"shell charges and atomic charges differ by {worst:g}")
    return sums


def shell_counts(elements, gfn):
    """Shells per atom, from the line `ao=` of the parameter file that Debian installs."""
    counts, z = {}, None
    with open(f"/usr/share/xtb/param_gfn{gfn}-xtb.txt") as f:
        for line in f:
            if line.startswith("$Z="):
                z = int(re.match(r"\$Z=\s*(\d+)", line)[1])
            elif z and line.strip().startswith("ao="):
                counts[z] = len(re.findall(r"\d[spdfSPDF]", line.split("=")[1]))
                z = None
    symbols = ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I "
               "Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn").split()
    return [counts[symbols.index(e) + 1] for e in elements]


def number(x, digits):
    text = f"{x:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def row(values, digits):
    return "[" + ",".join(number(x, digits) for x in values) + "]"


def case_text(name, charge, unpaired, r, gfn, elements):
    n = len(elements)
    lines = [f'"name":"{name}","charge":{charge},"unpaired":{unpaired},"iterations":{r["iterations"]},"mixing":{r["mixing"]}',
             f'"energy":{number(r["energy"], 12)},"gapElectronvolt":{number(r["gap"], 9)}',
             '"parts":{' + ",".join(f'"{k}":{number(v, 12)}' for k, v in r["parts"].items()) + "}",
             f'"dipole":{row(r["dipole"], 8)}',
             f'"gradient":{row(r["gradient"], 11)}',
             f'"charges":{row(atomic_charges(r, shell_counts(elements, gfn)), 10)}',
             f'"shellCharges":{row(r["shellCharges"], 10)}']
    if gfn == 2 and n <= MULTIPOLE_ATOMS:
        lines += [f'"atomicDipoles":{row(r["dipoles"], 8)}', f'"atomicQuadrupoles":{row(r["quadrupoles"], 8)}']
    if r["other"] is not None:
        lines.insert(2, f'"otherSolution":{number(r["other"], 12)}')
    occupied = len(r["occupations"])
    while occupied and r["occupations"][occupied - 1] == 0:
        occupied -= 1
    lines += [f'"orbitalEnergies":{row(r["orbitals"], 10)}',
              f'"occupations":{row(r["occupations"][:occupied], 8)}',
              '"bondOrders":[' + ",".join(f"[{a},{b},{number(w, 8)}]" for a, b, w in r["bonds"]) + "]"]
    return "{" + ",\n".join(lines) + "}"


def version():
    out = subprocess.run(["xtb", "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    return re.search(r"xtb version (\S+)", out)[1]


def make(gfn):
    cases, dropped = [], []
    for name, path in structures().items():
        atoms, charge, unpaired = read_xyz(path)
        with open(path) as f:
            text = f.read()
        try:
            r = reference(text, gfn, charge, unpaired)
            if r["other"] is not None:
                print(f"GFN{gfn} {name}: another solution, {r['other'] - r['energy']:+.6f} Eh, mixing {r['mixing']}", flush=True)
            cases.append(case_text(name, charge, unpaired, r, gfn, [e for e, _ in atoms]))
        except Failure as failure:
            dropped.append((name, str(failure)))
            print(f"GFN{gfn} {name}: {failure}", flush=True)
    head = ['"format":"hybrid-references","formatVersion":1',
            f'"method":"GFN{gfn}-xTB","program":"xtb","version":"{version()}","package":"Debian 6.5.1-3"',
            f'"commandLine":"{COMMAND.format(gfn=gfn, acc=ACCURACY)}"',
            '"units":{"energy":"Eh","gradient":"Eh/a0","charges":"e","dipole":"e a0","atomicDipoles":"e a0","atomicQuadrupoles":"e a0^2, traceless, xx xy yy xz yz zz","orbitalEnergies":"Eh"}',
            '"dropped":[' + ",".join(json.dumps({"name": n, "reason": w}) for n, w in dropped) + "]"]
    path = os.path.join(REFERENCES, f"gfn{gfn}-xtb.json")
    with open(path, "w") as f:
        f.write("{" + ",\n".join(head) + ',\n"cases":[\n' + ",\n".join(cases) + "\n]}\n")
    print(f"GFN{gfn}: {len(cases)} cases, {len(dropped)} dropped, {os.path.getsize(path)} bytes", flush=True)


def verify(count, step=0.01):
    """Five-point differences of the energy, step in bohr, at acc 0.0001."""
    rng = random.Random(1)
    names = structures()
    small = [n for n, p in names.items() if 2 <= len(read_xyz(p)[0]) <= 30]
    for name in rng.sample(small, count):
        atoms, charge, unpaired = read_xyz(names[name])
        if any(e == "He" for e, _ in atoms):
            continue
        coordinates = list(range(3 * len(atoms)))
        if len(coordinates) > 9:
            coordinates = rng.sample(coordinates, 9)

        def text(coordinate=None, shift=0.0):
            lines = [str(len(atoms)), ""]
            for i, (e, p) in enumerate(atoms):
                q = [x + (shift * BOHR if coordinate == 3 * i + k else 0.0) for k, x in enumerate(p)]
                lines.append(f"{e} {q[0]:.14f} {q[1]:.14f} {q[2]:.14f}")
            return "\n".join(lines) + "\n"

        for gfn in (1, 2):
            try:
                gradient = run(text(), gfn, charge, unpaired, "0.0001", full=False)["gradient"]
                worst = 0.0
                for c in coordinates:
                    e = {k: run(text(c, k * step), gfn, charge, unpaired, "0.0001", full=False)["energy"] for k in (-2, -1, 1, 2)}
                    numeric = (e[-2] - 8 * e[-1] + 8 * e[1] - e[2]) / (12 * step)
                    worst = max(worst, abs(numeric - gradient[c]))
                print(f"GFN{gfn} {name}: {len(coordinates)} coordinates, largest deviation {worst:.1e} Eh/a0", flush=True)
            except Failure as failure:
                print(f"GFN{gfn} {name}: {failure}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--verify", type=int, metavar="COUNT", help="compare analytic and numerical gradients of COUNT random structures")
    parser.add_argument("--gfn", type=int, choices=(1, 2), help="one method only")
    arguments = parser.parse_args()
    if arguments.verify:
        verify(arguments.verify)
        sys.exit()
    for method in (arguments.gfn,) if arguments.gfn else (1, 2):
        make(method)
