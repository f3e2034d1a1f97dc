import type { Vertical } from './names.ts';

interface Authored {
  name: string;
  aliases?: string[];
  vertical: Vertical;
  /** A person the account must have. */
  person?: { name: string; title: string };
}

/**
 * The first generated accounts have names written by hand, to be confused with one another (and with the two
 * accounts that are written out in full): near-equal spellings, branches, accents, punctuation, a person of the same name elsewhere.
 */
export const AUTHORED: readonly Authored[] = [
  { name: 'PayFlow Technologies', vertical: 'fintech', person: { name: 'Jennifer Walsh', title: 'VP Engineering' } },
  { name: 'Northwind Trading', vertical: 'retail' },
  { name: 'Northwind Traders', vertical: 'retail' },
  { name: 'Northwind Trading UK', vertical: 'retail' },
  { name: 'Acme Labs', vertical: 'technology' },
  { name: 'ACME Laboratories', aliases: ['AcmeLab'], vertical: 'healthcare' },
  { name: 'TechCore Systems', vertical: 'technology' },
  { name: 'Blue Harbor Clinics', vertical: 'healthcare' },
  { name: 'Blue Harbour Clinics', vertical: 'healthcare' },
  { name: 'Café Lumière', vertical: 'retail' },
  { name: "O'Hara & Finch Instruments", aliases: ['OHF'], vertical: 'manufacturing' },
  { name: 'Müllerwerk Maschinen GmbH', vertical: 'manufacturing' },
  { name: 'The Meridian Company', vertical: 'fintech' },
  { name: 'Meridian County Council', vertical: 'government' },
  { name: '4Sight', aliases: ['Foresight Mobile'], vertical: 'technology' },
];
