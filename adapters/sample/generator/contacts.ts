import type { CONTACT_ROLES } from '../../../models/contact.ts';
import type { Row } from './kit.ts';
import { emailOf, personNames } from './names.ts';
import { DAY, daysBefore, type Profile } from './profile.ts';

type ContactRole = (typeof CONTACT_ROLES)[number];

const SEATS_AT_THE_TABLE: { role: ContactRole; titles: string[]; department: string; works: boolean }[] = [
  {
    role: 'champion',
    titles: ['Head of Operations', 'Analytics Lead', 'Programme Manager', 'Director of Data'],
    department: 'Operations',
    works: true,
  },
  {
    role: 'executive_sponsor',
    titles: ['Chief Information Officer', 'Chief Operating Officer', 'VP Technology', 'Deputy Director'],
    department: 'Executive',
    works: false,
  },
  { role: 'technical_lead', titles: ['IT Director', 'Platform Engineer', 'Integration Architect'], department: 'IT', works: true },
  {
    role: 'decision_maker',
    titles: ['Finance Director', 'Head of Procurement', 'Chief Financial Officer'],
    department: 'Finance',
    works: false,
  },
  { role: 'user', titles: ['Business Analyst', 'Operations Specialist', 'Compliance Officer'], department: 'Operations', works: true },
  { role: 'admin', titles: ['Systems Administrator', 'Tools Administrator'], department: 'IT', works: true },
];
const HOW_MANY = { enterprise: [5, 6], mid_market: [3, 5], smb: [2, 4], startup: [2, 3] } as const;
const TIMEZONES: Record<string, string> = {
  'North America': 'America/New_York',
  'Latin America': 'America/Sao_Paulo',
  'Asia Pacific': 'Asia/Singapore',
  'United Kingdom': 'Europe/London',
  Europe: 'Europe/Berlin',
  Nordics: 'Europe/Stockholm',
};

/** The people we know at the account, the champion first. Some have left, some do not want our mail. */
export function contactsOf(profile: Profile): Row<'contacts'>[] {
  if (profile.gap === 'no_contacts' || profile.gap === 'nothing_but_a_name') return [];
  const random = profile.random.fork('contacts');
  const [fewest, most] = HOW_MANY[profile.segment];
  const count = profile.gap === 'one_contact' ? 1 : random.whole(fewest, most);
  const taken = new Set<string>();
  return SEATS_AT_THE_TABLE.slice(0, count).map(({ role, titles, department, works }, number) => {
    const required = number === 0 ? profile.requiredPerson : undefined;
    let name = required?.name ?? `${random.pick(personNames.given)} ${random.pick(personNames.family)}`;
    while (taken.has(name)) name = `${random.pick(personNames.given)} ${random.pick(personNames.family)}`;
    taken.add(name);
    const id = `${profile.id}-contact-${number + 1}`;
    const known = Math.max(1, (profile.today.getTime() - profile.customerSince.getTime()) / DAY);
    const left = !required && random.chance(role === 'champion' ? (championLeft(profile) ? 0.7 : 0.04) : 0.05);
    return {
      _id: id,
      accountId: profile.id,
      at: profile.customerSince,
      name,
      email: emailOf(name, profile.domain),
      title: required?.title ?? random.pick(titles),
      department,
      role,
      timezone: TIMEZONES[profile.region],
      ...(left && known > 60 ? { leftAt: daysBefore(profile.signalsEnd, random.whole(5, 50)) } : {}),
      ...(random.chance(0.05) ? { optedOutAt: daysBefore(profile.today, random.whole(0, Math.min(200, Math.floor(known)))) } : {}),
      ...(works ? { productUserId: `${id}-login` } : {}),
    };
  });
}

const championLeft = ({ path, random }: Profile): boolean => path === 'cliff' && random.fork('champion').chance(0.5);
