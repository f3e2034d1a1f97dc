import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import type { Button, Card, Part } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { ownerInput } from '../../kit/inputs.ts';
import { whoseAccounts } from '../../kit/people.ts';
import { longDate, plural, shortDate, signed } from '../../metrics/format.ts';
import { buildDigest } from '../digest.ts';
import { type Standing, standingLine, standingSchema } from '../standings.ts';
import { openAccount } from '../words.ts';

const input = z.object({
  owner: ownerInput,
});

const output = z.object({
  whose: z.string(),
  accounts: z.number(),
  lastAt: z.string().nullable().describe('When the last digest was posted'),
  asOf: z.string().nullable(),
  needsYou: z.array(standingSchema),
  changed: z.array(standingSchema),
  comingUp: z.array(standingSchema),
  goodNews: z.array(standingSchema),
});
type Output = z.infer<typeof output>;

export const getHealthDigest = defineTool({
  name: 'get_health_digest',
  title: 'Health digest',
  description:
    'The daily health digest of a team or a person: who needs attention today and why, what changed since the last digest, renewals coming up, good news. Use it for "digest", "what needs me today", "morning summary". Not for one account or a filtered list.',
  examples: [
    'digest',
    'what needs my attention today?',
    'give me the morning summary',
    'daily health digest',
    'what is new since yesterday',
    'my day: which customers should I call',
  ],
  status: 'Putting the digest together',
  input,
  output,
  access: 'read',
  roles: ROLES,
  async run({ owner }, context): Promise<Output> {
    const { where, label } = await whoseAccounts(context, owner);
    const { lastAt, asOf, ...digest } = await buildDigest(context, where);
    return { whose: label, ...digest, lastAt: lastAt?.toISOString() ?? null, asOf: asOf?.toISOString() ?? null };
  },
  summary,
  card,
});

const nothing = ({ needsYou, changed, comingUp, goodNews }: Output): boolean =>
  [needsYou, changed, comingUp, goodNews].every((rows) => rows.length === 0);

const because = (each: Standing): string => `${standingLine(each)}${each.reasons[0] ? `. ${each.reasons[0]}` : ''}`;

function summary(result: Output): Summary {
  const { whose, accounts, needsYou, changed, comingUp, goodNews } = result;
  if (nothing(result)) return { point: `Nothing new today among ${whose} (${accounts}).`, why: [] };
  const [first] = needsYou;
  const point = first
    ? `${plural(needsYou.length, 'account')} need${needsYou.length === 1 ? 's' : ''} you today; first ${because(first)}.`
    : `No account needs you today. ${plural(changed.length, 'change')}, ${plural(comingUp.length, 'renewal')} coming up.`;
  return {
    point,
    why: [
      ...needsYou.slice(1).map(because),
      ...changed.slice(0, 1).map((each) => `Changed: ${standingLine(each)}`),
      ...comingUp.slice(0, 1).map((each) => `Coming up: ${standingLine(each)}`),
      ...goodNews.slice(0, 1).map((each) => `Good news: ${standingLine(each)}`),
    ].slice(0, 5),
  };
}

function card(result: Output): Card {
  const { needsYou, changed, comingUp, goodNews, lastAt, asOf, whose, accounts } = result;
  const { point } = summary(result);
  if (nothing(result)) return { point, parts: [{ type: 'text', text: point }], sections: [] };
  const since = lastAt ? `since ${shortDate(new Date(lastAt))}` : 'in 30 days';
  const moved = (each: Standing) => {
    const change = lastAt ? each.sinceDigest : each.change30;
    return `${each.name}: ${each.health}, ${each.band}${change === null ? '' : `, ${signed(change)} ${since}`}${each.reasons[0] ? `. ${each.reasons[0]}` : ''}`;
  };
  const block = (title: string, rows: Standing[], line: (each: Standing) => string): Part[] =>
    rows.length === 0
      ? []
      : [
          { type: 'text', text: `**${title}**\n${rows.map((each) => `• ${line(each)}`).join('\n')}` },
          { type: 'buttons', buttons: rows.map(({ id, name }): Button => openAccount(id, name)) },
        ];
  return {
    point,
    parts: [
      { type: 'header', text: `Health digest${asOf ? `, ${longDate(new Date(asOf))}` : ''}` },
      ...block('Needs you today', needsYou, because),
      ...block(`Changed ${since}`, changed, moved),
      ...block('Coming up', comingUp, standingLine),
      ...block('Good news', goodNews, moved),
      { type: 'feedback' },
      {
        type: 'context',
        text: `${plural(accounts, 'account')} of ${whose} · ${lastAt ? `last digest ${shortDate(new Date(lastAt))}` : 'first digest'}`,
      },
    ],
    sections: [],
  };
}
