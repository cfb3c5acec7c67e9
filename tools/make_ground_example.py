#!/usr/bin/env python3
"""Makes the data of examples/train/ground.yaml: energies, forces, charges and dipoles of shaken small molecules by GFN2-xTB.

    make_ground_example.py --folder ../examples/train

The geometries are the first four of each molecule in train.extxyz and valid.extxyz (make_training_example.py); a second run makes the same files.
The program is Debian's: apt-get install xtb. GFN2-xTB stands in for a better method, so that the example, in which GFN1-xTB learns it, needs no
download.
"""
import argparse
import os

import make_references
import make_structures
import peer_runs

ACCURACY = "0.01"
COPIES = 4


def frame(name, molecule, atoms):
    """One frame; forces and dipole in atomic units."""
    r = make_references.run(make_structures.xyz(name, atoms, 0, 0), 2, 0, 0, ACCURACY)
    forces = [-x for x in r["gradient"]]
    dipole = " ".join(f"{x:.5f}" for x in r["dipole"])
    keys = f"name={name} molecule={molecule} energy={r['energy']:.8f} gap_eV={r['gap']:.5f} dipole=\"{dipole}\""
    lines = [str(len(atoms)), f"Properties=species:S:1:pos:R:3:forces:R:3:charges:R:1 {keys} pbc=\"F F F\""]
    for a, (symbol, p) in enumerate(atoms):
        lines.append(" ".join([symbol, *(f"{x:.5f}" for x in p), *(f"{x:.6f}" for x in forces[3 * a:3 * a + 3]), f"{r['charges'][a]:.5f}"]))
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", required=True)
    folder = parser.parse_args().folder
    for use in ("train", "valid"):
        chosen = [(keys, atoms) for keys, atoms in peer_runs.frames(os.path.join(folder, f"{use}.extxyz")) if int(keys["name"].rsplit("_", 1)[1]) <= COPIES]
        made = [frame(keys["name"], keys["molecule"], atoms) for keys, atoms in chosen]
        with open(os.path.join(folder, f"ground_{use}.extxyz"), "w") as f:
            f.writelines(made)
        print(f"ground_{use}.extxyz: {len(made)} structures; xtb {make_references.version()} --gfn 2 --acc {ACCURACY} --grad", flush=True)


if __name__ == "__main__":
    main()
