#!/usr/bin/env python3
"""Runs xtb4stda and std2 over the molecules of extended XYZ files and writes their lowest states as a small table.

    run_stda_peers.py --xtb4stda PROGRAM --std2 PROGRAM --home FOLDER --output docs/accuracy/stda-xtb.csv test.extxyz train.extxyz:1000
    run_stda_peers.py --xtb4stda PROGRAM --std2 PROGRAM --home FOLDER --verify reference.json

FILE:1000 takes 1,000 molecules at even distances. A table that was begun is continued. --verify recomputes the lowest
singlets of published reference numbers. FOLDER holds .param_stda1.xtb and .param_stda2.xtb (the sources of xtb4stda do).

The window begins at 10 eV; where fewer than two singlets (or no triplet) come out it is widened to 14 and 18 eV. The table
names the window of the singlets. A cell that stays empty is a failure of the method there.

Building the programs with GNU Fortran and OpenBLAS (Debian: gfortran, gcc, libopenblas0), each in an empty folder:

    X=…/xtb4stda/src    # github.com/grimme-lab/xtb4stda at 3b3d690
    gfortran -O2 -std=legacy -fopenmp -cpp -ffree-line-length-none -I$X/../include \\
        $X/gbobc.f $X/ncoord.f90 $X/intpack.f90 $(ls $X/*.f $X/*.f90 | grep -vE '/(gbobc.f|ncoord.f90|intpack.f90)$') \\
        -l:libopenblas.so.0 -o xtb4stda

    S=…/std2            # github.com/grimme-lab/std2 at 8d50f9f
    for f in cint1e_{ovlp,r,rr,p,irp,cg_irxp}_cart cint2e_cart{,_optimizer} cintcgto_cart cintdel_optimizer; do
        echo "void ${f}_(void) { __builtin_abort(); }"; done > nocint.c    # libcint, which -libcintOFF never calls
    gcc -c nocint.c
    gfortran -O2 -std=legacy -fopenmp -cpp -DPROJECT_NAME='"std2"' -DPROJECT_VERSION='"2.0"' \\
        $S/stdacommon.f90 $S/stringmod.f90 $S/intpack.f90 $(ls $S/*.f $S/*.f90 | grep -vE '/(stdacommon|stringmod|intpack).f90$') \\
        nocint.o -l:libopenblas.so.0 -o std2
"""
import argparse
import json
import os
import re
import resource
import tempfile

import peer_runs

WINDOWS = (10, 14, 18)
ABOUT = (
    "sTDA-xTB (doi:10.1063/1.4959605) by xtb4stda 1.0 (commit 3b3d690) and std2 2.0 (commit 8d50f9f), built with GNU Fortran 12.2 and OpenBLAS 0.3.21",
    "commands: xtb4stda m.xyz; std2 -xtb -e WINDOW -libcintOFF; std2 -xtb -e WINDOW -libcintOFF -t",
    "made by tools/run_stda_peers.py; energies in eV; WINDOW is 10 eV, or 14, 18 where fewer than two singlets or no triplet came out",
)
COLUMNS = ("E1_eV", "E2_eV", "f1", "f2", "T1_eV", "window_eV")
STATE = re.compile(r"^ *\d+ +(\d+\.\d+) +(-?\d+\.\d+)", re.M)
PRINTED = 0.0011


def xyz(atoms):
    return f"{len(atoms)}\n\n" + "".join(f"{symbol} {p[0]:.8f} {p[1]:.8f} {p[2]:.8f}\n" for symbol, p in atoms)


class Programs:
    def __init__(self, xtb4stda, std2, home):
        self.xtb4stda, self.std2, self.home = map(os.path.abspath, (xtb4stda, std2, home))
        self.clock = peer_runs.Clock()
        hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
        resource.setrlimit(resource.RLIMIT_STACK, (hard, hard))

    def states(self, folder, window, *options):
        """(energy in eV, oscillator strength) by energy, from the file that std2 writes with one digit more than it prints."""
        path = os.path.join(folder, "tda.dat")
        if os.path.exists(path):
            os.remove(path)
        self.clock.run([self.std2, "-xtb", "-e", str(window), "-libcintOFF", *options], folder)
        if not os.path.exists(path):
            return []
        with open(path) as f:
            return sorted((float(energy), float(strength)) for energy, strength in STATE.findall(f.read().partition("DATXY")[2]))

    def lowest(self, folder, fewest, *options):
        """The states of the first window that has enough of them, with the window."""
        for window in WINDOWS:
            found = self.states(folder, window, *options)
            if len(found) >= fewest:
                break
        return found, window

    def wave_function(self, atoms, folder):
        with open(os.path.join(folder, "m.xyz"), "w") as f:
            f.write(xyz(atoms))
        self.clock.run([self.xtb4stda, "m.xyz"], folder, XTB4STDAHOME=self.home)

    def row(self, atoms):
        with tempfile.TemporaryDirectory() as folder:
            self.wave_function(atoms, folder)
            singlets, window = self.lowest(folder, 2)
            triplets, _ = self.lowest(folder, 1, "-t")
        (e1, f1), (e2, f2) = (singlets + [(None, None)] * 2)[:2]
        return e1, e2, f1, f2, triplets[0][0] if triplets else None, window

    def verify(self, path):
        with open(path) as f:
            records = json.load(f)["records"]
        worst = 0.0
        for record in records:
            with tempfile.TemporaryDirectory() as folder:
                self.wave_function(list(zip(record["symbols"], record["positions_A"])), folder)
                for kind, options in (("singlets", ()), ("triplets", ("-t",))):
                    found = self.states(folder, record["window_eV"], *options)
                    pairs = list(zip(record[kind], found))
                    if len(pairs) < len(record[kind]):
                        print(f"{record['name']}: {len(found)} {kind} came, {len(record[kind])} were expected")
                    error = max((abs(expected["energy_eV"] - energy) for expected, (energy, _) in pairs), default=0.0)
                    if error > PRINTED:
                        print(f"{record['name']}: {kind} differ by up to {error:.4f} eV")
                    worst = max(worst, error)
        print(f"{len(records)} molecules: energies differ by at most {worst:.4f} eV, printed with 3 decimals")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--xtb4stda", required=True)
    parser.add_argument("--std2", required=True)
    parser.add_argument("--home", required=True, help="the folder of .param_stda1.xtb and .param_stda2.xtb")
    parser.add_argument("--output")
    parser.add_argument("--verify")
    parser.add_argument("files", nargs="*", metavar="FILE[:COUNT]")
    arguments = parser.parse_args()
    programs = Programs(arguments.xtb4stda, arguments.std2, arguments.home)
    if arguments.verify:
        programs.verify(arguments.verify)
    if arguments.output:
        peer_runs.Table(arguments.output, ABOUT, COLUMNS).fill(peer_runs.molecules(arguments.files), programs.row)
    programs.clock.report()


if __name__ == "__main__":
    main()
