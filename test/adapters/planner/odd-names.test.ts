import { expect, test } from '@jest/globals';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import { overNames, tenant } from './ask.ts';

/** Accounts whose names are made of words that questions are made of, and accounts of nearly the same name. */
const ODD = ['Biggest', 'The Last', 'All Accounts', 'Overdue', 'Riskiest', 'Acme', 'Acme Inc', 'Acme EU', 'Pipeline', 'Red'];
const say = overNames((models) =>
  models.accounts.insertMany(
    ODD.map((name) => ({ _id: `odd-${name.toLowerCase().replaceAll(' ', '-')}`, tenant, name, ...nameKeys(name) })),
  ),
);
const said = async (text: string) =>
  (await say(text)).calls.map(({ name, arguments: given }) => [
    name,
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
  ]);

test.each([
  ['my biggest accounts', 'list_accounts', { owner: 'mine', sort: 'arr', direction: 'descending' }],
  ['the biggest account by ARR', 'list_accounts', { sort: 'arr', direction: 'descending', limit: 1 }],
  ['all accounts', 'list_accounts', {}],
  ['list all accounts', 'list_accounts', {}],
  ['the last emails', 'list_activity', { kind: 'email' }],
  ['my riskiest accounts', 'list_churn_risks', { owner: 'mine' }],
  ['Riskiest accounts', 'list_churn_risks', {}],
  [
    'Overdue invoices over 30 days',
    'list_accounts',
    { conditions: [{ metric: 'days_overdue', comparator: 'above', value: 30, to: null }] },
  ],
  ['Pipeline of Omar', 'get_expansion_pipeline', { owner: 'Omar' }],
  ['Red accounts', 'list_accounts', { band: 'red' }],
])('the ordinary reading wins: %s', async (text, name, wanted) => {
  expect(await said(text)).toEqual([[name, wanted]]);
});

test.each([
  ['how healthy is Biggest?', 'Biggest'],
  ['how healthy is "biggest"', 'Biggest'],
  ['how healthy is All Accounts', 'All Accounts'],
  ['how is The Last', 'The Last'],
  ['how healthy is Overdue?', 'Overdue'],
  ['health of Pipeline', 'Pipeline'],
  ['how is Red', 'Red'],
  ['how healthy is acme eu', 'Acme EU'],
  ['how healthy is Acme Inc', 'Acme Inc'],
])('a name is meant where it is written as one: %s', async (text, account) => {
  expect(await said(text)).toEqual([['get_account_health', { account }]]);
});
