import type { VERTICALS } from '../../../models/account.ts';

export type Vertical = (typeof VERTICALS)[number];

const FIRST =
  'Larkspur Quillon Ostrava Brindle Tamarind Vesper Calder Juniper Solvane Halcyon Merrow Thistle Corvane Alder Pinnock Saffron Wexley Orbitra Lumora Kestrel Bracken Marlow Fenwick Tallis Obsidian Cinder Rowan Sable Zephyra Ardent Cobalt Dunmore Elara Farrow Glenmoor Hollin Ironbark Jasper Kelvane Linden Mistral Novara Oakhurst Perrin Quarry Ravenna Silex Tarn Umber Valmont Willow Xanthe Yarrow Zircon Amberley Birchall Crossfell Delmar Eastmere Foxglove'.split(
    ' ',
  );

const SECOND: Record<Vertical, string[]> = {
  fintech: ['Capital', 'Payments', 'Lending', 'Credit Union', 'Insurance', 'Wealth', 'Finance', 'Mutual'],
  healthcare: ['Clinics', 'Biosciences', 'Diagnostics', 'Hospitals', 'Pharma', 'Medical Group', 'Therapeutics', 'Care Network'],
  manufacturing: ['Foundry', 'Motors', 'Robotics', 'Plastics', 'Steelworks', 'Components', 'Packaging', 'Instruments'],
  retail: ['Outfitters', 'Grocers', 'Home Stores', 'Books', 'Sports', 'Fashion House', 'Furniture', 'Market'],
  technology: ['Software', 'Cloud', 'Networks', 'Analytica', 'Mobile', 'Studios', 'Semiconductors', 'Interactive'],
  government: [
    'County Council',
    'Water Authority',
    'Transit Agency',
    'Port Authority',
    'School District',
    'Housing Office',
    'Records Bureau',
    'Parks Service',
  ],
};

const BRANCHES = ['', 'North', 'South', 'East', 'West', 'Nordic', 'Iberia', 'Pacific', 'Atlantic', 'Central', 'Alpine', 'Baltic'];

/** A name for account number `ordinal` of a vertical; no other has the same. */
export function companyName(vertical: Vertical, ordinal: number): string {
  const seconds = SECOND[vertical];
  const first = FIRST[(ordinal * 7) % FIRST.length] ?? '';
  const round = Math.floor(ordinal / FIRST.length);
  const second = seconds[(ordinal + round) % seconds.length] ?? '';
  const branchRound = Math.floor(round / seconds.length);
  const branch = BRANCHES[branchRound % BRANCHES.length] ?? '';
  const number = Math.floor(branchRound / BRANCHES.length);
  return [first, second, branch, number > 0 ? String(number + 1) : ''].filter(Boolean).join(' ');
}

const GIVEN =
  'Aisha Alan Amelie Andre Anita Arjun Astrid Beatriz Bruno Camille Carlos Cecilia Chidi Clara Daniel Deepa Eduardo Emma Erik Fatima Felix Gabriela Georg Hana Helen Hugo Ines Ivan Jana Joao Julia Kenji Lars Leila Liam Lin Luca Magda Marta Mei Nadia Nikhil Nora Oliver Paula Pedro Petra Quentin Rosa Ruth Samir Sofia Stefan Tariq Tessa Ulrich Viktor Wanda Yusuf Zoe'.split(
    ' ',
  );
const FAMILY =
  'Abbott Adeyemi Alves Andersson Baptiste Baumann Bergström Blake Brandt Castillo Chowdhury Costa Dąbrowski Delgado Dubois Eriksen Ferrari Fischer Fontaine Gallagher García Gupta Hansen Hart Hoffmann Ibrahim Ishikawa Ivanova Jansen Kaur Keller Khan Kovács Lambert Larsen Lopes Maier Mbeki Mehta Moreau Morgan Nakamura Novak Nguyen Okafor Oliveira Ortiz Osei Park Pereira Popescu Quinn Ramirez Reid Romano Sato Schneider Shah Silva Svensson Tanaka Torres Uddin Vance Vasquez Visser Wagner Weber Yamada Yilmaz Zhang Zimmermann'.split(
    ' ',
  );

export const personNames = { given: GIVEN, family: FAMILY } as const;

/** The host name a company would have; in a domain nobody can own. */
export function domainOf(company: string): string {
  return `${asciiWords(company).join('-')}.example`;
}

export function emailOf(person: string, domain: string): string {
  return `${asciiWords(person).join('.')}@${domain}`;
}

function asciiWords(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  );
}
