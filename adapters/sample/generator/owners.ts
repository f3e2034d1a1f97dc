import { internalUser } from '../people.ts';
import type { Row } from './kit.ts';
import { personNames } from './names.ts';

const NAMED = ['user-sarah-williams', 'user-omar-haddad', 'user-lucy-grant', 'user-hannah-vogel', 'user-diego-alvarez'];
const SALES = ['user-marcus-johnson', 'user-rachel-stone', 'user-ben-carter'];
/** Accounts the five named CSMs share; a larger portfolio has more CSMs, as it would. */
const SHARED_BY_NAMED = 200;
const ACCOUNTS_EACH = 50;

/** Who looks after account number `index`; with the person's own document when it is not one of the named people. */
export function csmOf(index: number, today: Date): { id: string; row?: Row<'users'> } {
  const named = NAMED[index % NAMED.length];
  return index < SHARED_BY_NAMED && named ? { id: named } : newCsmOf(index - SHARED_BY_NAMED, today);
}

/** Who joined to look after further accounts, so many each. */
export function newCsmOf(account: number, today: Date): { id: string; row: Row<'users'> } {
  const number = Math.floor(account / ACCOUNTS_EACH);
  const given = personNames.given[(number * 7) % personNames.given.length];
  const family = personNames.family[(number * 5) % personNames.family.length];
  const person = internalUser(
    {
      name: `${given} ${family}`,
      title: 'Customer Success Manager',
      roles: ['csm'],
      managerId: 'user-priya-patel',
      timezone: 'UTC',
      capacity: ACCOUNTS_EACH,
    },
    today,
  );
  const id = `user-csm-${number + 1}`;
  return { id, row: { ...person, _id: id, email: `csm.${number + 1}@greendoor.example` } };
}

export function salesRepOf(index: number): string {
  return SALES[index % SALES.length] ?? 'user-marcus-johnson';
}
