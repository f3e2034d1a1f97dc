import type { Finding } from '../facts/finding.ts';
import type { Card, Part } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { plural, shortDate, shortMoney } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import type { Found, TriggersOutput } from './output.ts';
import { call, KINDS, since, stepOf, triggerText } from './words.ts';

const LINES = 5;
const STEPS = 3;

function pointOf({ single, accounts, found, checked, counts, whose }: TriggersOutput): string {
  const [first] = accounts;
  if (single) {
    if (checked === 0) return `${whose}: no session is on record, so no behaviour trigger can be seen.`;
    if (!first) return `${whose}: no behaviour trigger; nothing is beyond its limit.`;
    const [top] = first.triggers;
    return `${first.account.name}: ${plural(first.triggers.length, 'behaviour trigger')}. ${top ? triggerText(top) : ''}.`;
  }
  if (checked === 0) return `No behaviour triggers: none of ${whose} has sessions that were looked at yet.`;
  if (found === 0) return `No behaviour trigger in ${plural(checked, 'account')} with sessions (${whose}).`;
  const kinds = counts.map(({ kind, accounts: count }) => `${KINDS[kind].label.toLowerCase()} ${count}`).join(', ');
  return `${plural(found, 'account')} of ${checked} with sessions show a behaviour trigger (${whose}): ${kinds}.`;
}

const line = (name: string, { triggers }: { triggers: Found[] }): string => {
  const [first, ...rest] = triggers;
  return `${name}: ${first ? triggerText(first) : ''}${rest.length > 0 ? `, and ${rest.length} more` : ''}`;
};

export function triggersSummary(output: TriggersOutput): Summary {
  const { single, accounts } = output;
  const why = single
    ? (accounts[0]?.triggers ?? []).slice(1).map((each) => triggerText(each))
    : accounts.map((each) => line(each.account.name, each));
  return { point: pointOf(output), why: why.slice(0, LINES) };
}

export function triggersCard(output: TriggersOutput): Card {
  const { single, accounts, found, asOf } = output;
  const point = pointOf(output);
  return {
    point,
    parts: [
      { type: 'header', text: header(output), tone: toneOf(output) },
      ...(accounts.length > 0 ? [single ? oneTable(output) : manyTable(output)] : []),
      { type: 'buttons', buttons: buttonsOf(output) },
      ...(accounts.length > 0 ? [{ type: 'feedback' as const }] : []),
      {
        type: 'context',
        text: [
          asOf ? `As of ${shortDate(new Date(asOf))}` : 'Not looked at yet',
          `${plural(output.checked, 'account')} with sessions${output.without > 0 ? `, ${output.without} without any` : ''}`,
          ...(found > accounts.length ? [`the first ${accounts.length} of ${found} shown`] : []),
        ].join(' · '),
      },
    ],
    sections: [
      ...(accounts.length > 0
        ? [{ label: 'Why', parts: [{ type: 'evidence' as const, title: 'What each rests on', figures: figuresOf(output) }] }]
        : []),
      { label: 'Limits', parts: [{ type: 'text', text: output.rules.map((rule) => `• ${rule}`).join('\n') }] },
    ],
  };
}

function header({ single, whose, accounts, found }: TriggersOutput): string {
  if (single) return `${whose}: ${plural(accounts[0]?.triggers.length ?? 0, 'behaviour trigger')}`;
  return `Behaviour triggers at ${plural(found, 'account')}`;
}

function toneOf({ accounts }: TriggersOutput): (typeof KINDS)[Found['kind']]['tone'] | 'neutral' {
  const [first] = accounts[0]?.triggers ?? [];
  return first ? KINDS[first.kind].tone : 'neutral';
}

function buttonsOf({ single, accounts }: TriggersOutput) {
  const steps = single
    ? (accounts[0]?.triggers ?? []).slice(0, STEPS - 1).map((each) => stepOf(each, accounts[0]?.account.id ?? ''))
    : accounts.slice(0, STEPS).map(({ account }) => call(`Open ${account.name}`, 'analyze_behavior', { account: account.id }));
  const own = single && accounts[0] ? [call('Behaviour', 'analyze_behavior', { account: accounts[0].account.id })] : [];
  const labels = accounts.length > 0 ? ['Why', 'Limits'] : ['Limits'];
  return [...steps, ...own, ...labels.map((label, section) => ({ label, effect: { type: 'show' as const, section } }))];
}

function oneTable({ accounts, asOf }: TriggersOutput): Part {
  return {
    type: 'table',
    columns: [{ label: 'Trigger' }, { label: 'What' }, { label: 'Since' }, { label: 'Who acts' }],
    rows: (accounts[0]?.triggers ?? []).map((each) => [
      KINDS[each.kind].label,
      triggerText(each),
      since(each.since, asOf ?? each.since),
      KINDS[each.kind].who,
    ]),
  };
}

function manyTable({ accounts, asOf }: TriggersOutput): Part {
  return {
    type: 'table',
    columns: [
      { label: 'Account' },
      { label: 'Yearly value', align: 'right' },
      { label: 'Trigger' },
      { label: 'Since' },
      { label: 'Owner' },
    ],
    rows: accounts.map(({ account, owner, triggers }) => {
      const [first, ...rest] = triggers;
      return [
        account.name,
        account.arr === null ? '–' : shortMoney(account.arr, account.currency),
        first ? `${KINDS[first.kind].label}: ${triggerText(first)}${rest.length > 0 ? ` (+${rest.length})` : ''}` : '',
        first ? since(first.since, asOf ?? first.since) : '',
        owner ?? '–',
      ];
    }),
  };
}

const figuresOf = ({ accounts, single }: TriggersOutput): Finding[] =>
  accounts.flatMap(({ account, triggers }) =>
    triggers.map((each) => ({
      label: `${single ? '' : `${account.name}: `}${KINDS[each.kind].label}`,
      value: each.kind === 'friction' || each.kind === 'adoption_stall' ? round(100 * each.now, 1) : round(each.now, 1),
      unit: each.kind === 'friction' || each.kind === 'adoption_stall' ? '%' : 'minutes',
      contribution: 0,
      text: `${single ? '' : `${account.name}: `}${triggerText(each)}`,
      evidence: each.evidence,
    })),
  );
