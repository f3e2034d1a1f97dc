import type { Finding } from '../facts/index.ts';
import { type Shown, shown, textPart } from '../kit/present/index.ts';
import { plain, t } from '../kit/say.ts';
import type { ActionProposal } from '../kit/tool.ts';
import { capital, longDate, shortDate, shortMoney } from '../metrics/index.ts';
import { type Handoff, holderOf, type Seat } from './handoff.ts';
import { STAGE_WORDS } from './stages.ts';
import type { HandoffOutput } from './tools/prepare-sales-handoff.ts';

const MOST_TEXT = 2_400;
const MOST_FACTS = 10;

export const seatText = ({ seat, person, reasons }: Seat): string =>
  `${seat}: ${person?.name ?? 'nobody yet'}${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`;

const day = (iso: string, asOf: string): string => shortDate(new Date(iso), new Date(asOf));

export const personText = (
  { name, title, role, stance, first, firstAt, optedOut }: Handoff['stakeholders'][number],
  asOf: string,
): string =>
  `${name}, ${title ?? role}, ${stance === 'unknown' ? 'stance not known' : stance}: ${first}, by ${day(firstAt, asOf)}${optedOut ? '; opted out of mail' : ''}`;

/** "Jennifer Martinez (Chief Data Officer) neutral". */
const stanceText = ({ name, title, role, stance }: Handoff['stakeholders'][number]): string =>
  `${name} (${title ?? role}) ${stance === 'unknown' ? 'stance not known' : stance}`;

/** What stands of the relationship, in one line. */
export function protectionText({ protection: { level, reasons, risks } }: Pick<Handoff, 'protection'>): string {
  const found = [...reasons, ...risks].map(({ text }) => plain(text));
  if (found.length === 0) return 'nothing speaks against a sale now';
  return `${level === 'blocked' ? 'stopped: ' : level === 'warned' ? 'look first: ' : ''}${found.join('; ')}`;
}

export const handoffShown = shown((output: HandoffOutput): Shown => {
  const { account, deal, seats, drivers, deciders } = output;
  const worth = deal.value === null ? 'no value on record' : t`${deal.figures.value} a year`;
  const seller = holderOf(seats, 'Account executive')?.name ?? 'nobody';
  return {
    point: t`The hand-off of ${deal.name} (${account.name}, ${worth}) to ${seller} waits for approval${deciders === 'leaders' ? ' by a leader' : ''}; nothing is changed before.`,
    why: [...seats.slice(0, 2).map(seatText), ...drivers.slice(0, 2).map(({ text }) => text), `Relationship: ${protectionText(output)}`],
    header: `${account.name}: hand-off`,
    body: textPart(handoffText(output)),
  };
});

const list = <Item>(title: string, items: readonly Item[], line: (item: Item) => string): string[] =>
  items.length > 0 ? [`**${title}**`, ...items.map((each) => `• ${line(each)}`)] : [];

/** What the approver reads: what is written, by whom, and what speaks against it. */
function handoffText(output: HandoffOutput): string {
  const { asOf, deal, seats, stakeholders, criteria, milestones, steps, value, names, toStage } = output;
  const worth = deal.value === null ? 'no value on record' : `${shortMoney(deal.value, deal.currency)} a year`;
  const seller = holderOf(seats, 'Account executive');
  const open = criteria.filter(({ met }) => !met);
  const moved =
    toStage === deal.stage ? `stays ${STAGE_WORDS[deal.stage]}` : `goes from ${STAGE_WORDS[deal.stage]} to ${STAGE_WORDS[toStage]}`;
  const text = [
    `${deal.name}, ${worth}: ${seller?.name ?? 'nobody'} sells it, it ${moved}, and the tasks below are written. Nothing goes to the customer.`,
    ...list('Team', seats, seatText),
    ...list('Relationship', [protectionText(output)], (each) => each),
    ...list('Whom to speak to', stakeholders.length > 0 ? [stakeholders.map(stanceText).join('; ')] : [], (each) => each),
    ...list('Tasks', steps, (step) => `${day(step.due, asOf)}, ${names[step.owner] ?? 'nobody'}: ${step.text}`),
    ...list('Still open before it goes on', open, ({ name, text: found }) => `${name}: ${plain(found)}`),
    ...list('Value so far', value.lines.slice(0, value.proven ? 1 : 0), plain),
    ...list('Milestones', milestones, ({ name, dueAt }) => `${longDate(new Date(dueAt))}: ${name}`),
  ];
  return fitting(text, MOST_TEXT);
}

/** Whole lines only. */
function fitting(lines: readonly string[], most: number): string {
  let text = '';
  for (const line of lines) {
    if (text.length + line.length + 1 > most) break;
    text += `${text ? '\n' : ''}${line}`;
  }
  return text;
}

export function handoffProposal(output: HandoffOutput): ActionProposal {
  const { account, deal, seats, drivers, protection, confidence, deciders, call } = output;
  const [driver] = drivers;
  const sure = confidence === null ? '' : `, ${Math.round(confidence)} % sure`;
  return {
    kind: 'action',
    account,
    title: `Hand ${deal.name} to ${holderOf(seats, 'Account executive')?.name ?? 'sales'}`.slice(0, 150),
    text: handoffText(output),
    deciders,
    files: [],
    facts: factsOf(drivers, protection.reasons, protection.risks),
    whyNow: driver ? `${capital(plain(driver.text))}${sure}.` : `It has been ${STAGE_WORDS[deal.stage]} for ${deal.days} days${sure}.`,
    call,
  };
}

const factsOf = (...found: readonly Finding[][]): Finding[] => found.flat().slice(0, MOST_FACTS);
