import { longDate, plural } from '../../metrics/format.ts';
import { money } from '../words.ts';
import type { PackageContent } from './content.ts';
import { type Block, renderDocx } from './docx.ts';

const FULL = 9_638;

/** The term sheet as a .docx file: their lawyers and ours write into it. Only what is on record; the rest is "to be agreed". */
export function renderTermSheet(content: PackageContent): Promise<Uint8Array> {
  return renderDocx(termSheet(content), `${content.account}: renewal term sheet`);
}

export function termSheet({
  account,
  sponsor,
  from,
  madeAt,
  endAt,
  contracts,
  base,
  additions,
  current,
  proposed,
  currency,
  termMonths,
  paymentModel,
}: PackageContent): Block[] {
  const seats = contracts.reduce((sum, each) => sum + (each.seats ?? 0), 0);
  const today = [...new Set(contracts.map((each) => each.termMonths))];
  const known = today.length === 1 && today[0] != null ? ` (today: ${plural(today[0], 'month')})` : '';
  return [
    { type: 'title', text: 'Renewal term sheet' },
    {
      type: 'small',
      text: `${account} · ${longDate(madeAt)} · A summary for discussion. Nothing is agreed before both sides have signed a contract.`,
    },
    { type: 'heading', text: 'The renewal' },
    {
      type: 'table',
      widths: [2_800, FULL - 2_800],
      rows: [
        ['Customer', sponsor ? `${account}, represented by ${sponsor}` : account],
        ['Contact', `${from.name}, ${from.title}`],
        [
          contracts.length > 1 ? 'Renewed contracts' : 'Renewed contract',
          contracts
            .map(({ name, endAt: end }) => `${name}, ending ${end ? longDate(new Date(end)) : 'on a date to be confirmed'}`)
            .join('; '),
        ],
        ['Start of the new term', longDate(endAt)],
        ['Term', termMonths === null ? `To be agreed${known}` : plural(termMonths, 'month')],
        [
          'Payment',
          paymentModel ? `${paymentModel.charAt(0).toUpperCase()}${paymentModel.slice(1).replaceAll('_', ' ')}, as today` : 'To be agreed',
        ],
        ['Users', seats > 0 ? `${seats}, as today` : 'As today'],
      ],
    },
    { type: 'heading', text: `Price a year (${currency})` },
    {
      type: 'table',
      widths: [FULL - 4_200, 1_700, 2_500],
      head: true,
      total: true,
      right: [2],
      rows: [
        ['Line', '', 'A year'],
        ...[...base, ...additions].map(({ name, annualValue, source }) => [
          name,
          source === 'contract' ? 'as today' : 'new',
          money(annualValue, currency),
        ]),
        ['Total', '', money(proposed, currency)],
      ],
    },
    { type: 'small', text: `Today: ${money(current, currency)} a year. Amounts without tax.` },
    ...(additions.some(({ wanted }) => wanted)
      ? [
          { type: 'heading' as const, text: 'What the new lines are for' },
          ...additions.flatMap(({ name, wanted }): Block[] => (wanted ? [{ type: 'text', text: `${name}: ${wanted}.` }] : [])),
        ]
      : []),
    { type: 'heading', text: 'Signatures' },
    {
      type: 'table',
      widths: [FULL / 2, FULL / 2],
      rows: [
        [`For ${account}`, `For the vendor`],
        ['Name:', 'Name:'],
        ['Date:', 'Date:'],
      ],
    },
  ];
}
