import type { Contact } from '../../models/contact.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import type { Evidence } from '../facts/evidence.ts';
import type { Figure, Text } from '../facts/figure.ts';
import { loadFacts } from '../facts/load.ts';
import type { Opinions } from '../facts/metric.ts';
import { DAY, happened } from '../facts/time.ts';
import { figureWith } from '../metrics/figure.ts';
import { metricNamed, readingOf } from '../metrics/index.ts';
import { riskBandOf } from '../metrics/risk-band.ts';
import { type AskObstacle, asksOf, FAVOURS } from '../metrics/topics/advocacy.ts';
import type { Context } from './context.ts';
import { issuedOpinions } from './opinions.ts';
import { headOf, ofFacts } from './present/figures.ts';
import { plain, t } from './text.ts';

/** Between two favours asked of one person, and of anybody at one account, whichever team asks. */
export const PERSON_RESTS_DAYS = 180;
export const ACCOUNT_RESTS_DAYS = 90;
const LEAST_NPS = 7;

export interface Against {
  obstacle: AskObstacle;
  text: Text;
  /** From when on it speaks no longer against it; null where only a change does that. */
  until: Date | null;
}

/** What is known of an account, what the agents last said of it, and the rows that say it. */
export interface Asked {
  facts: AccountFacts;
  opinions: Opinions;
  rows?: Readonly<Record<string, Evidence>>;
}

/**
 * What speaks against asking a customer for a favour now, the strongest first; nothing where nothing does. The one rule of
 * all teams: no account at risk, in escalation or unhappy, nobody who opted out, and nobody who was asked lately. Pure.
 */
export function againstAsking(asked: Asked, person: Contact | null): Against[] {
  const { facts, opinions } = asked;
  const against = (obstacle: AskObstacle, text: Text, until: Date | null = null): Against => ({ obstacle, text, until });
  const of = (key: string) => figureNow(asked, key) ?? '';
  const value = (key: string) => readingOf(metricNamed(key), { facts, opinions })?.value;
  const some = (key: string) => Number(value(key) ?? 0) > 0;
  const nps = value('nps_answer');
  const left = happened(facts.account.churnedAt, facts.asOf);
  if (left) return [against('has_left', t`They left on ${ofFacts(facts).date('churned', 'left', left)}`)];
  const { health_band: band, churn_risk: risk } = opinions;
  return [
    ...(band === undefined && risk === undefined
      ? [against('not_assessed', 'Neither their health nor their churn risk is assessed yet: ask their CSM first')]
      : []),
    ...(typeof risk === 'number' && riskBandOf(risk) !== 'low'
      ? [against('at_risk', t`Churn risk ${of('churn_risk')}, ${riskBandOf(risk)}: keep them first`)]
      : []),
    ...(band === 'orange' || band === 'red' ? [against('at_risk', t`Health ${of('health')}, ${band}: help them first`)] : []),
    ...(some('open_severe_tickets')
      ? [against('in_escalation', t`Open severe tickets: ${of('open_severe_tickets')}. Close them first`)]
      : []),
    ...(some('open_escalations') ? [against('in_escalation', t`Open escalations: ${of('open_escalations')}. Close them first`)] : []),
    ...(nps !== undefined && Number(nps) < LEAST_NPS
      ? [against('unhappy', t`NPS answers ${of('nps_answer')}: not content enough to speak for us`)]
      : []),
    ...ofPerson(facts, person).map((text) => against('opted_out', text)),
    ...askedLately(facts, person),
  ];
}

function figureNow({ facts, opinions, rows = {} }: Asked, key: string): Figure | null {
  const metric = metricNamed(key);
  const reading = readingOf(metric, { facts, opinions });
  if (!reading) return null;
  const row = rows[key];
  return figureWith(metric, reading.value, {
    subject: { kind: 'account', ...headOf(facts.account) },
    asOf: row ? new Date(row.at) : facts.asOf,
    evidence: row ? [row] : reading.evidence(),
  });
}

function ofPerson({ asOf }: AccountFacts, person: Contact | null): Text[] {
  if (!person) return [];
  if (happened(person.leftAt, asOf)) return [`${person.name} is no longer with them`];
  return happened(person.optedOutAt, asOf) ? [`${person.name} opted out of mail from us: ask somebody else, or not at all`] : [];
}

function askedLately(facts: AccountFacts, person: Contact | null): Against[] {
  const { asOf, contacts } = facts;
  const rests = asksOf(facts).map(({ row, at }) => {
    const same = person !== null && row.contactId === person._id;
    return { row, at, same, until: new Date(at.getTime() + (same ? PERSON_RESTS_DAYS : ACCOUNT_RESTS_DAYS) * DAY) };
  });
  const longest = rests.reduce<(typeof rests)[number] | undefined>((a, b) => (a && a.until >= b.until ? a : b), undefined);
  if (!longest || longest.until <= asOf) return [];
  const { date } = ofFacts(facts);
  const { row, at, same, until } = longest;
  const who = contacts.find(({ _id }) => _id === row.contactId)?.name ?? 'Somebody there';
  const asked = date(`asked:${row._id}`, 'asked', at, {
    evidence: [{ collection: 'advocacy_engagements', id: row._id, field: 'requestDate', at: at.toISOString() }],
  });
  return [
    {
      obstacle: 'asked_lately',
      text: t`${who} was asked for ${FAVOURS[row.advocacyType]} on ${asked}; the next ask is due from ${date(`may_ask_from:${row._id}:${same}`, 'may be asked from', until)}`,
      until,
    },
  ];
}

/** As sentences: "Churn risk 73, high: keep them first. …". */
export const sentencesOf = (against: readonly Against[]): string => against.map(({ text }) => plain(text)).join('. ');

/** What is known of the accounts and was last said of them: what an ask is judged by. Accounts unknown then are absent. */
export async function loadAsked(
  scope: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  accountIds: readonly string[],
): Promise<Map<string, Required<Asked>>> {
  const ids = [...new Set(accountIds)];
  const [facts, issued] = await Promise.all([loadFacts(scope, ids), issuedOpinions(scope, ids, scope.asOf)]);
  return new Map(
    [...facts].map(([id, each]) => [id, { facts: each, opinions: issued.get(id)?.opinions ?? {}, rows: issued.get(id)?.rows ?? {} }]),
  );
}
