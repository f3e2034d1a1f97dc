import type { Contact } from '../../../models/contact.ts';
import { DIRECTIONS, INTERACTION_KINDS, type Interaction } from '../../../models/interaction.ts';
import { happened } from '../../facts/time.ts';
import { type Draft, daysDraft, found, rowsIn } from '../define.ts';
import { engaged } from '../engagement.ts';
import { present } from './contacts.ts';

/** From so many days without contact on an account is called quiet. */
export const QUIET_DAYS = 45;

const TOUCHES = 'interactions';
const ofTouches = rowsIn(TOUCHES);

const lastTouch = (key: string, label: string, aliases: string, what: string, fits: (row: Interaction) => boolean): Draft => ({
  key,
  label,
  aliases,
  unit: 'date',
  definition: `When there was last ${what}, in the last 400 days.`,
  read({ interactions, asOf }) {
    const last = interactions.findLast((row) => happened(row.at, asOf) && fits(row));
    return found(last?.at, ofTouches('at', last));
  },
});

const lastContact = lastTouch(
  'last_contact',
  'Last contact',
  'last contacted, letzter kontakt, dernier contact, último contacto',
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
      return found(last?.at, ofTouches('at', last));
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

/** When something last passed between them and us, by kind, side and person. */
export const lastContactDrafts: readonly Draft[] = [
  lastContact,
  daysDraft(lastContact, 'since', {
    key: 'days_since_contact',
    label: 'Days since contact',
    aliases:
      'not contacted, not spoken to, nobody spoke to, not talked to, nobody contacted, quiet, silent, nicht kontaktiert, sans contact, sin contacto, gone dark, gone quiet, ghosting, touched, untouched, not heard from us, nichts von uns gehört',
    better: 'lower',
    high: {
      from: QUIET_DAYS,
      names:
        'quiet, silent, gone quiet, gone silent, gone dark, ghosting, ghosted, out of touch, lost touch, not contacted, not been in touch, not spoken to, not talked to, nobody spoke to, nobody contacted, not heard from us, heard nothing from us, untouched, nicht kontaktiert, nichts von uns gehört, still geworden, sans contact, sans nouvelles de nous, sin contacto'.split(
          ', ',
        ),
    },
    definition: 'Days of the calendar since the last e-mail, meeting, call or chat.',
  }),
  ...silence('a champion', 'champion', 'Champion', ({ role }) => role === 'champion'),
  ...silence('a sponsor', 'sponsor', 'Sponsor', ({ role }) => role === 'executive_sponsor'),
  ...silence('anybody there', 'account', 'Their team', () => true),
  ...INTERACTION_KINDS.map((kind) =>
    lastTouch(
      `last_${kind}`,
      `Last ${kind === 'email' ? 'e-mail' : kind}`,
      `last ${kind}`,
      `a contact of that kind`,
      (row) => row.kind === kind,
    ),
  ),
  ...DIRECTIONS.map((side) =>
    lastTouch(
      `last_${side}`,
      `Last contact ${SIDE[side]}`,
      `last contact ${SIDE[side]}`,
      `a contact ${SIDE[side]}`,
      (row) => row.direction === side,
    ),
  ),
];
