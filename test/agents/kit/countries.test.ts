import { expect, test } from '@jest/globals';
import { countryIn } from '../../../agents/kit/countries.ts';
import { textWords } from '../../../agents/kit/text-words.ts';

const REGIONS = ['Europe', 'Deutschland', 'FR', 'United Kingdom'];
const place = (text: string, regions = REGIONS) => countryIn(textWords(text, 50), regions)?.name;

test.each([
  ['accounts in Germany', 'Deutschland'],
  ['Konten in Deutschland', 'Deutschland'],
  ['German customers', 'Deutschland'],
  ['deutschen Kunden', 'Deutschland'],
  ['clientes alemanes', 'Deutschland'],
  ['customers in France', 'FR'],
  ['comptes en France', 'FR'],
  ['clients français', 'FR'],
  ['accounts outside the United Kingdom', 'United Kingdom'],
  ['cuentas en España', 'Spain'],
  ['accounts in South Korea', 'South Korea'],
])('%s are those in %s', (text, region) => {
  expect(place(text)).toBe(region);
});

test.each([
  'write to Mike in German',
  'a French letter',
  'accounts of Jordan',
  'English customers',
  'Portuguese accounts',
  'customers in trouble',
])('%s names no country', (text) => {
  expect(place(text)).toBeUndefined();
});
