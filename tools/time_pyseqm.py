#!/usr/bin/env python3
"""Times AM1 with CIS in PYSEQM (PyTorch) on distorted benzenes, and writes such benzenes for our own benchmark.

    apt install python3-torch python3-h5py
    git clone https://github.com/lanl/PYSEQM
    python3 tools/time_pyseqm.py PYSEQM                      # ms per molecule
    python3 tools/time_pyseqm.py --write benzenes.extxyz     # 320 of them, with made-up labels
    dotnet run -c Release --project Hybrid.Benchmarks -- train --data benzenes.extxyz --count 320

Both with one thread (OMP_NUM_THREADS=1), in turns in the same minutes; docs/benchmarks.md says what came out.
"""

import math
import random
import sys
import time
from pathlib import Path

BATCH = 32
REPEATS = 3
SPREAD = 0.02  # angstrom
RING, BOND = 1.3915, 1.08  # angstrom


def benzene():
    corners = [(math.cos(k * math.pi / 3), math.sin(k * math.pi / 3)) for k in range(6)]
    return [(6, RING * x, RING * y, 0.0) for x, y in corners] + [(1, (RING + BOND) * x, (RING + BOND) * y, 0.0) for x, y in corners]


def write(path):
    random.seed(1)
    with Path(path).open("w", encoding="ascii", newline="\n") as out:
        for row in range(320):
            out.write(f"12\nProperties=species:S:1:pos:R:3 qm8_row={row} smiles=benzene{row} "
                      "E1_CC2_eV=5.2 E2_CC2_eV=6.2 f1_CC2=0 f2_CC2=0 E1_CC2_suspect=F E2_CC2_suspect=F\n")
            for z, *position in benzene():
                out.write(f"{'C' if z == 6 else 'H'} " + " ".join(f"{x + random.gauss(0, SPREAD):.6f}" for x in position) + "\n")


def measure(checkout):
    sys.path.insert(0, checkout)
    import torch
    from seqm.ElectronicStructure import Electronic_Structure
    from seqm.Molecule import Molecule
    from seqm.seqm_functions.constants import Constants

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(1)
    species = torch.tensor([[z for z, *_ in benzene()]] * BATCH)
    positions = torch.tensor([[position for _, *position in benzene()]] * BATCH)

    def run(states):
        settings = {"method": "AM1", "scf_eps": 1e-7, "scf_converger": [1]}
        if states:
            settings |= {"excited_states": {"n_states": states, "method": "cis"}, "active_state": 1}
        moved = (positions + SPREAD * torch.randn_like(positions)).requires_grad_(True)
        molecules = Molecule(Constants(), settings, moved, species)
        calculation = Electronic_Structure(settings)
        start = time.perf_counter()
        calculation(molecules)
        return (time.perf_counter() - start) / BATCH * 1e3

    for states, what in ((0, "energy and forces"), (2, "two states, forces of the first"), (5, "five states, forces of the first")):
        print(f"AM1, {what}: " + ", ".join(f"{run(states):.1f}" for _ in range(REPEATS)) + " ms per molecule", file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"] and len(sys.argv) == 3:
        write(sys.argv[2])
    elif len(sys.argv) == 2:
        measure(sys.argv[1])
    else:
        raise SystemExit(f"usage: {sys.argv[0]} CHECKOUT_OF_PYSEQM | --write FILE.extxyz")
