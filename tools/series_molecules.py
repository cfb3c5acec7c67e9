"""The molecules of docs/accuracy/series.extxyz: starting geometries and what the literature says of their bright states.

A molecule is (name, series, size, charge, atoms, states, literature). `size` is what its series is drawn against: double bonds, rings,
vinylene units. `states` are those that are looked for.
Literature is a list of (state, kind, energy in eV, source key of SOURCES). Kinds:
    vertical    a calculated best estimate at the geometry of the ground state, to be compared with directly
    corrected   a measured band, moved by its authors to what a vertical energy of the free molecule would be
    vapour      a measured origin (0-0) of the free molecule: below the vertical energy by the relaxation of the excited state
    solution    a measured maximum in solution: also below by the polarisation of the solvent
"""
import math

from molecular_geometry import add, cross, dot, scale, unit

NANOMETRE = 1239.841984
WAVENUMBER = 1 / 8065.543937

SOURCES = {
    "quest": "doi:10.1021/acs.jctc.5c00975",
    "quest-2020": "doi:10.1021/acs.jctc.9b01216",
    "sondheimer-1961": "doi:10.1021/ja01468a030",
    "gavin-1973": "doi:10.1063/1.1679637",
    "photochemcad": "doi:10.1111/j.1751-1097.1998.tb02480.x",
    "grimme-2003": "doi:10.1002/cphc.200390047",
    "semba-2009": "doi:10.1063/1.3168394",
    "ruth-1999": "Phys.Chem.Chem.Phys.1,5121(1999)",
    "send-2011": "doi:10.1021/ct1006295",
}

CC, DOUBLE, CH, ANGLE = 1.44, 1.36, 1.09, 124.0


# ---- coordinates ----

def placed(a, b, c, length, angle, torsion):
    """The point at `length` from c, with the angle b-c-point and the torsion a-b-c-point in degrees."""
    t, p = math.radians(angle), math.radians(torsion)
    along = unit(add(c, b, -1))
    normal = unit(cross(add(b, a, -1), along))
    inward = cross(normal, along)
    step = add(add(scale(along, -math.cos(t)), inward, math.sin(t) * math.cos(p)), normal, math.sin(t) * math.sin(p))
    return add(c, step, length)


def zigzag(count, lengths):
    """A planar chain: all torsions are 180 degrees."""
    points = [[0.0, 0.0, 0.0]]
    for k in range(1, count):
        half = math.radians(ANGLE / 2) * (1 if k % 2 else -1)
        points.append(add(points[-1], [math.sin(abs(half)), math.copysign(math.cos(half), half), 0.0], lengths[k - 1]))
    return points


def bonds(atoms, longest=1.75):
    return [[j for j, (f, q) in enumerate(atoms) if j != i and (e, f) != ("H", "H") and math.dist(p, q) < longest] for i, (e, p) in enumerate(atoms)]


def saturated(atoms, hydrogens):
    """Adds `hydrogens[i]` hydrogen atoms to atom i, in its plane where it has one of them and two neighbours."""
    near, result = bonds(atoms), list(atoms)
    for i, count in enumerate(hydrogens):
        if not count:
            continue
        p = atoms[i][1]
        towards = [unit(add(atoms[j][1], p, -1)) for j in near[i]]
        away = unit(scale([sum(d[k] for d in towards) for k in range(3)], -1))
        if count == 1:
            directions = [away]
        elif count == 2 and len(towards) == 2:
            side = unit(cross(towards[0], towards[1]))
            directions = [add(scale(away, 0.58), side, s * 0.82) for s in (1, -1)]
        else:
            j = near[i][0]
            other = next(k for k in near[j] if k != i)
            tilt, torsions = (120, (0, 180)) if count == 2 else (109.5, (60, 180, 300))
            directions = [add(placed(atoms[other][1], atoms[j][1], p, 1.0, tilt, torsion), p, -1) for torsion in torsions]
        result += [("H", add(p, d, CH if atoms[i][0] == "C" else 1.01)) for d in directions]
    return result


# ---- molecules ----

def polyene(doubles):
    lengths = [CC if k % 2 else DOUBLE for k in range(2 * doubles - 1)]
    chain = zigzag(2 * doubles, lengths)
    return saturated([("C", p) for p in chain], [2] + [1] * (2 * doubles - 2) + [2])


def acene(rings):
    r, side = 1.40, 1.40 * math.sqrt(3)
    points = []
    for k in range(rings):
        for corner in range(6):
            t = math.radians(90 + 60 * corner)
            p = [k * side + r * math.cos(t), r * math.sin(t), 0.0]
            if all(math.dist(p, q) > 0.1 for q in points):
                points.append(p)
    atoms = [("C", p) for p in points]
    return saturated(atoms, [1 if len(near) == 2 else 0 for near in bonds(atoms)])


def azulene():
    def polygon(n, towards):
        r = 1.40 / (2 * math.sin(math.pi / n))
        middle = r * math.cos(math.pi / n)
        return [[towards * (middle - r * math.cos(math.pi / n * (2 * k + 1))), r * math.sin(math.pi / n * (2 * k + 1)), 0.0] for k in range(n)]
    points = polygon(5, 1) + [p for p in polygon(7, -1) if abs(p[0]) > 0.1]
    atoms = [("C", p) for p in points]
    return saturated(atoms, [1 if len(near) == 2 else 0 for near in bonds(atoms)])


def polymethine(ends, carbons, ends_hydrogens):
    """Two ends with a chain of carbon atoms between them, all bonds of one length."""
    elements = [ends[0]] + ["C"] * carbons + [ends[1]]
    chain = zigzag(len(elements), [1.39] * (len(elements) - 1))
    return saturated(list(zip(elements, chain)), [ends_hydrogens[0]] + [1] * carbons + [ends_hydrogens[1]])


def beta_carotene():
    """All-trans, rings 6-s-cis (torsion C5=C6-C7=C8 about 50 degrees), centrosymmetric."""
    # Half of the chain from its middle: C15, C14, …, C7, then the ring.
    p = {"15'": [-0.68, 0.0, 0.0], "15": [0.68, 0.0, 0.0]}
    p["14"] = add(p["15"], [CC * math.sin(math.radians(34)), CC * math.cos(math.radians(34)), 0.0])
    chain = ["15'", "15", "14", "13", "12", "11", "10", "9", "8", "7", "6"]
    for k in range(3, len(chain)):
        a, b, c = (p[name] for name in chain[k - 3:k])
        p[chain[k]] = placed(a, b, c, DOUBLE if chain[k] in ("13", "11", "9", "7") else CC, ANGLE, 180)
    p["20"] = placed(p["15"], p["14"], p["13"], 1.50, 118, 0)
    p["19"] = placed(p["11"], p["10"], p["9"], 1.50, 118, 0)
    p["5"] = placed(p["8"], p["7"], p["6"], 1.36, 123, -50)
    p["1"] = placed(p["8"], p["7"], p["6"], 1.53, 115, 130)
    p["4"] = placed(p["1"], p["6"], p["5"], 1.51, 122, 2)
    p["18"] = placed(p["1"], p["6"], p["5"], 1.51, 124, 182)
    p["2"] = placed(p["5"], p["6"], p["1"], 1.54, 111, -16)
    p["16"] = placed(p["5"], p["6"], p["1"], 1.54, 110, 104)
    p["17"] = placed(p["5"], p["6"], p["1"], 1.54, 110, 224)
    p["3"] = placed(p["6"], p["1"], p["2"], 1.52, 112, 46)
    names = [str(k) for k in range(1, 21)]
    hydrogens = {"16": 3, "17": 3, "18": 3, "19": 3, "20": 3, "2": 2, "3": 2, "4": 2} | {str(k): 1 for k in (7, 8, 10, 11, 12, 14, 15)}
    half = [("C", p[name]) for name in names]
    whole = half + [("C", scale(q, -1)) for _, q in half]
    return saturated(whole, 2 * [hydrogens.get(name, 0) for name in names])


POLYENE_MAXIMA = {3: 268, 4: 304, 5: 334, 6: 364, 7: 390, 8: 410, 10: 447}
POLYENE_VERTICAL = {2: (6.22, "quest-2020"), 3: (5.341, "quest"), 4: (4.779, "quest")}
ACENES = {2: ("naphthalene", 4.66, 4.13), 3: ("anthracene", 3.60, 3.64), 4: ("tetracene", 2.88, 3.39), 5: ("pentacene", 2.37, 3.12), 6: ("hexacene", 2.02, 2.87)}
CYANINE_VERTICAL = {1: (4.795, "quest"), 2: (3.617, "quest"), 3: (2.96, "send-2011"), 4: (2.53, "send-2011")}
POLYENE_NAMES = {2: "butadiene", 3: "hexatriene", 4: "octatetraene", 5: "decapentaene", 6: "dodecahexaene", 7: "tetradecaheptaene", 8: "hexadecaoctaene", 9: "octadecanonaene", 10: "icosadecaene"}


def molecules():
    for n, name in POLYENE_NAMES.items():
        literature = []
        if n in POLYENE_VERTICAL:
            energy, source = POLYENE_VERTICAL[n]
            literature.append(("bright", "vertical", energy, source))
        if n == 3:
            literature.append(("bright", "vapour", 39800 * WAVENUMBER, "gavin-1973"))
        if n in POLYENE_MAXIMA:
            literature.append(("bright", "solution", NANOMETRE / POLYENE_MAXIMA[n], "sondheimer-1961"))
        yield name, "polyenes", n, 0, polyene(n), ["bright"], literature
    yield "beta-carotene", "polyenes", 11, 0, beta_carotene(), ["bright"], [("bright", "solution", NANOMETRE / 451, "photochemcad")]
    for n, (name, la, lb) in ACENES.items():
        literature = [("La", "corrected", la, "grimme-2003"), ("Lb", "corrected", lb, "grimme-2003")]
        if n == 2:
            literature += [("La", "vertical", 4.903, "quest"), ("Lb", "vertical", 4.276, "quest")]
        yield name, "acenes", n, 0, acene(n), ["La", "Lb"], literature
    yield "naphthalene", "isomers", 1, 0, acene(2), ["S1", "S2"], [("S1", "vertical", 4.276, "quest"), ("S2", "vertical", 4.903, "quest")]
    yield "azulene", "isomers", 2, 0, azulene(), ["S1", "S2"], [("S1", "vapour", 14284 * WAVENUMBER, "ruth-1999"), ("S2", "vapour", 28757 * WAVENUMBER, "semba-2009")]
    for n in range(1, 5):
        energy, source = CYANINE_VERTICAL[n]
        yield f"streptocyanine-{2 * n + 1}", "cyanines", n, 1, polymethine("NN", 2 * n + 1, (2, 2)), ["bright"], [("bright", "vertical", energy, source)]
    for n in range(1, 5):
        yield f"merocyanine-{2 * n + 1}", "merocyanines", n, 0, polymethine("ON", 2 * n + 1, (0, 2)), ["bright"], []
