#!/usr/bin/env python3
"""Writes Hybrid.Tests/References/stda-xtb/cases.json from the numbers of xtb4stda 1.0 and std2 2.0.

    python3 tools/make_stda_references.py reference.json

The file that is read holds, per molecule, what the programs were run on and what they wrote; its member `meta` names
programs, versions and command lines. Eight decimals are kept, and one molecule stands on a line.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def rounded(value):
    if isinstance(value, float):
        return round(value, 8)
    return [rounded(item) for item in value] if isinstance(value, list) else value


def states(listed):
    """[energy in eV, oscillator strength]; triplets have no strength."""
    return [[value for value in (state.get("energy_eV"), state.get("oscillator_strength")) if value is not None] for state in listed or []]


def main():
    if len(sys.argv) != 2:
        raise SystemExit(f"usage: {sys.argv[0]} REFERENCE.json")
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = []
    for record in source["records"]:
        lines.append(json.dumps({
            "name": record["name"],
            "symbols": record["symbols"],
            "positions": rounded(record["positions_A"]),
            "charges": rounded(record["valence_step_charges"]),
            "orbitalEnergies": rounded(record["orbital_energies_as_written"]),
            "windowElectronvolt": record["window_eV"],
            "singlets": states(record["singlets"]),
            "triplets": states(record["triplets"]),
        }, separators=(",", ":")))
    meta = json.dumps({"program": source["meta"]["program"], "commands": source["meta"]["commands"], "settings": source["meta"]["settings"]})
    path = ROOT / "Hybrid.Tests/References/stda-xtb/cases.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'{meta[:-1]}, "cases": [\n' + ",\n".join(lines) + "\n]}\n", encoding="ascii", newline="\n")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
