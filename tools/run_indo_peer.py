#!/usr/bin/env python3
"""Runs MOPAC's INDO/S with all single excitations over the molecules of extended XYZ files and writes their lowest singlets.

    run_indo_peer.py --output docs/accuracy/indo-s.csv test.extxyz train.extxyz:1000

FILE:1000 takes 1,000 molecules at even distances. A table that was begun is continued. A cell that stays empty is a failure
of the method there. The program is Debian's: apt-get install mopac.
"""
import argparse
import os
import re
import tempfile

import peer_runs

KEYWORDS = "INDO CIS MAXCI=20000 WRTCI=10 CHARGE=0 SINGLET"
ABOUT = (
    "INDO/S with all single excitations by MOPAC 22.0.6 (Debian package mopac 22.0.6+dfsg-1+b1)",
    f"command: mopac m.mop, with the keywords {KEYWORDS}",
    "made by tools/run_indo_peer.py; energies in eV",
)
COLUMNS = ("E1_eV", "E2_eV", "f1", "f2")
STATE = re.compile(r"^ +\d+ +(\d+\.\d+) +\d+\. +\d+\.\d+ +(\d+\.\d+)", re.M)


def row(clock, atoms):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "m.mop"), "w") as f:
            f.write(f"{KEYWORDS}\n\n\n" + "".join(f"{symbol} {p[0]:.8f} 1 {p[1]:.8f} 1 {p[2]:.8f} 1\n" for symbol, p in atoms))
        clock.run(["mopac", "m.mop"], folder)
        path = os.path.join(folder, "m.out")
        text = ""
        if os.path.exists(path):
            with open(path, errors="replace") as f:
                text = f.read()
    states = sorted((round(float(energy), 4), float(strength)) for energy, strength in STATE.findall(text.partition("CI trans.  energy")[2]))
    (e1, f1), (e2, f2) = [*states, (None, None), (None, None)][:2]
    return e1, e2, f1, f2


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", required=True)
    parser.add_argument("files", nargs="+", metavar="FILE[:COUNT]")
    arguments = parser.parse_args()
    clock = peer_runs.Clock()
    peer_runs.Table(arguments.output, ABOUT, COLUMNS).fill(peer_runs.molecules(arguments.files), lambda atoms: row(clock, atoms))
    clock.report()


if __name__ == "__main__":
    main()
