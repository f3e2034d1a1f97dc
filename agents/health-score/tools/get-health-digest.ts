import { z } from 'zod';
import type { Text } from '../../facts/index.ts';
import { buttonRow, contextLine, linesOf, type Part, type Shown, shown, textPart } from '../../kit/present/index.ts';
import { ofGroup, t } from '../../kit/say.ts';
import { type Context, ownerInput, readTool } from '../../kit/tool.ts';
import { whoseAccounts } from '../../kit/who.ts';
import { longDate } from '../../metrics/index.ts';
import { buildDigest } from '../digest.ts';
import { openAccount, type Row, rowLine, withReason } from '../standings.ts';

const input = z.object({ owner: ownerInput });

export const getHealthDigest = readTool({
  name: 'get_health_digest',
  title: 'Health digest',
  description:
    'The daily health digest of a team or a person: who needs attention today and why, what changed since the last digest, renewals coming up, good news. Use it for "digest", "who needs attention today", "morning summary". Not for one account or a filtered list.',
  examples: [
    'digest',
    'what needs my attention today?',
    'give me the morning summary',
    'daily health digest',
    'what is new since yesterday',
    'my day: which customers should I call',
    'what do I need to look at',
    'anything urgent today?',
    'did anything change since yesterday',
    'what is on fire',
    'anything urgent',
    'where is trouble today',
    'what should I worry about',
    'top three fires',
    'what is most urgent',
    'daily briefing',
    'where does it burn',
    'whom should I call today',
    'which accounts need a call today',
    'what blew up overnight',
  ],
  words: [
    'digest: briefing, recap, rundown, zusammenfassung, résumé, resumen',
    'attention: urgent, urgents, urgente, urgentes, dringende, dringenden, burning, fire, fires, brennt, dringend, aufmerksamkeit, atención, worry, alarming, critical, crisis',
    'today: heute, aujourd, hui, hoy, tonight',
  ],
  todayOnly: true,
  status: 'Putting the digest together',
  input,
  run,
  ...shown(answer),
});

type Output = Awaited<ReturnType<typeof run>>;

async function run({ owner }: z.output<typeof input>, context: Context) {
  const { where, label } = await whoseAccounts(context, owner);
  const { lastAt, asOf, ...digest } = await buildDigest(context, where);
  return { whose: label, ...digest, lastAt: lastAt?.toISOString() ?? null, asOf: asOf?.toISOString() ?? null };
}

const count = ({ whose, asOf }: Output, what: string, noun: string, value: number): Text =>
  t`${ofGroup(whose, asOf ?? '').of(`digest:${what}`, what, value, '')} ${value === 1 ? noun : `${noun}s`}`;

const block = (title: string, rows: Row[], line: (each: Row) => Text): Part[] => [
  ...linesOf(title, rows, line),
  ...buttonRow(rows.map(openAccount)),
];

function answer(result: Output): Shown {
  const { needsYou, changed, comingUp, goodNews, lastAt, asOf, whose, accounts } = result;
  const nothing = t`Nothing new today among ${whose} (${accounts}).`;
  if (asOf === null || [needsYou, changed, comingUp, goodNews].every((rows) => rows.length === 0))
    return { point: nothing, body: textPart(nothing) };
  const [first] = needsYou;
  const needs = needsYou.length === 1 ? 'needs' : 'need';
  return {
    point: first
      ? t`${count(result, 'accounts that need you', 'account', needsYou.length)} ${needs} you today; first ${first.name}${first.change === null ? t`: health ${first.health}` : t`, health ${first.change}`}.`
      : t`No account needs you today. ${count(result, 'accounts that changed', 'change', changed.length)}, ${count(result, 'renewals coming up', 'renewal', comingUp.length)} coming up.`,
    why: [
      ...needsYou.map(withReason),
      ...changed.slice(0, 1).map((each) => t`Changed: ${withReason(each)}`),
      ...comingUp.slice(0, 1).map((each) => t`Coming up: ${rowLine(each)}`),
      ...goodNews.slice(0, 1).map((each) => t`Good news: ${withReason(each)}`),
    ],
    header: `Health digest, ${longDate(new Date(asOf))}`,
    body: [
      ...block('Needs you today', needsYou, withReason),
      ...block(lastAt ? 'Changed since the last digest' : 'Changed in 30 days', changed, withReason),
      ...block('Coming up', comingUp, rowLine),
      ...block('Good news', goodNews, withReason),
    ],
    rows: needsYou.map((each) => ({ name: each.name, open: openAccount(each) })),
    feedback: true,
    context: contextLine({
      asOf,
      used: [whose],
      notes: [
        t`${count(result, 'accounts in all', 'account', accounts)}`,
        lastAt ? t`last digest ${ofGroup(whose, asOf).date('last_digest', 'last digest', lastAt)}` : 'first digest',
      ],
    }),
  };
}
