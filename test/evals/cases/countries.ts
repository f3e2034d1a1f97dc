import { casesOf } from '../case.ts';

const { asks, read, drafts } = casesOf('portfolio');

/** Countries: the sample records regions only, and who is in one of them is not guessed. */
export const countries = [
  asks('accounts in Germany'),
  asks('French customers'),
  asks('deutsche Kunden'),
  asks('who could be a reference for a bank in Germany'),
  asks('expansion opportunities in Germany'),
  asks('clients français'),
  asks('total ARR in France'),
  asks('all accounts outside Germany'),
  read(['accounts in Germany', 'Europe'], 'list_accounts', { region: 'Europe' }),
  read('accounts in the United Kingdom', 'list_accounts', { region: 'United Kingdom' }),
  // A language to write in is no country.
  drafts('draft a note to Mike Chen in German', 'draft_outreach', 'TechCorp Financial Services', { language: 'german' }),
];
