#!/usr/bin/env python3
"""Writes Hybrid.Tests/Physics/Optimisation/xtb-minima.json: molecules optimised by the program xtb.

Each molecule is optimised in an empty folder, with one thread: tightly for the minimum, and at the usual level for the
number of steps that the program needs.
    xtb FILE --opt extreme --gfn N --chrg CHARGE --acc 0.01
    xtb FILE --opt normal --gfn N --chrg CHARGE
Usage, from the repository root: tools/make_minimum_references.py
"""
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STRUCTURES = ROOT / "Hybrid.Tests" / "References" / "structures"
MOLECULES = [
    ("formaldehyde", 0, 2), ("hcn", 0, 2), ("allene", 0, 2), ("formamide", 0, 2), ("h3o_cation", 1, 2), ("sulfuric_acid", 0, 2),
    ("uracil", 0, 2), ("toluene", 0, 2), ("adenine", 0, 2), ("ferrocene", 0, 2), ("formic_acid", 0, 1), ("chloroform", 0, 1),
]


def optimised(name, charge, method, level, *options):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(STRUCTURES / f"{name}.xyz", Path(folder, "in.xyz"))
        command = ["xtb", "in.xyz", "--opt", level, "--gfn", str(method), "--chrg", str(charge), *options]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        output = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True).stdout
        if "GEOMETRY OPTIMIZATION CONVERGED" not in output:
            raise SystemExit(f"{name}: xtb did not converge")
        atoms = [line.split() for line in Path(folder, "xtbopt.xyz").read_text().splitlines()[2:]]
        return output, atoms


def case(name, charge, method):
    output, atoms = optimised(name, charge, method, "extreme", "--acc", "0.01")
    usual, _ = optimised(name, charge, method, "normal")
    return {
        "name": name, "method": f"gfn{method}-xtb", "charge": charge,
        "energy": float(re.findall(r"TOTAL ENERGY\s+(-?[\d.]+)", output)[-1]),
        "steps": int(re.search(r"CONVERGED AFTER\s+(\d+)", usual)[1]),
        "positions": [float(x) for atom in atoms for x in atom[1:4]],
    }


def main():
    cases = [case(*molecule) for molecule in MOLECULES]
    for entry in cases:
        print(entry["method"], entry["name"], entry["energy"], entry["steps"])
    document = {
        "program": "xtb", "version": "6.5.1",
        "commandLine": "xtb FILE --opt extreme --gfn N --chrg CHARGE --acc 0.01; steps: xtb FILE --opt normal --gfn N --chrg CHARGE",
        "units": "energy in Eh, positions in angstrom",
        "cases": cases,
    }
    text = json.dumps(document, indent=1)
    text = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)
    folder = ROOT / "Hybrid.Tests" / "Physics" / "Optimisation"
    folder.mkdir(exist_ok=True)
    Path(folder, "xtb-minima.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
