import { age, type Finding, fact } from '../facts/index.ts';
import { evidenceOf, shortDate, shortened } from '../metrics/index.ts';
import type { Candidate } from './parts.ts';

const YEAR = 365;
const MOST = 4;
const NAME = 90;

/** What could be built with somebody, and who of them said so. */
export interface Idea {
  topic: string;
  /** Where it comes from, the person first. */
  from: 'asked' | 'person' | 'company' | 'goal';
  finding: Finding | null;
}

const plainWords = (text: string): string =>
  shortened(
    text
      .replaceAll(/[\s*_<>`]+/g, ' ')
      .replace(/[.;:\s]+$/, '')
      .trim(),
    NAME,
  );

/** What they themselves offered or asked for, then what their company asked for, then what it bought us for: the newest of each first. Pure. */
export function ideasOf({ facts, contact, presence }: Candidate): Idea[] {
  const { events, opportunities, contacts, asOf } = facts;
  const profile = presence.rows.findLast(({ coInnovationIndicators }) => (coInnovationIndicators?.length ?? 0) > 0);
  const offered = (profile?.coInnovationIndicators ?? []).toReversed().map(
    ({ text }): Idea => ({
      topic: plainWords(text),
      from: 'person',
      finding: fact(
        'Offered',
        `${contact.name}: ${plainWords(text)}`,
        profile ? evidenceOf('community_intelligence_monitoring', 'coInnovationIndicators', [profile]) : [],
      ),
    }),
  );
  const requests = events.filter(({ kind, detail, at }) => kind === 'feature_request' && detail && age(at, asOf) < YEAR).toReversed();
  const asked = requests.map((event): Idea => {
    const who = contacts.find(({ _id }) => _id === event.contactId);
    return {
      topic: plainWords(event.detail ?? ''),
      from: event.contactId === contact._id ? 'person' : 'company',
      finding: fact(
        'Asked for',
        `${who?.name ?? facts.account.name} asked for it on ${shortDate(event.at, asOf)}: ${plainWords(event.detail ?? '')}`,
        evidenceOf('account_events', 'detail', [event]),
      ),
    };
  });
  const deal = opportunities.findLast(({ stage, goals }) => stage === 'closed_won' && goals.length > 0);
  const goals = (deal?.goals ?? []).slice(0, 1).map(
    (goal): Idea => ({
      topic: plainWords(goal),
      from: 'goal',
      finding: fact('Goal', `They set out to: ${plainWords(goal)}`, deal ? evidenceOf('opportunities', 'goals', [deal]) : []),
    }),
  );
  const own = [...offered, ...asked].sort((a, b) => Number(a.from === 'company') - Number(b.from === 'company'));
  return [...own, ...goals].filter(({ topic }) => topic.length > 3).slice(0, MOST);
}
