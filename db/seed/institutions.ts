// The law faculties in Kosovo that a call may name. Staff edit the list; a missing one never refuses anybody.

type InstitutionSeed = {
  id: string;
  nameSq: string;
  nameSr: string;
  nameEn: string;
  kind: 'public' | 'private';
  /** Both names where the town has two. */
  city: string;
};

export const institutions: InstitutionSeed[] = [
  {
    id: 'up',
    nameSq: 'Universiteti i Prishtinës “Hasan Prishtina”, Fakulteti Juridik',
    nameSr: 'Univerzitet u Prištini „Hasan Priština”, Pravni fakultet',
    nameEn: 'University of Prishtina “Hasan Prishtina”, Faculty of Law',
    kind: 'public',
    city: 'Prishtinë / Priština',
  },
  {
    id: 'upkm',
    nameSq: 'Universiteti i Prishtinës me seli në Mitrovicën e Veriut, Fakulteti Juridik',
    nameSr: 'Univerzitet u Prištini sa sedištem u Kosovskoj Mitrovici, Pravni fakultet',
    nameEn: 'University of Priština seated in North Mitrovica, Faculty of Law',
    kind: 'public',
    city: 'Mitrovicë e Veriut / Severna Mitrovica',
  },
  {
    id: 'upz',
    nameSq: 'Universiteti i Prizrenit “Ukshin Hoti”, Fakulteti Juridik',
    nameSr: 'Univerzitet u Prizrenu „Ukšin Hoti”, Pravni fakultet',
    nameEn: 'University of Prizren “Ukshin Hoti”, Faculty of Law',
    kind: 'public',
    city: 'Prizren',
  },
  {
    id: 'unhz',
    nameSq: 'Universiteti i Pejës “Haxhi Zeka”, Fakulteti Juridik',
    nameSr: 'Univerzitet u Peći „Hadži Zeka”, Pravni fakultet',
    nameEn: 'University of Peja “Haxhi Zeka”, Faculty of Law',
    kind: 'public',
    city: 'Pejë / Peć',
  },
  {
    id: 'ukz',
    nameSq: 'Universiteti i Gjilanit “Kadri Zeka”, Fakulteti Juridik',
    nameSr: 'Univerzitet u Gnjilanu „Kadri Zeka”, Pravni fakultet',
    nameEn: 'University of Gjilan “Kadri Zeka”, Faculty of Law',
    kind: 'public',
    city: 'Gjilan / Gnjilane',
  },
  {
    id: 'umib',
    nameSq: 'Universiteti i Mitrovicës “Isa Boletini”, Fakulteti Juridik',
    nameSr: 'Univerzitet u Mitrovici „Isa Boletini”, Pravni fakultet',
    nameEn: 'University of Mitrovica “Isa Boletini”, Faculty of Law',
    kind: 'public',
    city: 'Mitrovicë / Mitrovica',
  },
  {
    id: 'aab',
    nameSq: 'Kolegji AAB, Fakulteti Juridik',
    nameSr: 'Koledž AAB, Pravni fakultet',
    nameEn: 'AAB College, Faculty of Law',
    kind: 'private',
    city: 'Prishtinë / Priština',
  },
  {
    id: 'ubt',
    nameSq: 'Kolegji UBT, Fakulteti Juridik',
    nameSr: 'Koledž UBT, Pravni fakultet',
    nameEn: 'UBT College, Faculty of Law',
    kind: 'private',
    city: 'Prishtinë / Priština',
  },
  {
    id: 'biznesi',
    nameSq: 'Kolegji Biznesi, Fakulteti Juridik',
    nameSr: 'Koledž Biznesi, Pravni fakultet',
    nameEn: 'Biznesi College, Faculty of Law',
    kind: 'private',
    city: 'Prishtinë / Priština',
  },
  {
    id: 'dardania',
    nameSq: 'Kolegji Dardania, Fakulteti Juridik',
    nameSr: 'Koledž Dardania, Pravni fakultet',
    nameEn: 'Dardania College, Faculty of Law',
    kind: 'private',
    city: 'Prishtinë / Priština',
  },
  {
    id: 'fama',
    nameSq: 'Kolegji Fama, Fakulteti Juridik',
    nameSr: 'Koledž Fama, Pravni fakultet',
    nameEn: 'Fama College, Faculty of Law',
    kind: 'private',
    city: 'Prishtinë / Priština',
  },
  {
    id: 'iliria',
    nameSq: 'Kolegji Iliria, Fakulteti Juridik',
    nameSr: 'Koledž Iliria, Pravni fakultet',
    nameEn: 'Iliria College, Faculty of Law',
    kind: 'private',
    city: 'Prishtinë / Priština',
  },
];
