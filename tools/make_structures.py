#!/usr/bin/env python3
"""Writes the small molecules of Hybrid.Tests/References/structures.

Two ways to a geometry, neither of them exact:
- a centre with ligands at ideal angles and textbook bond lengths (`star`), or explicit coordinates;
- for organic molecules a line notation, embedded by springs and relaxed a few steps by `xtb --gfn 2 --opt crude`.

Every polyatomic molecule is then shaken (sigma 0.02 angstrom) so that its gradient does not vanish, unless its symmetry is wanted,
and turned and shifted so that no two atoms share a Cartesian coordinate: xtb 6.5.1's analytic gradient is wrong where they do.

The random numbers are keyed by the molecule's name. The files in the repository are what counts: another build of xtb may relax to
slightly different numbers, so existing files are left alone unless they are named on the command line.
"""
import hashlib
import math
import os
import random
import subprocess
import sys
import tempfile

from molecular_geometry import add, dot, embedded, scale, unit
from reference_molecules import MOLECULES

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "..", "Hybrid.Tests", "References", "structures")
SHAKE = 0.02
COORDINATE_GAP = 0.004


# ---- output ----

def xyz(name, atoms, charge, unpaired):
    keys = [f"name={name}"]
    if charge:
        keys.append(f"charge={charge}")
    if unpaired:
        keys.append(f"multiplicity={unpaired + 1}")
    lines = [str(len(atoms)), " ".join(keys)] + [f"{e:<2} {p[0]:15.8f} {p[1]:15.8f} {p[2]:15.8f}" for e, p in atoms]
    return "\n".join(lines) + "\n"


def relaxed(name, atoms, charge, unpaired):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "m.xyz"), "w") as f:
            f.write(xyz(name, atoms, 0, 0))
        run = subprocess.run(
            ["xtb", "m.xyz", "--gfn", "2", "--opt", "crude", "--cycles", "60", "--chrg", str(charge), "--uhf", str(unpaired)],
            cwd=folder, env={**os.environ, "OMP_NUM_THREADS": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        path = os.path.join(folder, "xtbopt.xyz")
        if not os.path.exists(path):
            path = os.path.join(folder, "xtblast.xyz")
        if not os.path.exists(path):
            raise RuntimeError(f"{name}: xtb left no geometry\n{run.stdout[-1500:]}")
        with open(path) as f:
            lines = f.read().split("\n")
    return [(w[0], [float(x) for x in w[1:4]]) for w in (line.split() for line in lines[2:2 + int(lines[0])])]


def turned(name, atoms, shake):
    rng = random.Random(hashlib.sha256(name.encode()).hexdigest())
    if shake:
        atoms = [(e, [x + rng.gauss(0, SHAKE) for x in p]) for e, p in atoms]
    centre = scale([sum(p[k] for _, p in atoms) for k in range(3)], 1 / len(atoms))
    for _ in range(100000):
        q = unit([rng.gauss(0, 1) for _ in range(4)])
        w, x, y, z = q
        rotation = [[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
                    [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
                    [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]]
        shift = [rng.uniform(-0.5, 0.5) for _ in range(3)]
        placed = [(e, add([dot(row, add(p, centre, -1)) for row in rotation], shift)) for e, p in atoms]
        gap = min((b - a for k in range(3) for a, b in (lambda s: zip(s, s[1:]))(sorted(p[k] for _, p in placed))), default=1.0)
        if gap > COORDINATE_GAP:
            return placed
    raise RuntimeError(f"{name}: no orientation keeps all coordinates apart")


def closest(atoms):
    return min((math.dist(p, q) for i, (_, p) in enumerate(atoms) for _, q in atoms[:i]), default=9.9)


def main(names):
    os.makedirs(TARGET, exist_ok=True)
    for name, (atoms, charge, unpaired, shake, relax) in MOLECULES.items():
        path = os.path.join(TARGET, name + ".xyz")
        if names and name not in names or not names and os.path.exists(path):
            continue
        if isinstance(atoms, str):
            atoms = embedded(atoms, name)
        if relax:
            atoms = relaxed(name, atoms, charge, unpaired)
        atoms = turned(name, atoms, shake)
        if closest(atoms) < 0.6:
            raise RuntimeError(f"{name}: two atoms at {closest(atoms):.2f} angstrom")
        with open(path, "w") as f:
            f.write(xyz(name, atoms, charge, unpaired))
        print(name, len(atoms), flush=True)


if __name__ == "__main__":
    main(set(sys.argv[1:]))
