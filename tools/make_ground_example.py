#!/usr/bin/env python3
"""Makes the data of examples/train/ground.yaml: energies, forces, charges and dipoles of shaken small molecules by GFN2-xTB.

    make_ground_example.py --output ../examples/train

The molecules are those of make_training_example.py; a second run makes the same files. The program is Debian's: apt-get install xtb.
GFN2-xTB stands in for a better method, so that the example, in which GFN1-xTB learns it, needs no download and takes minutes to make.
"""
import argparse
import os

import make_references
import make_structures
from make_training_example import TRAIN, VALID, shaken
from molecular_geometry import embedded

ACCURACY = "0.01"
COPIES = 4


def frame(name, copy, atoms):
    """One frame; forces and dipole in atomic units."""
    text = make_structures.xyz(name, atoms, 0, 0)
    r = make_references.run(text, 2, 0, 0, ACCURACY)
    forces = [-x for x in r["gradient"]]
    dipole = " ".join(f"{x:.5f}" for x in r["dipole"])
    lines = [str(len(atoms)), f"Properties=species:S:1:pos:R:3:forces:R:3:charges:R:1 name={name}_{copy} molecule={name} energy={r['energy']:.8f} gap_eV={r['gap']:.5f} dipole=\"{dipole}\" pbc=\"F F F\""]
    for a, (symbol, p) in enumerate(atoms):
        lines.append(" ".join([symbol, *(f"{x:.5f}" for x in p), *(f"{x:.6f}" for x in forces[3 * a:3 * a + 3]), f"{r['charges'][a]:.5f}"]))
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", required=True)
    folder = parser.parse_args().output
    for file, molecules in (("ground_train.extxyz", TRAIN), ("ground_valid.extxyz", VALID)):
        made = []
        for name, formula in molecules.items():
            relaxed = make_structures.relaxed(name, embedded(formula, name), 0, 0)
            made += [frame(name, copy, shaken(name, copy, relaxed)) for copy in range(1, COPIES + 1)]
        with open(os.path.join(folder, file), "w") as f:
            f.writelines(made)
        print(f"{file}: {len(made)} structures of {len(molecules)} molecules; {make_references.version()} --gfn 2 --acc {ACCURACY} --grad", flush=True)


if __name__ == "__main__":
    main()
