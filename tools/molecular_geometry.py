"""How the molecules of reference_molecules.py are put together: vectors, ideal coordination shapes, ligands, rings, and a
line notation for organic molecules that is embedded by springs.
"""
import math
import random

MOLECULES = {}


def molecule(name, atoms, charge=0, unpaired=0, shake=True, relax=False):
    if name in MOLECULES:
        raise ValueError(f"{name} is defined twice")
    MOLECULES[name] = (atoms, charge, unpaired, shake and len(atoms) > 2, relax)


# ---- vectors ----

def add(a, b, s=1.0):
    return [x + s * y for x, y in zip(a, b)]


def scale(a, s):
    return [x * s for x in a]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def cross(a, b):
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]


def unit(a):
    return scale(a, 1 / math.sqrt(dot(a, a)))


def perpendicular(d):
    helper = [1.0, 0.0, 0.0] if abs(d[0]) < 0.8 else [0.0, 1.0, 0.0]
    return unit(cross(d, helper))


# ---- a centre with ligands ----

def cone(count, polar_degrees, twist=0.0):
    t = math.radians(polar_degrees)
    return [[math.sin(t) * math.cos(2 * math.pi * k / count + twist), math.sin(t) * math.sin(2 * math.pi * k / count + twist), math.cos(t)]
            for k in range(count)]


def bent(angle):
    return cone(2, angle / 2)


def pyramid(angle):
    """Three directions with the given angle between any two of them."""
    return cone(3, math.degrees(math.asin(math.sin(math.radians(angle) / 2) * 2 / math.sqrt(3))))


UP, DOWN = [[0, 0, 1.0]], [[0, 0, -1.0]]
LINEAR = UP + DOWN
TRIGONAL = cone(3, 90)
SQUARE = cone(4, 90)
TETRAHEDRON = UP + cone(3, 109.4712206)
BIPYRAMID = LINEAR + TRIGONAL
SQUARE_PYRAMID = UP + cone(4, 95)
OCTAHEDRON = LINEAR + SQUARE
PENTAGONAL_BIPYRAMID = LINEAR + cone(5, 90)
SEESAW = cone(2, 90) + [[0, math.sin(math.radians(51)), -math.cos(math.radians(51))], [0, -math.sin(math.radians(51)), -math.cos(math.radians(51))]]

CHAIN = {"CO": ("C", [("O", 1.14)]), "CN": ("C", [("N", 1.16)]), "OH": ("O", [("H", 0.96)])}
TRIPOD = {"NH3": ("N", 1.02, 111), "PH3": ("P", 1.42, 118), "CH3": ("C", 1.10, 110)}
FORK = {"OH2": ("O", 0.97, 125)}


def ligand(kind, origin, d, r):
    """A ligand whose first atom lies at distance r from the origin in direction d."""
    first = add(origin, d, r)
    if kind in CHAIN:
        atom, rest = CHAIN[kind]
        atoms, at = [(atom, first)], first
        for element, step in rest:
            at = add(at, d, step)
            atoms.append((element, at))
        return atoms
    if kind in TRIPOD or kind in FORK:
        atom, length, polar = (TRIPOD.get(kind) or FORK.get(kind))
        u = perpendicular(d)
        v = cross(d, u)
        t = math.radians(180 - polar)
        count = 3 if kind in TRIPOD else 2
        atoms = [(atom, first)]
        for k in range(count):
            phi = 2 * math.pi * k / count + 0.3
            h = add(add(scale(d, math.cos(t)), u, math.sin(t) * math.cos(phi)), v, math.sin(t) * math.sin(phi))
            atoms.append(("H", add(first, h, length)))
        return atoms
    return [(kind, first)]


def star(centre, directions, ligands):
    """ligands: (kind, distance) for each direction, or one for all of them."""
    if isinstance(ligands, tuple):
        ligands = [ligands] * len(directions)
    atoms = [(centre, [0.0, 0.0, 0.0])]
    for d, (kind, r) in zip(directions, ligands):
        atoms += ligand(kind, [0.0, 0.0, 0.0], unit(d), r)
    return atoms


def pair(a, b, r):
    return [(a, [0.0, 0.0, 0.0]), (b, [0.0, 0.0, r])]


def ring(elements, radius, hydrogens=None, z=0.0, twist=0.0):
    n = len(elements)
    atoms = [(e, [radius * math.cos(2 * math.pi * k / n + twist), radius * math.sin(2 * math.pi * k / n + twist), z]) for k, e in enumerate(elements)]
    if hydrogens:
        atoms += [("H", [p[0] * (radius + h) / radius, p[1] * (radius + h) / radius, z]) for (e, p), h in zip(list(atoms), hydrogens) if h]
    return atoms


def moved(atoms, shift, axis=None, degrees=0.0):
    result = []
    for e, p in atoms:
        if axis:
            k, t = unit(axis), math.radians(degrees)
            p = add(add(scale(p, math.cos(t)), cross(k, p), math.sin(t)), k, dot(k, p) * (1 - math.cos(t)))
        result.append((e, add(p, shift)))
    return result


# ---- line notation (a small part of SMILES: atoms, brackets, bonds = #, branches, ring digits, dots, lower case = aromatic) ----

RADIUS = {"H": 0.31, "B": 0.84, "C": 0.76, "N": 0.71, "O": 0.66, "F": 0.60, "Si": 1.11, "P": 1.07, "S": 1.05, "Cl": 1.02, "Se": 1.20, "Br": 1.20, "I": 1.39}
VALENCE = {"B": 3, "C": 4, "N": 3, "O": 2, "F": 1, "Si": 4, "P": 3, "S": 2, "Cl": 1, "Se": 2, "Br": 1, "I": 1}


def parse(text):
    elements, explicit, aromatic, bonds, stack, rings = [], [], [], {}, [], {}
    previous, order, i = None, None, 0

    def connect(a, b, o):
        bonds[(a, b)] = o if o else (1.5 if aromatic[a] and aromatic[b] else 1)

    while i < len(text):
        c = text[i]
        if c == "(":
            stack.append(previous)
        elif c == ")":
            previous = stack.pop()
        elif c in "-=#":
            order = {"-": 1, "=": 2, "#": 3}[c]
        elif c == ".":
            previous = None
        elif c.isdigit():
            if c in rings:
                other, o = rings.pop(c)
                connect(other, previous, order or o)
            else:
                rings[c] = (previous, order)
            order = None
        else:
            hydrogens = None
            if c == "[":
                end = text.index("]", i)
                body, i = text[i + 1:end].rstrip("+-0123456789"), end
                hydrogens = 0
                tail = text[:end].rsplit("[", 1)[1].rstrip("+-")
                if "H" in tail and tail != "H":
                    symbol, count = tail.split("H")
                    hydrogens = int(count or 1)
                else:
                    symbol = body
            elif text[i:i + 2] in ("Cl", "Br", "Si", "Se"):
                symbol, i = text[i:i + 2], i + 1
            else:
                symbol = c
            elements.append(symbol.capitalize())
            aromatic.append(symbol[0].islower())
            explicit.append(hydrogens)
            if previous is not None:
                connect(previous, len(elements) - 1, order)
            previous, order = len(elements) - 1, None
        i += 1
    for a in range(len(explicit)):
        hydrogens = explicit[a]
        if hydrogens is None:
            used = sum(o for pairing, o in bonds.items() if a in pairing)
            hydrogens = max(0, int(math.floor(VALENCE[elements[a]] - used + 1e-9))) if not (aromatic[a] and elements[a] != "C") else 0
            if aromatic[a] and elements[a] == "C":
                hydrogens = max(0, 3 - sum(1 for pairing in bonds if a in pairing))
        for _ in range(hydrogens):
            elements.append("H")
            bonds[(a, len(elements) - 1)] = 1
    return elements, bonds


def embedded(text, seed):
    """Coordinates from springs on 1-2 and 1-3 distances and a soft wall between all others."""
    elements, bonds = parse(text)
    n = len(elements)
    neighbours = [[] for _ in range(n)]
    orders = [[] for _ in range(n)]
    target = {}
    for (a, b), o in bonds.items():
        neighbours[a].append(b)
        neighbours[b].append(a)
        orders[a].append(o)
        orders[b].append(o)
        target[(min(a, b), max(a, b))] = (RADIUS[elements[a]] + RADIUS[elements[b]]) * {1: 1.0, 1.5: 0.92, 2: 0.87, 3: 0.78}[o]
    stiff = set(target)
    for a in range(n):
        lone = elements[a] in ("N", "O", "S", "Se", "P")
        linear = 3 in orders[a] or orders[a].count(2) > 1 and elements[a] == "C"
        planar = any(o in (1.5, 2) for o in orders[a]) and len(orders[a]) < 4
        angle = 180 if linear else 120 if planar else 104 if lone and len(orders[a]) == 2 else 109.5
        for i, b in enumerate(neighbours[a]):
            for c in neighbours[a][:i]:
                key = (min(b, c), max(b, c))
                if key in target:
                    continue
                x, y = target[(min(a, b), max(a, b))], target[(min(a, c), max(a, c))]
                target[key] = math.sqrt(x * x + y * y - 2 * x * y * math.cos(math.radians(angle)))
    best = None
    for attempt in range(6):
        rng = random.Random(f"{seed}/{attempt}")
        p = [[rng.gauss(0, 1 + 0.15 * n) for _ in range(3)] for _ in range(n)]
        cost = 0.0
        for sweep in range(1500):
            cost, step = 0.0, 0.5 if sweep < 1200 else 0.25
            for a in range(n):
                for b in range(a + 1, n):
                    wanted = target.get((a, b))
                    d = add(p[b], p[a], -1)
                    r = math.sqrt(dot(d, d)) + 1e-9
                    if wanted is None:
                        wanted = 2.3 if "H" in (elements[a], elements[b]) else 2.7
                        if r > wanted:
                            continue
                        weight = 0.3
                    else:
                        weight = 1.0 if (a, b) in stiff else 0.6
                    move = scale(d, step * 0.5 * weight * (r - wanted) / r)
                    p[a] = add(p[a], move)
                    p[b] = add(p[b], move, -1)
                    cost += weight * (r - wanted) ** 2
        if best is None or cost < best[0]:
            best = (cost, p)
    return [(e, q) for e, q in zip(elements, best[1])]


def organic(name, text, charge=0, unpaired=0):
    molecule(name, text, charge, unpaired, relax=True)
