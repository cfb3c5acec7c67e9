#!/usr/bin/env python3
"""Makes Hybrid.Physics/Basis/slater-expansions.json: Slater functions as sums of 1 to 6 Gaussians.

    apt-get install libxtb6        # 6.5.1, LGPL-3.0-or-later
    python3 tools/make_slater_expansions.py

The numbers are those of R. F. Stewart, J. Chem. Phys. 52, 431 (1970), doi:10.1063/1.1672702, tables I to V, as
libxtb.so.6.5.1 holds them: its 4s and 4p with six Gaussians are others than the published ones, and 6s and 6p are
additions. Each table is found by its first published numbers.
"""

import json
from pathlib import Path

from library_tables import Library

OUTPUT = Path(__file__).resolve().parent.parent / "Hybrid.Physics" / "Basis" / "slater-expansions.json"

# The order of the shells in the library's tables.
SHELLS = ["1s", "2s", "3s", "4s", "5s", "2p", "3p", "4p", "5p", "3d", "4d", "5d", "4f", "5f", "5g"]

EXPONENTS = {
    1: (2.709498091e-1, 1.012151084e-1),
    2: (8.518186635e-1, 1.516232927e-1),
    3: (2.227660584e+0, 4.057711562e-1),
    4: (5.216844534e+0, 9.546182760e-1),
    5: (1.130563696e+1, 2.071728178e+0),
    6: (2.310303149e+1, 4.235915534e+0),
}
COEFFICIENTS = {
    2: (4.301284983e-1, 6.789135305e-1),
    3: (1.543289673e-1, 5.353281423e-1),
    4: (5.675242080e-2, 2.601413550e-1),
    5: (2.214055312e-2, 1.135411520e-1),
    6: (9.163596280e-3, 4.936149294e-2),
}
SIXTH_PERIOD = {
    "6s": ((5.800292686e-1, 2.718262251e-1), (4.554359511e-3, 5.286443143e-2)),
    "6p": ((6.696537714e-1, 1.395089793e-1), (2.782723680e-3, -1.282887780e-1)),
}


def expansions(library):
    for count in range(1, 7):
        exponents = library.starting_with(EXPONENTS[count], count * len(SHELLS))
        coefficients = [1.0] * len(SHELLS) if count == 1 else library.starting_with(COEFFICIENTS[count], count * len(SHELLS))
        for i, shell in enumerate(SHELLS):
            part = slice(i * count, (i + 1) * count)
            yield shell, exponents[part], coefficients[part]
    for shell, (exponents, coefficients) in SIXTH_PERIOD.items():
        yield shell, library.starting_with(exponents, 6), library.starting_with(coefficients, 6)


def main():
    rows = [
        f'    {{"shell": "{shell}", "exponents": {json.dumps(exponents)}, "coefficients": {json.dumps(coefficients)}}}'
        for shell, exponents, coefficients in expansions(Library())
    ]
    header = {
        "format": "hybrid-slater-expansions", "version": 1, "doi": "10.1063/1.1672702",
        "source": "libxtb.so.6.5.1 of Debian's libxtb6 6.5.1; tools/make_slater_expansions.py",
        "licence": "LGPL-3.0-or-later",
    }
    lines = [f'  "{key}": {json.dumps(value)},' for key, value in header.items()]
    text = "\n".join(["{", *lines, '  "expansions": [', ",\n".join(rows), "  ]", "}"]) + "\n"
    json.loads(text)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(text, encoding="ascii", newline="\n")
    print(f"{OUTPUT.name}: {len(rows)} expansions")


if __name__ == "__main__":
    main()
