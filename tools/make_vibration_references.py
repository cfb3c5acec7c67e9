#!/usr/bin/env python3
"""Writes Hybrid.Tests/Physics/Response/xtb-vibrations.json: harmonic vibrations and thermochemistry of the program xtb.

Each molecule is optimised by xtb and its Hessian taken there, in an empty folder, with one thread:
    xtb FILE --opt extreme --gfn N --chrg CHARGE --acc 0.01
    xtb xtbopt.xyz --hess --gfn N --chrg CHARGE --acc 0.01
Usage, from the repository root: tools/make_vibration_references.py
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
MOLECULES = {
    "hcn": 0, "co2": 0, "nh3": 0, "methanol": 0, "formic_acid": 0, "hydrogen_peroxide": 0, "ethane": 0, "chloroform": 0,
    "h3o_cation": 1, "water_dimer": 0,
}


def run(folder, *arguments):
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.run(["xtb", *arguments], cwd=folder, env=environment, capture_output=True, text=True).stdout


def case(name, charge, method):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(STRUCTURES / f"{name}.xyz", Path(folder, "in.xyz"))
        common = ["--gfn", str(method), "--chrg", str(charge), "--acc", "0.01"]
        run(folder, "in.xyz", "--opt", "extreme", *common)
        output = run(folder, "xtbopt.xyz", "--hess", *common)
        atoms = [line.split() for line in Path(folder, "xtbopt.xyz").read_text().splitlines()[2:]]
        modes = re.findall(r"^\s+\d+\s+a\s+(-?[\d.]+)\s+([\d.]+)", Path(folder, "vibspectrum").read_text(), re.M)
        result = {
            "name": name, "method": f"gfn{method}-xtb", "charge": charge,
            "symbols": [atom[0] for atom in atoms],
            "positions": [float(x) for atom in atoms for x in atom[1:4]],
            "frequencies": [float(mode[0]) for mode in modes],
            "intensities": [float(mode[1]) for mode in modes],
        }
        zero_point = re.search(r"zero point energy\s+(-?[\d.]+)", output)
        if zero_point:  # the program breaks off before its thermochemistry when a molecule is linear
            number = r"\s+(-?[\d.]+)"
            result["zeroPointEnergy"] = float(zero_point[1])
            result["symmetryNumber"] = int(re.search(r"rotational number\s+(\d+)", output)[1])
            result["freeEnergy"] = float(re.search(r"G\(RRHO\) contrib\." + number, output)[1])
            for key, label in ("vibration", "VIB"), ("rotation", "ROT"), ("translation", "TR"):
                found = re.search(rf" {label}\s+\S+" + number * 3 + r"\s*$", output, re.M)
                result[key] = [float(x) for x in found.groups()]
        return result


def main():
    cases = [case(name, charge, method) for method in (1, 2) for name, charge in MOLECULES.items()]
    for entry in cases:
        print(entry["method"], entry["name"], len(entry["frequencies"]), entry.get("zeroPointEnergy"))
    document = {
        "program": "xtb", "version": "6.5.1",
        "commandLine": "xtb FILE --opt extreme --gfn N --chrg CHARGE --acc 0.01; xtb xtbopt.xyz --hess --gfn N --chrg CHARGE --acc 0.01",
        "units": "positions in angstrom, frequencies in 1/cm, intensities in km/mol, energies in Eh; vibration, rotation and "
                 "translation are enthalpy in cal/mol, heat capacity at constant pressure and entropy in cal/(mol K), at 298.15 K, "
                 "rotor cutoff 50/cm",
        "cases": cases,
    }
    text = json.dumps(document, indent=1)
    text = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)
    (ROOT / "Hybrid.Tests" / "Physics" / "Response" / "xtb-vibrations.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
