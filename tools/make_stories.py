#!/usr/bin/env python3
"""Makes examples/Stories/molecules.extxyz: what the worked stories of docs/stories are told about.

    make_stories.py --output examples/Stories/molecules.extxyz

Naphthalene and azulene are those of docs/accuracy/series.extxyz (make_series.py). The others start from the geometries of
Hybrid.Tests/References/structures and examples/structures, relaxed like these by GFN2-xTB with Debian's xtb (apt-get install xtb), command
`xtb m.xyz --gfn 2 --opt tight`. Acetone with a stretched C=O bond is the relaxed one with the oxygen atom
moved along the bond: no minimum of anything.
"""
import argparse
import math
import os

import peer_runs
from make_series import relaxed
from molecular_geometry import add, scale, unit

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
REFERENCES, EXAMPLES = "Hybrid.Tests/References/structures", "examples/structures"

STORIES = [
    ("carbonyls", REFERENCES, ["formaldehyde", "acetone", "acetic_acid", "formamide", "urea"]),
    ("hydroxyls", REFERENCES, ["methanol", "phenol"]),
    ("hydroxyls", EXAMPLES, ["c2h5oh"]),
    ("domain", REFERENCES, ["pyridine", "ozone", "n2o", "nitric_acid", "chlorobenzene"]),
]
SERIES, ISOMERS = "docs/accuracy/series.extxyz", ["naphthalene", "azulene"]
NAMES = {"c2h5oh": "ethanol"}
STRETCHED = [1.4, 1.6, 1.8, 2.0]


def start(folder, name):
    with open(os.path.join(ROOT, folder, f"{name}.xyz")) as f:
        lines = f.read().splitlines()
    return [(w[0], [float(x) for x in w[1:4]]) for w in (line.split() for line in lines[2:2 + int(lines[0])])]


def stretched(atoms, length):
    """With the oxygen atom of the C=O bond at `length` from its carbon, in ångström."""
    oxygen = next(k for k, (e, _) in enumerate(atoms) if e == "O")
    carbon = min((p for e, p in atoms if e == "C"), key=lambda p: math.dist(p, atoms[oxygen][1]))
    along = unit(add(atoms[oxygen][1], carbon, -1))
    return [(e, add(carbon, scale(along, length)) if k == oxygen else p) for k, (e, p) in enumerate(atoms)]


def frame(name, story, atoms, geometry):
    lines = [str(len(atoms)), f'Properties=species:S:1:pos:R:3 name={name} story={story} geometry="{geometry}" pbc="F F F"']
    return "\n".join(lines + [f"{e:<2} {p[0]:12.6f} {p[1]:12.6f} {p[2]:12.6f}" for e, p in atoms]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", required=True)
    options = parser.parse_args()
    known = {keys["name"]: (atoms, keys["geometry"]) for keys, atoms in peer_runs.frames(os.path.join(ROOT, SERIES))}
    frames = [frame(name, "isomers", *known[name]) for name in ISOMERS]
    for story, folder, names in STORIES:
        for key in names:
            name = NAMES.get(key, key)
            atoms, steps, version = relaxed(name, start(folder, key), 0)
            geometry = f"GFN2-xTB, xtb {version}, --opt tight"
            frames.append(frame(name, story, atoms, geometry))
            print(f"{name}: {len(atoms)} atoms, {steps} steps", flush=True)
            if name == "acetone":
                frames += [frame(f"acetone_{length:.1f}", "stretched", stretched(atoms, length), f"{geometry}, C=O stretched to {length:.1f} angstrom") for length in STRETCHED]
    with open(options.output, "w") as f:
        f.writelines(frames)


if __name__ == "__main__":
    main()
