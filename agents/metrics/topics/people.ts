import { CONTACT_ROLES, type Contact } from '../../../models/contact.ts';
import { DIRECTIONS, INTERACTION_KINDS, type Interaction } from '../../../models/interaction.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, happened, latestOf, within } from '../../facts/time.ts';
import { type Draft, daysDraft, type Found, found, topicOf } from '../define.ts';
import { answeredAfter, describe, engaged, engagementOf, isMessage } from '../engagement.ts';
import { change, duration, plural, shortDate } from '../format.ts';
import { evidenceOf } from '../rows.ts';
import { decay, mean } from '../statistics.ts';

const TOUCHES = 'interactions';
const CONTACTS = 'contacts';

/** Who still works with us, by what contacts and events say. */
export function present({ contacts, events, asOf }: AccountFacts): Contact[] {
  const gone = new Set(
    events.filter(({ kind }) => kind === 'champion_left' || kind === 'executive_left').map(({ contactId }) => contactId),
  );
  return contacts.filter(({ _id, leftAt }) => !happened(leftAt, asOf) && !gone.has(_id));
}

/** The most engaged person of the roles speaks for them; somebody who left counts as silence. */
function engagementOfRoles(facts: AccountFacts, roles: readonly Contact['role'][]): Found | null {
  const all = facts.contacts.filter(({ role }) => roles.includes(role)).flatMap((contact) => engagementOf(facts, contact) ?? []);
  if (all.length === 0) return null;
  const best = all.reduce((a, b) => (b.value > a.value ? b : a));
  const shown = [best, ...all.filter((each) => each.goneAt && each !== best)];
  const fading = all.filter(({ ownUsage, goneAt }) => ownUsage !== null && ownUsage <= 0.8 && !goneAt);
  return {
    value: best.value,
    latest: Math.max(...all.map(({ latest }) => latest)),
    text: () => shown.map((each) => describe(each, facts.asOf)).join('; '),
    evidence: () => shown.flatMap(({ evidence }) => evidence).slice(0, 10),
    warning: () =>
      fading.length === 0
        ? null
        : fading.map(({ contact, ownUsage }) => `${contact.name}: own usage ${change(ownUsage ?? 1)} in 4 weeks`).join('; '),
  };
}

/** The name of whoever of the role is present; several by name, first known first. */
function named(key: string, label: string, aliases: string[], role: Contact['role']): Draft {
  return {
    key,
    label,
    aliases,
    unit: '',
    word: true,
    grace: 365,
    definition: `Who is recorded as ${label.toLowerCase()} and has not left.`,
    read(facts) {
      const rows = present(facts).filter((each) => each.role === role);
      return found(rows.map(({ name }) => name).join(', ') || null, { collection: CONTACTS, field: 'role', rows });
    },
  };
}

const lastTouch = (key: string, label: string, aliases: string[], what: string, fits: (row: Interaction) => boolean): Draft => ({
  key,
  label,
  aliases,
  unit: 'date',
  definition: `When there was last ${what}, in the last 400 days.`,
  read({ interactions, asOf }) {
    const rows = interactions.filter((row) => row.at <= asOf && fits(row)).slice(-1);
    return found(rows[0]?.at, { collection: TOUCHES, field: 'at', rows });
  },
});

const lastContact = lastTouch(
  'last_contact',
  'Last contact',
  ['last contacted', 'letzter kontakt', 'dernier contact', 'último contacto'],
  'an e-mail, meeting, call or chat with anybody there',
  () => true,
);
const SIDE = { inbound: 'from them', outbound: 'from us' } as const;

/** Since when nobody of some people took part; the days since then are the silence that playbooks and alerts speak of. */
function silence(who: string, key: string, label: string, fits: (contact: Contact) => boolean): Draft[] {
  const since: Draft = {
    key: `${key}_silent_since`,
    label: `${label} silent since`,
    unit: 'date',
    definition: `When ${who} last wrote, answered or came; where never, the first approach. Of those who have not left, in the last 400 days.`,
    read(facts) {
      const ids = new Set(
        present(facts)
          .filter(fits)
          .map(({ _id }) => _id),
      );
      const own = facts.interactions.filter(({ contactId }) => contactId && ids.has(contactId));
      const last = own.findLast((row) => engaged(row, facts.asOf)) ?? own[0];
      return found(last?.at, { collection: TOUCHES, field: 'at', rows: last ? [last] : [] });
    },
  };
  const days = {
    key: `${key}_silent_days`,
    label: `${label}, days of silence`,
    better: 'lower',
    definition: `Days of the calendar since ${who} last wrote, answered or came.`,
  } as const;
  return [since, daysDraft(since, 'since', days)];
}

const counted = (
  key: string,
  label: string,
  aliases: string[],
  definition: string,
  field: string,
  pick: (facts: AccountFacts) => Contact[],
): Draft => ({
  key,
  label,
  aliases,
  unit: '',
  definition,
  read(facts) {
    const rows = pick(facts);
    return found(facts.contacts.length > 0 ? rows.length : null, {
      collection: CONTACTS,
      field,
      rows: rows.length > 0 ? rows : facts.contacts,
    });
  },
});

const internal = (key: string, label: string, aliases: string[], field: 'ownerId' | 'accountExecutiveId'): Draft => ({
  key,
  label,
  aliases,
  unit: '',
  word: true,
  grace: 3650,
  definition: `The colleague recorded as the account’s ${label.toLowerCase()}.`,
  read: ({ account }) => found(account[field], { collection: 'accounts', field, rows: [account] }),
});

/** Who we know there and how they take part. */
export const peopleMetrics = topicOf('people', { grace: 21, halfLife: 60 }, [
  internal(
    'owner',
    'Owner',
    ['csm', 'customer success manager', 'owns', 'betreuer', 'betreut', 'responsable', 'responsable de cuenta'],
    'ownerId',
  ),
  internal(
    'account_executive',
    'Account executive',
    ['ae', 'sales rep', 'vertrieb', 'commercial', 'ejecutivo de cuenta'],
    'accountExecutiveId',
  ),
  named('sponsor', 'Executive sponsor', ['sponsor', 'exec sponsor', 'geldgeber', 'sponsor exécutif', 'patrocinador'], 'executive_sponsor'),
  named('champion', 'Champion', ['fürsprecher', 'champion interne', 'defensor'], 'champion'),
  {
    key: 'sponsor_engagement',
    label: 'Sponsor engagement',
    aliases: ['executive engagement'],
    unit: 'points',
    better: 'higher',
    definition:
      'How much the most engaged sponsor or decision maker takes part, 0 to 100: when last, answers to approaches, own use; somebody who left counts as silence (180 days).',
    read: (facts) => engagementOfRoles(facts, ['executive_sponsor', 'decision_maker']),
  },
  {
    key: 'champion_engagement',
    label: 'Champion engagement',
    unit: 'points',
    better: 'higher',
    definition:
      'How much the most engaged champion takes part, 0 to 100: when last, answers to approaches, own use; somebody who left counts as silence (180 days).',
    read: (facts) => engagementOfRoles(facts, ['champion']),
  },
  counted(
    'contacts_known',
    'Contacts',
    ['contacts known', 'kontakte', 'contactos'],
    'How many people there are recorded and have not left.',
    'name',
    present,
  ),
  ...CONTACT_ROLES.map((role) => {
    const words = role.replaceAll('_', ' ');
    return counted(
      `contacts_${role}`,
      `Contacts: ${words}`,
      [`${words}s`, `number of ${words}s`],
      `How many people there are recorded as ${words} and have not left.`,
      'role',
      (facts) => present(facts).filter((each) => each.role === role),
    );
  }),
  {
    key: 'single_threaded',
    label: 'Single-threaded',
    aliases: ['one contact only', 'nur ein kontakt', 'un seul contact', 'un solo contacto'],
    unit: '',
    values: ['yes', 'no'],
    definition: 'Whether at most one person there took part in anything in the last 90 days.',
    read(facts) {
      const depth = tookPart(facts);
      return depth && found(depth.people.size <= 1 ? 'yes' : 'no', { collection: TOUCHES, field: 'contactId', rows: depth.rows });
    },
  },
  {
    key: 'contact_depth',
    label: 'Depth of contacts',
    aliases: ['people engaged', 'engagierte personen', 'personnes engagées', 'personas activas'],
    unit: 'people',
    better: 'higher',
    definition: 'How many people there, who have not left, wrote, answered or came in the last 90 days.',
    read(facts) {
      const depth = tookPart(facts);
      return (
        depth &&
        found(
          depth.people.size,
          { collection: TOUCHES, field: 'contactId', rows: depth.rows },
          {
            latest: depth.latest,
            text: () =>
              `${plural(depth.people.size, 'person', 'people')} took part in the last 90 days (to ${shortDate(facts.asOf, facts.asOf)})`,
          },
        )
      );
    },
  },
  lastContact,
  daysDraft(lastContact, 'since', {
    key: 'days_since_contact',
    label: 'Days since contact',
    aliases: ['not contacted', 'not spoken to', 'not talked to', 'quiet', 'silent', 'nicht kontaktiert', 'sans contact', 'sin contacto'],
    better: 'lower',
    definition: 'Days of the calendar since the last e-mail, meeting, call or chat.',
  }),
  ...silence('a champion', 'champion', 'Champion', ({ role }) => role === 'champion'),
  ...silence('a sponsor', 'sponsor', 'Sponsor', ({ role }) => role === 'executive_sponsor'),
  ...silence('anybody there', 'account', 'Their team', () => true),
  ...INTERACTION_KINDS.map((kind) =>
    lastTouch(
      `last_${kind}`,
      `Last ${kind === 'email' ? 'e-mail' : kind}`,
      [`last ${kind}`],
      `a contact of that kind`,
      (row) => row.kind === kind,
    ),
  ),
  ...DIRECTIONS.map((side) =>
    lastTouch(
      `last_${side}`,
      `Last contact ${SIDE[side]}`,
      [`last contact ${SIDE[side]}`],
      `a contact ${SIDE[side]}`,
      (row) => row.direction === side,
    ),
  ),
  {
    key: 'meeting_attendance',
    label: 'Meeting attendance',
    aliases: ['attendance', 'teilnahme', 'participation', 'asistencia'],
    unit: '%',
    better: 'higher',
    definition: 'Share of meetings and calls of the last 60 days to which the contact came.',
    read(facts) {
      const rows = within(facts.interactions, facts.asOf, 60).filter((row) => !isMessage(row) && typeof row.attended === 'boolean');
      const [first] = rows;
      if (!first) return null;
      const attended = rows.filter((row) => row.attended).length;
      const value = (attended / rows.length) * 100;
      return found(
        value,
        { collection: TOUCHES, field: 'attended', rows },
        {
          text: () =>
            `${attended} of ${plural(rows.length, 'meeting')} attended (${Math.round(value)} %) since ${shortDate(first.at, facts.asOf)}`,
        },
      );
    },
  },
  {
    key: 'response_hours',
    label: 'Response time',
    aliases: ['answer time', 'reply time', 'antwortzeit', 'temps de réponse', 'tiempo de respuesta'],
    unit: 'hours',
    digits: 1,
    better: 'lower',
    definition:
      'Mean hours until they answer our messages of the last 60 days; what is unanswered since the last answer counts with the time waited, up to a week.',
    read: responseHours,
  },
  {
    key: 'sponsor_unanswered',
    label: 'Sponsor: approaches unanswered',
    aliases: ['sponsor silent'],
    unit: '',
    better: 'lower',
    definition:
      'Approaches in a row, the latest ones of 180 days, that no executive sponsor answered or came to; a message counts after three days.',
    read: sponsorUnanswered,
  },
  {
    key: 'email_opens_change',
    label: 'E-mail opens, change',
    aliases: ['mail opens'],
    unit: '%',
    signed: true,
    better: 'higher',
    definition:
      'Share of our tracked e-mails that were opened in the last 60 days against those before, as a change in %; at least three of each.',
    read: emailOpensChange,
  },
  {
    key: 'key_person_loss',
    label: 'Champion and sponsor lost',
    aliases: ['champion lost', 'sponsor lost'],
    unit: 'points',
    better: 'lower',
    grace: 90,
    halfLife: 90,
    definition:
      'How much a champion or sponsor who left or moved on is missed, 0 to 100: half as much after 150 days, less as far as another takes part or a successor is named.',
    read: keyPersonLoss,
  },
  counted(
    'people_left',
    'People who left',
    ['left', 'ausgeschieden', 'partis', 'personas que se fueron'],
    'How many recorded people left or moved on in the last 400 days.',
    'leftAt',
    ({ contacts, asOf }) =>
      contacts.filter(({ leftAt }) => {
        const left = happened(leftAt, asOf);
        return left && age(left, asOf) <= 400;
      }),
  ),
  counted(
    'opted_out',
    'Opted out',
    ['do not contact', 'abgemeldet', 'désinscrits', 'dados de baja'],
    'How many people there asked not to be written to.',
    'optedOutAt',
    (facts) => present(facts).filter(({ optedOutAt }) => happened(optedOutAt, facts.asOf)),
  ),
]);

/** Who took part in the last 90 days; null where nothing was tried or recorded with anybody by name. */
function tookPart(facts: AccountFacts): { people: Set<string>; rows: Interaction[]; latest: number } | null {
  const rows = within(facts.interactions, facts.asOf, 90).filter(({ contactId }) => contactId);
  if (rows.length === 0) return null;
  const left = new Set(facts.contacts.filter(({ leftAt }) => happened(leftAt, facts.asOf)).map(({ _id }) => _id));
  const active = rows.filter((row) => engaged(row, facts.asOf) === true && !left.has(row.contactId ?? ''));
  return {
    people: new Set(active.map(({ contactId }) => contactId ?? '')),
    rows: active.length > 0 ? active : rows,
    latest: latestOf(rows),
  };
}

function responseHours(facts: AccountFacts): Found | null {
  const sent = within(facts.interactions, facts.asOf, 60).filter((row) => isMessage(row) && row.direction === 'outbound');
  const answered = sent.filter((row) => answeredAfter(row, facts.asOf) !== null);
  const since = latestOf(answered);
  const waiting = sent.filter((row) => row.at.getTime() > since && engaged(row, facts.asOf) === false);
  const value = mean([
    ...answered.map((row) => answeredAfter(row, facts.asOf) ?? 0),
    ...waiting.map((row) => Math.min(168, age(row.at, facts.asOf) * 24)),
  ]);
  if (value === null) return null;
  return {
    value,
    latest: Math.max(latestOf(answered), latestOf(waiting)),
    text: () =>
      `Answers after ${duration(value)} on average in 60 days${waiting.length > 0 ? `, ${plural(waiting.length, 'message')} still unanswered` : ''}`,
    evidence: () =>
      evidenceOf(TOUCHES, (row) => (answeredAfter(row, facts.asOf) === null ? 'at' : 'responseHours'), [...answered, ...waiting]),
  };
}

/** What passed between us and the sponsors who are there. */
function sponsorUnanswered(facts: AccountFacts): Found | null {
  const sponsors = new Map(present(facts).flatMap((each) => (each.role === 'executive_sponsor' ? [[each._id, each.name]] : [])));
  const rows = within(facts.interactions, facts.asOf, 180).filter(({ contactId }) => contactId && sponsors.has(contactId));
  const said = rows.flatMap((row) => {
    const took = engaged(row, facts.asOf);
    return took === null ? [] : [{ row, took }];
  });
  const [first] = said;
  if (!first) return null;
  const answered = said.findLastIndex(({ took }) => took);
  const open = said.slice(answered + 1).map(({ row }) => row);
  const last = open.at(-1) ?? said[answered]?.row ?? first.row;
  const name = sponsors.get(last.contactId ?? '');
  const when = shortDate(last.at, facts.asOf);
  return found(
    open.length,
    { collection: TOUCHES, field: 'at', rows: open.length > 0 ? open : [last] },
    {
      rows: rows.length,
      latest: latestOf(rows),
      text: () =>
        open.length > 0
          ? `${name} has not answered the last ${open.length === 1 ? 'approach' : `${open.length} approaches`} (latest ${when})`
          : `${name} answers, last on ${when}`,
    },
  );
}

function emailOpensChange({ interactions, asOf }: AccountFacts): Found | null {
  const tracked = interactions.filter(({ kind, direction, opened }) => kind === 'email' && direction === 'outbound' && opened != null);
  const recent = within(tracked, asOf, 60);
  const before = tracked.slice(0, tracked.length - recent.length);
  const share = (rows: readonly Interaction[]) => mean(rows.map(({ opened }) => (opened ? 100 : 0)));
  const [now, then] = [share(recent), share(before)];
  if (now === null || !then || recent.length < 3 || before.length < 3) return null;
  return found(
    (now / then - 1) * 100,
    { collection: TOUCHES, field: 'opened', rows: recent },
    {
      text: () =>
        `E-mail opens ${change(now / then)}: ${Math.round(then)} % before, ${Math.round(now)} % in 60 days (to ${shortDate(asOf, asOf)})`,
    },
  );
}

const MISSED_HALF_LIFE_DAYS = 150;
/** Somebody else who takes part as much as can be stands in for this much of it. */
const STAND_IN = 0.6;
/** A name alone relieves little: the successor still has to learn the product and choose it. */
const SUCCESSOR = 0.85;

function keyPersonLoss(facts: AccountFacts): Found | null {
  const { contacts, events, asOf } = facts;
  const key = new Map(
    contacts.flatMap((each) => (each.role === 'champion' || each.role === 'executive_sponsor' ? [[each._id, each]] : [])),
  );
  const moved = events.filter(
    ({ kind, contactId }) =>
      kind === 'champion_left' || ((kind === 'role_change' || kind === 'executive_left') && key.has(contactId ?? '')),
  );
  const losses = [
    ...moved.map((event) => ({
      at: event.at,
      who: event.contactId ?? event._id,
      share: event.confidence,
      text: event.detail ?? `${key.get(event.contactId ?? '')?.name ?? 'The champion'}: ${event.kind.replaceAll('_', ' ')}`,
      evidence: evidenceOf('account_events', 'kind', [event]),
    })),
    ...[...key.values()].flatMap(({ _id, name, leftAt }) => {
      const at = happened(leftAt, asOf);
      return at ? [{ at, who: _id, share: 1, text: `${name} left`, evidence: evidenceOf(CONTACTS, 'leftAt', [{ _id, at }]) }] : [];
    }),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const last = losses.at(-1);
  const latest = Math.max(latestOf(events), latestOf(facts.interactions), latestOf(losses));
  if (latest === 0 || (key.size === 0 && !last)) return null;
  const gone = new Set(losses.map(({ who }) => who));
  const others = [...key.values()].filter(({ _id }) => !gone.has(_id));
  const stand = Math.max(0, ...(last ? others.map((each) => (engagementOf(facts, each)?.value ?? 0) / 100) : []));
  const successor = last && events.some(({ kind, at }) => kind === 'successor_named' && at >= last.at);
  const missed = 1 - losses.reduce((rest, { at, share }) => rest * (1 - share * decay(age(at, asOf), MISSED_HALF_LIFE_DAYS)), 1);
  return {
    value: 100 * missed * (1 - STAND_IN * stand) * (successor ? SUCCESSOR : 1),
    latest,
    text: () => (last ? `${last.text.replace(/\.$/, '')} (${shortDate(last.at, asOf)})` : `${others[0]?.name} is in place`),
    evidence: () => (last ? losses.slice(-2).flatMap(({ evidence }) => evidence) : evidenceOf(CONTACTS, 'role', others)),
  };
}
