import { type Finding, fact } from '../facts/index.ts';
import { fieldsPart, notePart, type Part, tableOf } from '../kit/present/index.ts';
import { ofAccount, small, t } from '../kit/say.ts';
import { plural, round } from '../metrics/index.ts';
import { LABELS, valueWords } from './dimensions.ts';
import type { SegmentOutput } from './tools/classify-account.ts';

/** What each dimension, and the next segment, rests on. */
export function findingsOf({ dimensions, next }: SegmentOutput): Finding[] {
  const own = dimensions.map(({ key, value, confidence, reason, missing, evidence }): Finding => {
    const lacking = missing.length > 0 ? `missing: ${missing.map(small).join('; ')}` : '';
    const text = value ? t`${valueWords(value)}: ${reason}${lacking && `; ${lacking}`}` : `unknown; ${lacking}`;
    return fact(LABELS[key], text, evidence, value === null ? null : round(100 * confidence), '% confidence');
  });
  const drivers = (next?.drivers ?? []).map(({ growth, text, evidence }) =>
    fact('Next segment', text, evidence, round(100 * growth), '% a year'),
  );
  return [...own, ...drivers];
}

export function followParts({ account, asOf, follow, next }: SegmentOutput): Part[] {
  const { cadenceDays, channel, tone, focus, playbooks, milestones, thresholds, source } = follow;
  const growth = ofAccount(account, asOf).percent('growth_a_year', 'growth a year', next?.growth ?? null, { signed: true });
  return [
    fieldsPart([
      cadenceDays != null && ['Contact', `every ${plural(cadenceDays, 'day')}`],
      channel != null && ['Channel', channel],
      tone != null && ['Tone', tone],
      focus != null && ['Talk about', focus.join('; ')],
      playbooks.length > 0 && ['Playbook', playbooks.map(({ name, reason }) => `${name} (${reason})`).join('; ')],
      next !== null && ['Growth a year', growth],
    ]),
    ...tableOf('Milestones', milestones ?? [], ({ week, milestone }) => ({ 'By week': `${week}`, Milestone: milestone })),
    ...tableOf('Escalate', thresholds ?? [], ({ when, to, withinHours }) => ({
      When: when,
      To: to ?? '–',
      Within: withinHours == null ? '–' : plural(withinHours, 'hour'),
    })),
    ...notePart(
      source === 'own'
        ? 'From your own segment playbooks; what they leave open follows Greendoor’s defaults.'
        : 'Greendoor’s defaults: there is no segment playbook of your own for these segments yet.',
    ),
  ];
}

export function historyParts({ account, asOf, history }: SegmentOutput): Part[] {
  if (history.length === 0) return [{ type: 'text', text: 'No dimension changed in the time that is known.' }];
  const { date } = ofAccount(account, asOf);
  const rebuilt = history.some(({ source }) => source === 'reconstructed');
  return [
    ...tableOf('What changed, the latest first', history, ({ at, dimension, from, to, reason }) => ({
      Seen: date(`segment_change:${dimension}:${at}`, `${small(LABELS[dimension])} changed`, at),
      Dimension: LABELS[dimension],
      Change: `${valueWords(from)} → ${valueWords(to)}`,
      Because: reason,
    })),
    ...notePart(rebuilt && 'Where nothing had been issued yet, today’s rules say how it stood month by month.'),
  ];
}
