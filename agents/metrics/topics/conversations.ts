import type { Interaction } from '../../../models/interaction.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, happened, latestOf, within } from '../../facts/time.ts';
import { type Draft, type Found, found, rowsIn } from '../define.ts';
import { answeredAfter, engaged, isMessage } from '../engagement.ts';
import { change, duration, plural, shortDate } from '../format.ts';
import { evidenceOf } from '../rows.ts';
import { mean } from '../statistics.ts';
import { present } from './contacts.ts';

const TOUCHES = 'interactions';
const ofTouches = rowsIn(TOUCHES);

/** How they take part in what passes between them and us: how many, who comes, who answers. */
export const conversationDrafts: readonly Draft[] = [
  {
    key: 'single_threaded',
    label: 'Single-threaded',
    aliases: 'one contact only, single contact, single person, one person, nur ein kontakt, un seul contact, un solo contacto',
    values: ['yes', 'no'],
    definition: 'Whether at most one person there took part in anything in the last 90 days.',
    read(facts) {
      const depth = tookPart(facts);
      return depth && found(depth.people.size <= 1 ? 'yes' : 'no', ofTouches('contactId', depth.rows));
    },
  },
  {
    key: 'contact_depth',
    label: 'Depth of contacts',
    aliases: 'people engaged, engagierte personen, personnes engagées, personas activas',
    unit: 'people',
    better: 'higher',
    definition: 'How many people there, who have not left, wrote, answered or came in the last 90 days.',
    read(facts) {
      const depth = tookPart(facts);
      return (
        depth &&
        found(depth.people.size, ofTouches('contactId', depth.rows), {
          latest: depth.latest,
          text: () =>
            `${plural(depth.people.size, 'person', 'people')} took part in the last 90 days (to ${shortDate(facts.asOf, facts.asOf)})`,
        })
      );
    },
  },
  {
    key: 'meeting_attendance',
    label: 'Meeting attendance',
    aliases: 'attendance, teilnahme, participation, asistencia',
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
        ofTouches('attended', rows),
        () => `${attended} of ${plural(rows.length, 'meeting')} attended (${Math.round(value)} %) since ${shortDate(first.at, facts.asOf)}`,
      );
    },
  },
  {
    key: 'response_hours',
    label: 'Response time',
    aliases: 'answer time, reply time, antwortzeit, temps de réponse, tiempo de respuesta',
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
    aliases: 'sponsor silent',
    better: 'lower',
    definition:
      'Approaches in a row, the latest ones of 180 days, that no executive sponsor answered or came to; a message counts after three days.',
    read: sponsorUnanswered,
  },
  {
    key: 'email_opens_change',
    label: 'E-mail opens, change',
    aliases: 'mail opens',
    unit: '%',
    signed: true,
    better: 'higher',
    definition:
      'Share of our tracked e-mails that were opened in the last 60 days against those before, as a change in %; at least three of each.',
    read: emailOpensChange,
  },
];

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
  const when = () => shortDate(last.at, facts.asOf);
  return found(open.length, ofTouches('at', open.length > 0 ? open : [last]), {
    rows: rows.length,
    latest: latestOf(rows),
    text: () =>
      open.length > 0
        ? `${name} has not answered the last ${open.length === 1 ? 'approach' : `${open.length} approaches`} (latest ${when()})`
        : `${name} answers, last on ${when()}`,
  });
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
    ofTouches('opened', recent),
    () => `E-mail opens ${change(now / then)}: ${Math.round(then)} % before, ${Math.round(now)} % in 60 days (to ${shortDate(asOf, asOf)})`,
  );
}
