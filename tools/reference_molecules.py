"""The list of molecules that make_structures.py builds. Lengths in angstrom, angles in degree."""
from molecular_geometry import (  # MOLECULES is filled by molecule() and organic()
    MOLECULES,  # noqa: F401
    BIPYRAMID, LINEAR, OCTAHEDRON, PENTAGONAL_BIPYRAMID, SEESAW, SQUARE, SQUARE_PYRAMID, TETRAHEDRON, TRIGONAL,
    bent, cone, molecule, moved, organic, pair, pyramid, ring, star)

# Atoms and rare-gas pairs.
molecule("h_atom", [("H", [0.0, 0.0, 0.0])], unpaired=1)
molecule("he_atom", [("He", [0.0, 0.0, 0.0])])
molecule("c_atom_triplet", [("C", [0.0, 0.0, 0.0])], unpaired=2)
molecule("n_atom_quartet", [("N", [0.0, 0.0, 0.0])], unpaired=3)
molecule("na_cation", [("Na", [0.0, 0.0, 0.0])], charge=1)
molecule("cl_anion", [("Cl", [0.0, 0.0, 0.0])], charge=-1)
for element, r in (("He", 2.9), ("Ne", 3.0), ("Ar", 3.7), ("Kr", 3.9), ("Xe", 4.3), ("Rn", 4.4)):
    molecule(f"{element.lower()}2", pair(element, element, r))
molecule("ar_xe", pair("Ar", "Xe", 4.0))

# Diatomics.
for a, b, r in (("H", "H", 0.76), ("N", "N", 1.11), ("C", "O", 1.14), ("F", "F", 1.43), ("H", "F", 0.93), ("H", "Cl", 1.29), ("Cl", "Cl", 2.02),
                ("H", "Br", 1.43), ("H", "I", 1.62), ("H", "At", 1.74), ("Na", "H", 1.92), ("K", "H", 2.27), ("Rb", "H", 2.40), ("Cs", "H", 2.52),
                ("Li", "F", 1.60), ("Na", "Cl", 2.39), ("K", "Br", 2.85), ("Rb", "F", 2.30), ("Cs", "I", 3.35), ("Tl", "H", 1.90), ("Tl", "Cl", 2.51),
                ("In", "Cl", 2.43), ("Cu", "Cl", 2.08), ("Ag", "Cl", 2.31), ("Cu", "H", 1.48), ("Au", "H", 1.54), ("B", "F", 1.28), ("Al", "F", 1.68),
                ("Si", "O", 1.53), ("P", "N", 1.51), ("C", "S", 1.55), ("Pb", "O", 1.95), ("Br", "Cl", 2.16)):
    molecule((a + b).lower() if a != b else a.lower() + "2", pair(a, b, r))
molecule("o2_triplet", pair("O", "O", 1.22), unpaired=2)
molecule("s2_triplet", pair("S", "S", 1.91), unpaired=2)
molecule("nh_triplet", pair("N", "H", 1.05), unpaired=2)
molecule("no_radical", pair("N", "O", 1.17), unpaired=1)
molecule("oh_radical", pair("O", "H", 0.98), unpaired=1)
molecule("cn_radical", pair("C", "N", 1.19), unpaired=1)
molecule("oh_anion", pair("O", "H", 0.97), charge=-1)
molecule("cn_anion", pair("C", "N", 1.18), charge=-1)
molecule("no_cation", pair("N", "O", 1.07), charge=1)
molecule("heh_cation", pair("He", "H", 0.79), charge=1)
molecule("superoxide", pair("O", "O", 1.34), charge=-1, unpaired=1)

# Hydrides of the main groups.
for element, r in (("Be", 1.33), ("Mg", 1.71), ("Ca", 2.0), ("Sr", 2.15), ("Ba", 2.25)):
    molecule(f"{element.lower()}h2", star(element, LINEAR if element in ("Be", "Mg") else bent(140), ("H", r)))
for element, r in (("B", 1.20), ("Al", 1.58), ("Ga", 1.57), ("In", 1.74)):
    molecule(f"{element.lower()}h3", star(element, TRIGONAL, ("H", r)))
for element, r in (("Si", 1.48), ("Ge", 1.53), ("Sn", 1.71), ("Pb", 1.75)):
    molecule(f"{element.lower()}h4", star(element, TETRAHEDRON, ("H", r)))
for element, r, angle in (("N", 1.02, 107), ("P", 1.42, 93.5), ("As", 1.52, 92), ("Sb", 1.71, 91.5), ("Bi", 1.79, 90.5)):
    molecule(f"{element.lower()}h3", star(element, pyramid(angle), ("H", r)))
for element, r, angle in (("S", 1.34, 92), ("Se", 1.47, 91), ("Te", 1.66, 90), ("Po", 1.76, 91)):
    molecule(f"{element.lower()}h2", star(element, bent(angle), ("H", r)))

# Halides and oxides of the main groups.
molecule("bef2", star("Be", LINEAR, ("F", 1.38)))
molecule("mgcl2", star("Mg", LINEAR, ("Cl", 2.19)))
molecule("caf2", star("Ca", bent(145), ("F", 2.02)))
molecule("srcl2", star("Sr", bent(150), ("Cl", 2.65)))
molecule("baf2", star("Ba", bent(120), ("F", 2.26)))
molecule("bcl3", star("B", TRIGONAL, ("Cl", 1.75)))
molecule("alcl3", star("Al", TRIGONAL, ("Cl", 2.07)))
molecule("gacl3", star("Ga", TRIGONAL, ("Cl", 2.12)))
molecule("sif4", star("Si", TETRAHEDRON, ("F", 1.57)))
molecule("gecl4", star("Ge", TETRAHEDRON, ("Cl", 2.13)))
molecule("sncl4", star("Sn", TETRAHEDRON, ("Cl", 2.29)))
molecule("pcl3", star("P", pyramid(100.5), ("Cl", 2.06)))
molecule("ascl3", star("As", pyramid(98.5), ("Cl", 2.18)))
molecule("pf5", star("P", BIPYRAMID, [("F", 1.58)] * 2 + [("F", 1.53)] * 3))
molecule("sbf5", star("Sb", BIPYRAMID, [("F", 1.93)] * 2 + [("F", 1.89)] * 3))
molecule("bif3", star("Bi", pyramid(96), ("F", 2.02)))
molecule("sf4", star("S", SEESAW, [("F", 1.65)] * 2 + [("F", 1.55)] * 2))
molecule("sf6", star("S", OCTAHEDRON, ("F", 1.58)), shake=False)
molecule("tef6", star("Te", OCTAHEDRON, ("F", 1.83)))
molecule("seo2", star("Se", bent(114), ("O", 1.62)))
molecule("clf3", star("Cl", LINEAR + [[1.0, 0, 0]], [("F", 1.70), ("F", 1.70), ("F", 1.60)]))
molecule("brf5", star("Br", SQUARE_PYRAMID, [("F", 1.70)] + [("F", 1.78)] * 4))
molecule("if7", star("I", PENTAGONAL_BIPYRAMID, [("F", 1.79)] * 2 + [("F", 1.86)] * 5))
molecule("krf2", star("Kr", LINEAR, ("F", 1.88)))
molecule("xef2", star("Xe", LINEAR, ("F", 1.98)))
molecule("xef4", star("Xe", SQUARE, ("F", 1.94)), shake=False)
molecule("rnf2", star("Rn", LINEAR, ("F", 2.07)))
molecule("co2", star("C", LINEAR, ("O", 1.17)))
molecule("cs2", star("C", LINEAR, ("S", 1.56)))
molecule("n2o", [("N", [0, 0, 0.0]), ("N", [0, 0, 1.13]), ("O", [0, 0, 2.32])])
molecule("ozone", star("O", bent(117), ("O", 1.28)))
molecule("so2", star("S", bent(119), ("O", 1.44)))
molecule("so3", star("S", TRIGONAL, ("O", 1.43)))
molecule("p4", star("P", pyramid(60), ("P", 2.21)))
molecule("hcn", [("H", [0, 0, 0.0]), ("C", [0, 0, 1.08]), ("N", [0, 0, 2.24])])
molecule("c2h2", [("H", [0, 0, 0.0]), ("C", [0, 0, 1.07]), ("C", [0, 0, 2.28]), ("H", [0, 0, 3.34])])
molecule("diborane", [("B", [0.88, 0, 0.0]), ("B", [-0.88, 0, 0.0]), ("H", [0, 0, 0.98]), ("H", [0, 0, -0.98]), ("H", [1.46, 1.04, 0.0]),
                      ("H", [1.46, -1.04, 0.0]), ("H", [-1.46, 1.04, 0.0]), ("H", [-1.46, -1.04, 0.0])])
molecule("ch2_triplet", star("C", bent(134), ("H", 1.08)), unpaired=2)

# Ions and radicals around one centre.
molecule("nh4_cation", star("N", TETRAHEDRON, ("H", 1.03)), charge=1)
molecule("h3o_cation", star("O", pyramid(111), ("H", 0.99)), charge=1)
molecule("no3_anion", star("N", TRIGONAL, ("O", 1.25)), charge=-1)
molecule("so4_dianion", star("S", TETRAHEDRON, ("O", 1.50)), charge=-2)
molecule("po4_trianion", star("P", TETRAHEDRON, ("O", 1.59)), charge=-3)
molecule("clo4_anion", star("Cl", TETRAHEDRON, ("O", 1.46)), charge=-1)
molecule("bf4_anion", star("B", TETRAHEDRON, ("F", 1.41)), charge=-1)
molecule("pf6_anion", star("P", OCTAHEDRON, ("F", 1.62)), charge=-1)
molecule("i3_anion", star("I", LINEAR, ("I", 2.93)), charge=-1)
molecule("azide", star("N", LINEAR, ("N", 1.19)), charge=-1)
molecule("ch3_radical", star("C", TRIGONAL, ("H", 1.08)), unpaired=1)
molecule("ch3_cation", star("C", TRIGONAL, ("H", 1.10)), charge=1)
molecule("no2_radical", star("N", bent(134), ("O", 1.20)), unpaired=1)
molecule("clo2_radical", star("Cl", bent(117), ("O", 1.48)), unpaired=1)

# Complexes of the d block.
molecule("sccl3", star("Sc", TRIGONAL, ("Cl", 2.29)))
molecule("ticl4", star("Ti", TETRAHEDRON, ("Cl", 2.17)), shake=False)
molecule("ticl3_radical", star("Ti", TRIGONAL, ("Cl", 2.21)), unpaired=1)
molecule("vocl3", star("V", TETRAHEDRON, [("O", 1.57)] + [("Cl", 2.14)] * 3))
molecule("vcl4_radical", star("V", TETRAHEDRON, ("Cl", 2.14)), unpaired=1)
molecule("cro2cl2", star("Cr", TETRAHEDRON, [("O", 1.58)] * 2 + [("Cl", 2.12)] * 2))
molecule("cr_co_6", star("Cr", OCTAHEDRON, ("CO", 1.92)))
molecule("mno4_anion", star("Mn", TETRAHEDRON, ("O", 1.63)), charge=-1)
molecule("mncl2_sextet", star("Mn", LINEAR, ("Cl", 2.20)), unpaired=5)
molecule("fe_co_5", star("Fe", BIPYRAMID, ("CO", 1.82)))
molecule("fe_h2o_6_quintet", star("Fe", OCTAHEDRON, ("OH2", 2.13)), charge=2, unpaired=4)
cyclopentadienyl = (["C"] * 5, 1.21, [1.08] * 5)
molecule("ferrocene", [("Fe", [0.0, 0.0, 0.0])] + ring(*cyclopentadienyl, z=1.66) + ring(*cyclopentadienyl, z=-1.66))
molecule("co_nh3_6", star("Co", OCTAHEDRON, ("NH3", 2.00)), charge=3)
molecule("cocl4_quartet", star("Co", TETRAHEDRON, ("Cl", 2.29)), charge=-2, unpaired=3)
molecule("ni_co_4", star("Ni", TETRAHEDRON, ("CO", 1.84)))
molecule("ni_cn_4", star("Ni", SQUARE, ("CN", 1.87)), charge=-2)
molecule("cu_h2o_4", star("Cu", SQUARE, ("OH2", 1.96)), charge=2, unpaired=1)
molecule("znme2", star("Zn", LINEAR, ("CH3", 1.94)))
molecule("zncl2", star("Zn", LINEAR, ("Cl", 2.07)))
molecule("ycl3", star("Y", pyramid(117), ("Cl", 2.44)))
molecule("zrcl4", star("Zr", TETRAHEDRON, ("Cl", 2.32)))
molecule("nbcl5", star("Nb", BIPYRAMID, [("Cl", 2.34)] * 2 + [("Cl", 2.26)] * 3))
molecule("mo_co_6", star("Mo", OCTAHEDRON, ("CO", 2.06)))
molecule("moo4_dianion", star("Mo", TETRAHEDRON, ("O", 1.77)), charge=-2)
molecule("tco4_anion", star("Tc", TETRAHEDRON, ("O", 1.72)), charge=-1)
molecule("ruo4", star("Ru", TETRAHEDRON, ("O", 1.71)))
molecule("ru_nh3_6", star("Ru", OCTAHEDRON, ("NH3", 2.15)), charge=2)
molecule("rh_co_2cl2", star("Rh", SQUARE, [("CO", 1.85)] * 2 + [("Cl", 2.36)] * 2), charge=-1)
molecule("pd_ph3_2", star("Pd", LINEAR, ("PH3", 2.29)))
molecule("pdcl4_dianion", star("Pd", SQUARE, ("Cl", 2.33)), charge=-2)
molecule("cdcl2", star("Cd", LINEAR, ("Cl", 2.28)))
molecule("cdme2", star("Cd", LINEAR, ("CH3", 2.11)))
molecule("hfcl4", star("Hf", TETRAHEDRON, ("Cl", 2.32)))
molecule("tacl5", star("Ta", BIPYRAMID, [("Cl", 2.37)] * 2 + [("Cl", 2.27)] * 3))
molecule("wf6", star("W", OCTAHEDRON, ("F", 1.83)), shake=False)
molecule("w_co_6", star("W", OCTAHEDRON, ("CO", 2.07)))
molecule("reo4_anion", star("Re", TETRAHEDRON, ("O", 1.73)), charge=-1)
molecule("oso4", star("Os", TETRAHEDRON, ("O", 1.71)))
molecule("irf6_anion", star("Ir", OCTAHEDRON, ("F", 1.88)), charge=-1)
molecule("ptcl4_dianion", star("Pt", SQUARE, ("Cl", 2.33)), charge=-2)
molecule("cisplatin", star("Pt", SQUARE, [("NH3", 2.05)] * 2 + [("Cl", 2.32)] * 2))
molecule("aucl2_anion", star("Au", LINEAR, ("Cl", 2.28)), charge=-1)
molecule("hgcl2", star("Hg", LINEAR, ("Cl", 2.27)))
molecule("hgme2", star("Hg", LINEAR, ("CH3", 2.09)))
molecule("pbme4", star("Pb", TETRAHEDRON, ("CH3", 2.24)))

# The lanthanides: f electrons in the core, so all of them are closed shells in oxidation state III.
for element, r in (("La", 2.16), ("Ce", 2.14), ("Pr", 2.12), ("Nd", 2.11), ("Pm", 2.10), ("Sm", 2.09), ("Eu", 2.08), ("Gd", 2.07), ("Tb", 2.06),
                   ("Dy", 2.05), ("Ho", 2.04), ("Er", 2.03), ("Tm", 2.02), ("Yb", 2.01), ("Lu", 2.00)):
    molecule(f"{element.lower()}f3", star(element, pyramid(115), ("F", r)))
molecule("cecl3", star("Ce", pyramid(116), ("Cl", 2.58)))
molecule("gd_h2o_6", star("Gd", OCTAHEDRON, ("OH2", 2.35)), charge=3)

# Halogen bonds and other complexes.
ammonia = [("N", [0.0, 0.0, 0.0]), ("H", [0.94, 0.0, 0.38]), ("H", [-0.47, 0.81, 0.38]), ("H", [-0.47, -0.81, 0.38])]
water = [("O", [0.0, 0.0, 0.0]), ("H", [0.76, 0.0, 0.59]), ("H", [-0.76, 0.0, 0.59])]
hydrogen_sulfide = [("S", [0.0, 0.0, 0.0]), ("H", [0.97, 0.0, 0.93]), ("H", [-0.97, 0.0, 0.93])]
formaldehyde = [("O", [0.0, 0.0, 0.0]), ("C", [0.0, 0.0, 1.21]), ("H", [0.94, 0.0, 1.80]), ("H", [-0.94, 0.0, 1.80])]
benzene = ring(["C"] * 6, 1.395, [1.085] * 6)


def trifluoromethyl(halogen, r):
    return star("C", TETRAHEDRON, [(halogen, r)] + [("F", 1.34)] * 3)


molecule("br2_nh3", pair("Br", "Br", 2.34) + moved(ammonia, [0.1, 0.05, 4.95]))
molecule("icl_pyridine", [("Cl", [-2.39, 0.05, 0.0]), ("I", [0.0, 0.0, 0.0])]
         + moved(ring(["N"] + ["C"] * 5, 1.39, [0] + [1.085] * 5), [2.60 + 1.39, 0.0, 0.0], [0, 0, 1.0], 180))
molecule("ch3i_formaldehyde", star("C", TETRAHEDRON, [("I", 2.14)] + [("H", 1.09)] * 3) + moved(formaldehyde, [0.2, 0.1, 2.14 + 3.10], [0, 1.0, 0], 35))
molecule("cf3br_nh3", trifluoromethyl("Br", 1.92) + moved(ammonia, [0.1, -0.1, 1.92 + 3.05]))
molecule("cf3i_h2s", trifluoromethyl("I", 2.14) + moved(hydrogen_sulfide, [0.1, 0.1, 2.14 + 3.50], [1.0, 0, 0], 30))
molecule("i2_h2o", pair("I", "I", 2.70) + moved(water, [0.1, 0.0, 5.60], [1.0, 0, 0], 25))
molecule("hat_nh3", [("H", [0.0, 0.0, -1.74]), ("At", [0.0, 0.0, 0.0])] + moved(ammonia, [0.1, 0.0, 3.1]))
molecule("ch3br_ph3", star("C", TETRAHEDRON, [("Br", 1.94)] + [("H", 1.09)] * 3)
         + moved([("P", [0.0, 0.0, 0.0])] + [("H", [x * 1.19, y * 1.19, 0.77]) for x, y in ((1.0, 0.0), (-0.5, 0.866), (-0.5, -0.866))], [0.1, 0.2, 5.6]))
molecule("hobr", [("O", [0.0, 0.0, 0.0]), ("Br", [1.83, 0.0, 0.0]), ("H", [-0.21, 0.94, 0.0])])
molecule("water_dimer", water + moved(water, [0.05, -0.1, 2.95 ], [1.0, 0.3, 0], 40))
molecule("benzene_dimer", benzene + moved(benzene, [1.6, 0.1, 3.5], [0, 0, 1.0], 11))
molecule("ar_benzene", benzene + [("Ar", [0.1, 0.05, 3.6])])
molecule("he_benzene", benzene + [("He", [0.1, 0.05, 3.3])])
molecule("na_water_2", [("Na", [0.0, 0.0, 0.0])] + moved(water, [0.0, 0.0, 2.25]) + moved(water, [0.3, 0.0, -2.25], [1.0, 0, 0], 180), charge=1)
molecule("cl_water", [("Cl", [0.0, 0.0, 0.0])] + moved(water, [2.9, 0.6, 0.4], [0, 1.0, 0], -80), charge=-1)

# Organic molecules, with the elements around carbon.
for name, text in (
        ("ethane", "CC"), ("propane", "CCC"), ("methanol", "CO"), ("methylamine", "CN"), ("formaldehyde", "C=O"), ("formic_acid", "OC=O"),
        ("formamide", "NC=O"), ("acetic_acid", "CC(=O)O"), ("acetone", "CC(=O)C"), ("acetonitrile", "CC#N"), ("nitromethane", "C[N](=O)=O"), ("urea", "NC(=O)N"),
        ("ketene", "C=C=O"), ("allene", "C=C=C"), ("hydrogen_peroxide", "OO"), ("hydrazine", "NN"), ("nitric_acid", "O[N](=O)=O"),
        ("cyclopropane", "C1CC1"), ("bicyclobutane", "C12CC1C2"), ("oxirane", "C1OC1"), ("cubane", "C12C3C4C1C5C4C3C25"), ("norbornane", "C1CC2CCC1C2"),
        ("furan", "o1cccc1"), ("pyrrole", "[nH]1cccc1"), ("thiophene", "s1cccc1"), ("pyridine", "n1ccccc1"), ("imidazole", "[nH]1cncc1"),
        ("naphthalene", "c1ccc2ccccc2c1"), ("azulene", "c1cccc2cccc2c1"), ("phenol", "Oc1ccccc1"), ("toluene", "Cc1ccccc1"), ("nitrobenzene", "c1ccccc1[N](=O)=O"),
        ("chlorobenzene", "Clc1ccccc1"), ("bromobenzene", "Brc1ccccc1"), ("iodobenzene", "Ic1ccccc1"), ("hexafluorobenzene", "Fc1c(F)c(F)c(F)c(F)c1F"),
        ("glycine", "NCC(=O)O"), ("alanine", "CC(N)C(=O)O"), ("adenine", "Nc1ncnc2[nH]cnc12"), ("cytosine", "NC1=NC(=O)NC=C1"), ("uracil", "O=C1NC(=O)NC=C1"),
        ("thymine", "CC1=CNC(=O)NC1=O"), ("guanine", "NC1=Nc2[nH]cnc2C(=O)N1"),
        ("methanethiol", "CS"), ("dimethyl_disulfide", "CSSC"), ("dmso", "C[S](=O)C"), ("dimethyl_sulfone", "C[S](=O)(=O)C"), ("sulfuric_acid", "O[S](=O)(=O)O"),
        ("thioformaldehyde", "C=S"), ("cysteine", "SCC(N)C(=O)O"), ("trimethylphosphine", "CP(C)C"), ("phosphoric_acid", "O[P](=O)(O)O"), ("s8", "S1SSSSSSS1"),
        ("tetramethylsilane", "C[Si](C)(C)C"), ("disiloxane", "[SiH3]O[SiH3]"), ("trichlorosilane", "Cl[SiH1](Cl)Cl"),
        ("trimethylborane", "CB(C)C"), ("boric_acid", "OB(O)O"), ("borazine", "B1NBNBN1"), ("dimethyl_selenide", "C[Se]C"), ("chloroform", "ClC(Cl)Cl"),
        ("bromoform", "BrC(Br)Br"), ("diiodomethane", "ICI"), ("fluoromethane", "CF")):
    organic(name, text)
organic("acetate", "CC(=O)[O-]", charge=-1)
organic("guanidinium", "NC(=[NH2+])N", charge=1)
organic("imidazolium", "[nH]1c[nH+]cc1", charge=1)
organic("methylammonium", "C[NH3+]", charge=1)
organic("bicarbonate", "OC(=O)[O-]", charge=-1)
organic("benzenethiolate", "[S-]c1ccccc1", charge=-1)
organic("phenoxyl_radical", "[O]c1ccccc1", unpaired=1)
organic("allyl_radical", "C=C[CH2]", unpaired=1)
organic("dimethyl_nitroxide_radical", "CN([O])C", unpaired=1)
organic("tempo_radical", "CC1(C)CCCC(C)(C)N1[O]", unpaired=1)
organic("hydroperoxyl_radical", "O[O]", unpaired=1)
organic("benzene_cation", "c1ccccc1", charge=1, unpaired=1)
organic("naphthalene_anion", "c1ccc2ccccc2c1", charge=-1, unpaired=1)
