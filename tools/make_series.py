#!/usr/bin/env python3
"""Makes docs/accuracy/series.extxyz: chromophores of growing size with what the literature says of their bright states.

    make_series.py --output docs/accuracy/series.extxyz

Geometries: series_molecules.py, relaxed by GFN2-xTB with Debian's xtb (apt-get install xtb), command `xtb m.xyz --gfn 2 --opt tight`. Each
starting geometry is turned by an angle drawn from its name, because xtb 6.5.1's analytic gradient is wrong where atoms share a coordinate.
"""
import argparse
import math
import os
import re
import tempfile

import peer_runs
from make_structures import turned, xyz
from series_molecules import SOURCES, bonds, molecules

SHORTEST = 0.9


def relaxed(name, atoms, charge):
    """The geometry, its number of steps and the program's version."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "m.xyz"), "w") as f:
            f.write(xyz(name, atoms, 0, 0))
        _, output = peer_runs.Clock().run(["xtb", "m.xyz", "--gfn", "2", "--opt", "tight", "--chrg", str(charge)], folder, HOME=folder)
        if "GEOMETRY OPTIMIZATION CONVERGED" not in output or "normal termination" not in output:
            raise SystemExit(f"{name}: a converged optimisation was expected from xtb, but it ended with\n{output[-1500:]}")
        steps = int(re.search(r"CONVERGED AFTER +(\d+)", output)[1])
        version = re.search(r"xtb version (\S+)", output)[1]
        (_, result), = peer_runs.frames(os.path.join(folder, "xtbopt.xyz"))
    return result, steps, version


def frame(name, series, size, charge, atoms, states, literature, version):
    keys = [f"name={name}", f"series={series}", f"size={size}", f"charge={charge}", f"states={','.join(states)}"]
    for state, kind, energy, source in literature:
        keys += [f"{state}_{kind}_ev={energy:.3f}", f"{state}_{kind}_source={SOURCES[source]}"]
    keys.append(f'geometry="GFN2-xTB, xtb {version}, --opt tight"')
    lines = [str(len(atoms)), f'Properties=species:S:1:pos:R:3 {" ".join(keys)} pbc="F F F"']
    return "\n".join(lines + [f"{e:<2} {p[0]:12.6f} {p[1]:12.6f} {p[2]:12.6f}" for e, p in atoms]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", required=True)
    parser.add_argument("--only", help="names, separated by commas; the file then holds these alone")
    options = parser.parse_args()
    wanted = set(options.only.split(",")) if options.only else None
    frames = []
    for name, series, size, charge, start, states, literature in molecules():
        if wanted and name not in wanted:
            continue
        atoms = turned(name, start, shake=False)
        shortest = min(math.dist(p, q) for i, (_, p) in enumerate(atoms) for _, q in atoms[:i])
        if shortest < SHORTEST:
            raise SystemExit(f"{name}: two atoms at {shortest:.2f} angstrom before relaxation")
        atoms, steps, version = relaxed(name, atoms, charge)
        frames.append(frame(name, series, size, charge, atoms, states, literature, version))
        if bonds(atoms) != bonds(turned(name, start, shake=False)):
            raise SystemExit(f"{name}: bonds were made or broken")
        print(f"{name}: {len(atoms)} atoms, {steps} steps", flush=True)
    with open(options.output, "w") as f:
        f.writelines(frames)


if __name__ == "__main__":
    main()
