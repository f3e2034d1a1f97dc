import { type Block, renderDocx } from '../../kit/documents/docx.ts';
import { capital, longDate, plural, spaced, sum } from '../../metrics/index.ts';
import { money } from '../words.ts';
import type { PackageContent } from './content.ts';

const FULL = 9_638;

/** The term sheet as a .docx file: their lawyers and ours write into it. Only what is on record; the rest is "to be agreed". */
export function renderTermSheet(content: PackageContent): Promise<Uint8Array> {
  const { account, madeAt, additions, current, currency } = content;
  const wanted = additions.flatMap((each): Block[] => (each.wanted ? [{ type: 'text', text: `${each.name}: ${each.wanted}.` }] : []));
  const about = `${account} · ${longDate(madeAt)} · A summary for discussion. Nothing is agreed before both sides have signed a contract.`;
  const signatures = [
    [`For ${account}`, 'For the vendor'],
    ['Name:', 'Name:'],
    ['Date:', 'Date:'],
  ];
  const blocks: Block[] = [
    { type: 'title', text: 'Renewal term sheet' },
    { type: 'small', text: about },
    { type: 'heading', text: 'The renewal' },
    { type: 'table', widths: [2_800, FULL - 2_800], rows: termsOf(content) },
    { type: 'heading', text: `Price a year (${currency})` },
    { type: 'table', widths: [FULL - 4_200, 1_700, 2_500], head: true, total: true, right: [2], rows: pricesOf(content) },
    { type: 'small', text: `Today: ${money(current, currency)} a year. Amounts without tax.` },
    ...(wanted.length > 0 ? [{ type: 'heading' as const, text: 'What the new lines are for' }, ...wanted] : []),
    { type: 'heading', text: 'Signatures' },
    { type: 'table', widths: [FULL / 2, FULL / 2], rows: signatures },
  ];
  return renderDocx(blocks, `${account}: renewal term sheet`);
}

function termsOf({ account, sponsor, from, endAt, contracts, termMonths, paymentModel }: PackageContent): string[][] {
  const seats = sum(contracts.map((each) => each.seats ?? 0));
  const [term, ...others] = new Set(contracts.map((each) => each.termMonths));
  const today = others.length === 0 && term != null ? ` (today: ${plural(term, 'month')})` : '';
  const named = contracts.map(({ name, endAt: end }) => `${name}, ending ${end ? longDate(new Date(end)) : 'on a date to be confirmed'}`);
  const payment = paymentModel && `${capital(spaced(paymentModel))}, as today`;
  return [
    ['Customer', sponsor ? `${account}, represented by ${sponsor}` : account],
    ['Contact', `${from.name}, ${from.title}`],
    [contracts.length > 1 ? 'Renewed contracts' : 'Renewed contract', named.join('; ')],
    ['Start of the new term', longDate(endAt)],
    ['Term', termMonths === null ? `To be agreed${today}` : plural(termMonths, 'month')],
    ['Payment', payment ?? 'To be agreed'],
    ['Users', seats > 0 ? `${seats}, as today` : 'As today'],
  ];
}

const pricesOf = ({ base, additions, proposed, currency }: PackageContent): string[][] => [
  ['Line', '', 'A year'],
  ...[...base, ...additions].map(({ name, annualValue, source }) => [
    name,
    source === 'contract' ? 'as today' : 'new',
    money(annualValue, currency),
  ]),
  ['Total', '', money(proposed, currency)],
];
