#!/usr/bin/env python3
"""Makes the data of examples/train: excited states of shaken small molecules by INDO/S with all single excitations.

    make_training_example.py --output examples/train

Molecules are drawn from their formulas, relaxed by GFN2-xTB, and shaken; every geometry is drawn from the molecule's name, so that a second
run makes the same files. The programs are Debian's: apt-get install mopac xtb. INDO/S is no reference for anything: it stands in for one, so
that the example trains on something that needs no download and takes minutes to make.
"""
import argparse
import hashlib
import os
import random
import re
import tempfile

import make_structures
import peer_runs
from molecular_geometry import embedded

KEYWORDS = "INDO CIS MAXCI=20000 WRTCI=10 CHARGE=0 SINGLET"
ABOUT = "INDO/S, all single excitations, MOPAC 22.0.6 (Debian mopac 22.0.6+dfsg-1+b1), keywords " + KEYWORDS
STATE = re.compile(r"^ +\d+ +(\d+\.\d+) +\d+\. +\d+\.\d+ +(\d+\.\d+)", re.M)
SHAKE = 0.04
TRAIN = {
    "formaldehyde": "C=O", "acetaldehyde": "CC=O", "formamide": "NC=O", "formic_acid": "OC=O", "ethylene": "C=C", "propene": "CC=C",
    "methanimine": "C=N", "hydrogen_cyanide": "C#N", "acetylene": "C#C", "ketene": "C=C=O", "butadiene": "C=CC=C", "acrolein": "C=CC=O",
    "glyoxal": "O=CC=O", "ammonia": "N", "methanol": "CO", "furan": "c1ccoc1",
}
VALID = {"acetone": "CC(=O)C", "vinylamine": "C=CN", "acetonitrile": "CC#N", "acetamide": "CC(=O)N"}
COPIES = 8


def states(atoms):
    """The two lowest singlets, eV, with their oscillator strengths; None where the method gives none."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "m.mop"), "w") as f:
            f.write(f"{KEYWORDS}\n\n\n" + "".join(f"{symbol} {p[0]:.8f} 1 {p[1]:.8f} 1 {p[2]:.8f} 1\n" for symbol, p in atoms))
        peer_runs.Clock().run(["mopac", "m.mop"], folder)
        path = os.path.join(folder, "m.out")
        if not os.path.exists(path):
            return None
        with open(path, errors="replace") as f:
            text = f.read()
    found = sorted((round(float(energy), 4), float(strength)) for energy, strength in STATE.findall(text.partition("CI trans.  energy")[2]))
    return found[:2] if len(found) >= 2 else None


def shaken(name, copy, atoms):
    rng = random.Random(hashlib.sha256(f"{name}/{copy}".encode()).hexdigest())
    return [(symbol, [round(x + rng.gauss(0, SHAKE), 5) for x in p]) for symbol, p in atoms]


def frames(molecules):
    for name, formula in molecules.items():
        relaxed = make_structures.relaxed(name, embedded(formula, name), 0, 0)
        for copy in range(1, COPIES + 1):
            atoms = shaken(name, copy, relaxed)
            if (lowest := states(atoms)) is None:
                print(f"{name}, copy {copy}: INDO/S gave no states; left out", flush=True)
                continue
            (e1, f1), (e2, f2) = lowest
            keys = f"name={name}_{copy} molecule={name} E1_eV={e1} E2_eV={e2} f1={f1} f2={f2} level=\"INDO/S\""
            yield "\n".join([str(len(atoms)), f"Properties=species:S:1:pos:R:3 {keys} pbc=\"F F F\""] + [f"{s} {p[0]:.5f} {p[1]:.5f} {p[2]:.5f}" for s, p in atoms]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", required=True)
    folder = parser.parse_args().output
    for file, molecules in (("train.extxyz", TRAIN), ("valid.extxyz", VALID)):
        made = list(frames(molecules))
        with open(os.path.join(folder, file), "w") as f:
            f.writelines(made)
        print(f"{file}: {len(made)} structures of {len(molecules)} molecules; {ABOUT}", flush=True)


if __name__ == "__main__":
    main()
