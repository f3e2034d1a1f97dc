import type { assessChurnRisk } from '../churn-predictor/face.ts';
import type { briefAccount } from '../daily-desk/face.ts';
import type { prepareSalesHandoff } from '../expansion-orchestrator/face.ts';
import { fact, type Text } from '../facts/index.ts';
import {
  buttonRow,
  callButton,
  contextLine,
  doubt,
  evidencePart,
  fieldsPart,
  linesOf,
  linesPart,
  type Part,
  primary,
  type Shown,
  shown,
  textPart,
} from '../kit/present/index.ts';
import { listed, small, t } from '../kit/say.ts';
import { plural, round } from '../metrics/index.ts';
import type { Found } from './assess.ts';
import { figuresOfGrowth, worthText } from './figures.ts';
import type { Known } from './known.ts';
import { PARTS } from './readiness.ts';
import { GROUPS, type Group } from './signals.ts';
import type { DetectOutput } from './tools/detect-expansion-signals.ts';
import type { muteExpansionSignal } from './tools/mute-expansion-signal.ts';
import { REASONS, SIGNAL_WORDS, stageWords, TYPE_WORDS } from './words.ts';

const MOST_REASONS = 4;
const MOST_SIGNALS = 6;
const HANDED = 2;

function pointOf({ account, assessment }: DetectOutput): Text {
  const { found, held, muted, unseen, value } = assessment;
  const { worth, sure } = figuresOfGrowth(account, assessment);
  const [first, ...others] = found;
  if (!first) {
    const [back] = held;
    if (back) return t`${account.name}: growth is seen (${small(back.name)}), but not now: ${back.held[0] ?? ''}.`;
    if (muted.length > 0) return t`${account.name}: nothing new; ${plural(muted.length, 'signal')} set aside.`;
    return unseen.length > 0
      ? t`${account.name}: nothing in the data speaks for growth; ${plural(unseen.length, 'expansion deal is', 'expansion deals are')} in the CRM.`
      : t`${account.name}: nothing in the data speaks for growth now.`;
  }
  const what = value === null ? 'not priced yet' : t`${[worth]} a year`;
  return t`${account.name}: ${others.length === 0 ? small(first.name) : t`${found.length} ways to grow`}, ${what}, ${[sure]} sure.${doubt(sure)}`;
}

/** What speaks most for each, in turn; what each is and is worth stands on the card. */
function reasonsOf(output: DetectOutput): Text[] {
  const { found, held } = output.assessment;
  const drivers = (found.length > 0 ? found : held).map((each) => each.drivers.map(({ signal }) => signal));
  const inTurn = Array.from({ length: MOST_REASONS }, (_, rank) => drivers.flatMap((signals) => signals[rank] ?? [])).flat();
  const why = [...new Set(inTurn)].slice(0, MOST_REASONS).map(({ text }) => text);
  return why.length > 0 ? why : whitespaceLines(output).slice(0, 2);
}

export const detectShown = shown((output: DetectOutput): Shown => {
  const { account, assessment } = output;
  const { found, held, muted, readiness, asOf, coverage } = assessment;
  const { ready, part } = figuresOfGrowth(account, assessment);
  const unknown = readiness.parts.filter(({ score }) => score === null).map(({ part: name }) => `readiness, ${PARTS[name].toLowerCase()}`);
  const unread = coverage < 0.8 ? [`${Math.round(100 - 100 * coverage)} % of the data that growth is judged by`] : [];
  const missing = unknown.length > 0 ? unknown : unread;
  const scored = readiness.parts.flatMap(({ part: name, score }) => (score === null ? [] : [[PARTS[name], part(name, score)] as const]));
  return {
    point: pointOf(output),
    why: reasonsOf(output),
    header: found.length > 0 ? t`${account.name}: growth found` : t`${account.name}: no growth to talk about now`,
    body: [
      ...linesOf(null, found, (each) => t`**${each.name}** (${TYPE_WORDS[each.type]}) ${valueLine(output, each)}`),
      ...(found.length > 0 && scored.length > 0 ? [fieldsPart([['Ready', ready], ...scored])] : []),
      ...linesOf('Not now', held, (each) => t`${each.name}: ${each.held.join('; ')}`),
    ],
    next: [
      primary(callButton<typeof briefAccount>('Brief me', 'brief_account', { account: account.id })),
      ...found.slice(0, HANDED).map(({ name, cause }) =>
        callButton<typeof prepareSalesHandoff>(`Hand off: ${small(name)}`, 'prepare_sales_handoff', {
          account: account.id,
          opportunity: cause,
        }),
      ),
      held.some(({ held: why }) => why.some((text) => text.startsWith('churn'))) &&
        callButton<typeof assessChurnRisk>('Churn risk', 'assess_churn_risk', { account: account.id }),
    ],
    sections: {
      Why: whyParts(output),
      'Not now': notNow(output),
      Readiness: readiness.parts.flatMap(({ part: name, findings }) => evidencePart(PARTS[name], findings)),
      Whitespace: linesPart('What accounts of its size have and this one has not', whitespaceLines(output)),
      Known: knownParts(output),
    },
    feedback: found.length > 0,
    context: contextLine({
      asOf: asOf.toISOString(),
      ...(missing.length > 0 ? { missing } : {}),
      notes: muted.length > 0 ? [`${plural(muted.length, 'signal')} set aside`] : [],
    }),
  };
});

/** What the bold name of a line lacks. */
function valueLine(output: DetectOutput, each: Found): Text {
  const figures = figuresOfGrowth(output.account, output.assessment);
  const { worth, sure } = figures.each(each);
  const deal = each.deal ? t`; in the CRM as “${each.deal.name}”, ${dealText(each.deal, figures)}` : '';
  return t`${worthText(worth)}, ${[sure]} sure: ${each.basis}${deal}`;
}

/** Where people have it, and for how much: "qualified, $308K". */
const dealText = ({ id, stage, amount, currency }: Known, { money }: Pick<ReturnType<typeof figuresOfGrowth>, 'money'>): Text =>
  listed([small(stageWords(stage)), ...(amount === null ? [] : [t`${[money(`deal:${id}`, 'amount', amount, currency)]}`])]);

/** Every signal by where it was seen, with its evidence. */
const whyParts = ({ assessment: { signals } }: DetectOutput): Part[] =>
  (Object.keys(GROUPS) as Group[]).flatMap((group) =>
    evidencePart(
      GROUPS[group],
      signals
        .filter((each) => each.group === group)
        .slice(0, MOST_SIGNALS)
        .map(({ kind, text, evidence }) => fact(SIGNAL_WORDS[kind], text, evidence)),
    ),
  );

/** Setting one aside: the button states what it writes. */
function notNow({ account, assessment: { found } }: DetectOutput): Part[] {
  return found
    .filter(({ taken }) => !taken)
    .slice(0, 3)
    .flatMap(({ name, cause }) => [
      ...textPart(
        t`**${name}**: set aside with your reason; the same signal stays silent until the contract changes. Another reason: “not now for ${account.name}, …”`,
      ),
      ...buttonRow(
        REASONS.map((reason) =>
          callButton<typeof muteExpansionSignal>(reason, 'mute_expansion_signal', { account: account.id, opportunity: cause, reason }),
        ),
      ),
    ]);
}

function whitespaceLines({ account, assessment }: DetectOutput): Text[] {
  const { whitespace, seats } = assessment;
  const { of } = figuresOfGrowth(account, assessment);
  const lines = whitespace.map(({ name, holders, of: all, share }) => {
    const [held, among] = [
      of(`whitespace_holders:${name}`, 'like accounts that hold it', holders, ''),
      of('whitespace_accounts', 'like accounts', all, ''),
    ];
    return t`${name}: ${[held]} of ${[among]} accounts of its size hold it, at ${[of(`whitespace_share:${name}`, 'share of contract', round(100 * share), '%')]} of the contract in the middle`;
  });
  const seated = seats
    ? [
        t`Seats for each 100 employees: ${[of('seats_per_100', 'seats for each 100 employees', round(seats.here, 1), '', { digits: 1 })]} here, ${[of('seats_per_100_like', 'seats for each 100 employees at like accounts', round(seats.there, 1), '', { digits: 1 })]} at the median of ${[of('seats_like_accounts', 'like accounts with seats', seats.accounts, '')]} like accounts`,
      ]
    : [];
  return [...lines, ...seated];
}

function knownParts({ account, assessment }: DetectOutput): Part[] {
  const { unseen, muted } = assessment;
  const figures = figuresOfGrowth(account, assessment);
  return [
    ...linesOf('In the CRM, without a sign in the data', unseen, (deal) => t`${deal.name}, ${dealText(deal, figures)}`),
    ...linesOf('Set aside', muted, ({ name, muted: why }) => t`${name}: ${why?.reason ?? ''}`),
  ];
}
