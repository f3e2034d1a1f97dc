import type { Role } from '../../models/user.ts';
import type { Rows } from './rows.ts';

interface Person {
  name: string;
  title: string;
  roles: Role[];
  timezone: string;
  expertise?: string[];
  /** How many accounts the person can own. */
  capacity?: number;
  managerId?: string;
  active?: false;
}

const PEOPLE: Person[] = [
  {
    name: 'Sarah Williams',
    title: 'Senior Customer Success Manager',
    roles: ['csm'],
    managerId: 'user-priya-patel',
    timezone: 'America/New_York',
    expertise: ['fintech', 'security_compliance', 'data_analytics'],
    capacity: 40,
  },
  {
    name: 'Omar Haddad',
    title: 'Customer Success Manager',
    roles: ['csm'],
    managerId: 'user-priya-patel',
    timezone: 'Europe/Paris',
    expertise: ['manufacturing', 'process_automation'],
    capacity: 45,
  },
  {
    name: 'Lucy Grant',
    title: 'Customer Success Manager',
    roles: ['csm'],
    managerId: 'user-priya-patel',
    timezone: 'Europe/London',
    expertise: ['healthcare', 'government'],
    capacity: 45,
  },
  {
    name: 'Hannah Vogel',
    title: 'Customer Success Manager',
    roles: ['csm'],
    managerId: 'user-priya-patel',
    timezone: 'Europe/Berlin',
    expertise: ['technology', 'data_analytics'],
    capacity: 45,
  },
  {
    name: 'Diego Alvarez',
    title: 'Customer Success Manager',
    roles: ['csm'],
    managerId: 'user-priya-patel',
    timezone: 'America/Los_Angeles',
    expertise: ['retail', 'cost_optimization'],
    capacity: 45,
  },
  {
    name: 'Nina Kowalski',
    title: 'Customer Success Manager',
    roles: ['csm'],
    managerId: 'user-priya-patel',
    timezone: 'Europe/Warsaw',
    capacity: 0,
    active: false,
  },
  {
    name: 'Priya Patel',
    title: 'Director of Customer Success',
    roles: ['manager'],
    managerId: 'user-elena-rossi',
    timezone: 'America/New_York',
  },
  { name: 'Elena Rossi', title: 'VP Customer Success', roles: ['executive'], timezone: 'America/New_York' },
  { name: 'Grace Liu', title: 'Chief Revenue Officer', roles: ['executive'], timezone: 'America/Los_Angeles' },
  { name: 'Marcus Johnson', title: 'Account Executive', roles: ['ae'], managerId: 'user-grace-liu', timezone: 'America/Chicago' },
  { name: 'Rachel Stone', title: 'Account Executive', roles: ['ae'], managerId: 'user-grace-liu', timezone: 'Europe/London' },
  { name: 'Ben Carter', title: 'Strategic Account Executive', roles: ['ae'], managerId: 'user-grace-liu', timezone: 'America/Los_Angeles' },
  {
    name: 'Dana Cole',
    title: 'Customer Marketing Manager',
    roles: ['marketing'],
    managerId: 'user-elena-rossi',
    timezone: 'America/New_York',
  },
  { name: 'Tom Becker', title: 'Systems Administrator', roles: ['admin'], timezone: 'Europe/Berlin' },
];

/** The internal people of the sample company. Ids are `user-first-last`; e-mail addresses end in a reserved domain. */
export function people(today: Date): Rows {
  return { users: PEOPLE.map((person) => internalUser(person, today)) };
}

export function internalUser({ name, active, ...rest }: Person, today: Date): NonNullable<Rows['users']>[number] {
  const words = name.toLowerCase().split(' ');
  return {
    _id: `user-${words.join('-')}`,
    at: new Date(today.getTime() - 700 * 86_400_000),
    email: `${words.join('.')}@greendoor.example`,
    name,
    active: active ?? true,
    ...rest,
  };
}
