import { type Finding, fact, type Text } from '../facts/index.ts';
import { contextLine, findingsPart, linesPart, opening, type Part, type Shown, shown, tableOf } from '../kit/present/index.ts';
import { listed, ofAccount, ofGroup, t } from '../kit/say.ts';
import { round } from '../metrics/index.ts';
import type { TriggersOutput } from './portfolio.ts';
import { KINDS, openBehavior, stepOf, triggerText } from './words.ts';

const STEPS = 2;

type Row = TriggersOutput['accounts'][number];

/** Counts of the accounts asked for. */
const sayOf = ({ whose, asOf }: TriggersOutput) => ofGroup(whose, asOf ?? '');

function pointOf(output: TriggersOutput): Text {
  const { single, accounts, found, checked, counts, whose, asOf } = output;
  const [first] = accounts;
  const say = sayOf(output);
  if (single) {
    if (checked === 0) return `${whose}: no session is on record, so no behaviour trigger can be seen.`;
    const [top] = first?.triggers ?? [];
    if (!first || !top) return `${whose}: no behaviour trigger; nothing is beyond its limit.`;
    const own = ofAccount(first.account, asOf ?? top.since);
    return t`${whose}: ${own.count('behavior_triggers', first.triggers.length, 'behaviour trigger')}. ${triggerText(own, top)}.`;
  }
  if (checked === 0) return `No behaviour triggers: none of ${whose} has sessions that were looked at yet.`;
  if (found === 0) return t`No behaviour trigger in ${say.count('accounts_with_sessions', checked, 'account')} with sessions (${whose}).`;
  const kinds = counts.map(({ kind, accounts: count }) => {
    const label = KINDS[kind].label.toLowerCase();
    return t`${label} ${say.of(`accounts_with_trigger:${kind}`, label, count, '')}`;
  });
  const all = say.of('accounts_with_sessions', 'accounts with sessions', checked, '');
  return t`${say.count('accounts_with_trigger', found, 'account')} of ${all} with sessions show a behaviour trigger (${whose}): ${listed(kinds)}.`;
}

/** One account of the list: its most pressing trigger, and how many more it has. */
const leadingText = ({ account, triggers: [first, ...rest] }: Row, asOf: string): Text =>
  listed([first ? triggerText(ofAccount(account, asOf), first) : '', ...(rest.length > 0 ? [`and ${rest.length} more`] : [])]);

export const triggersShown = shown((output: TriggersOutput): Shown => {
  const { single, accounts, found, asOf, checked, without, whose, rules } = output;
  const say = sayOf(output);
  const [first] = accounts;
  const own = first?.triggers ?? [];
  const rows = single ? [] : accounts.map(({ account: { id, name } }) => ({ name, open: openBehavior(`Open ${name}`, id) }));
  const steps = single ? own.slice(0, STEPS).map((each) => stepOf(each, first?.account.id ?? '')) : opening(rows);
  const more = found > accounts.length;
  return {
    point: pointOf(output),
    why:
      single && first
        ? own.slice(1).map((each) => triggerText(ofAccount(first.account, asOf ?? ''), each))
        : accounts.map((each) => t`${each.account.name}: ${leadingText(each, asOf ?? '')}`),
    header: single
      ? t`${whose}: ${say.count('behavior_triggers', own.length, 'behaviour trigger')}`
      : t`Behaviour triggers at ${say.count('accounts_with_trigger', found, 'account')}`,
    tone: own[0] ? KINDS[own[0].kind].tone : 'neutral',
    body: linesPart(
      null,
      accounts.flatMap((each) => (single ? ownLines(each, asOf) : [t`**${each.account.name}** ${leadingText(each, asOf ?? '')}`])),
    ),
    rows,
    next: [...steps, single && first && openBehavior('Behaviour', first.account.id)],
    sections: {
      'Show all': single ? [] : wideTable(output),
      Why: findingsPart(findingsOf(output), 'What each rests on'),
      Limits: linesPart(null, rules),
    },
    feedback: accounts.length > 0,
    context: contextLine({
      asOf,
      used: [
        t`${say.count('accounts_with_sessions', checked, 'account')} with sessions`,
        ...(without > 0 ? [t`${say.of('accounts_without_sessions', 'accounts without sessions', without, '')} without any`] : []),
      ],
      notes: more ? [t`the first ${accounts.length} of ${say.of('accounts_with_trigger', 'accounts', found, '')} shown`] : [],
    }),
  };
});

/** A trigger in words, and since when it lasts. */
function told({ account }: Row, each: Row['triggers'][number], asOf: string | null) {
  const say = ofAccount(account, asOf ?? each.since);
  return { text: triggerText(say, each), since: say.date(`since:${each.kind}:${each.subject ?? ''}`, 'since', each.since) };
}

/** Each trigger of one account, with since when and who acts. */
const ownLines = (row: Row, asOf: string | null): Text[] =>
  row.triggers.map((each) => {
    const { text, since } = told(row, each, asOf);
    return t`**${KINDS[each.kind].label}** ${text}; since ${since}; ${KINDS[each.kind].who} acts`;
  });

const wideTable = ({ accounts, asOf }: TriggersOutput): Part[] =>
  tableOf(
    null,
    accounts.flatMap((row) => row.triggers.map((each) => ({ row, each, ...told(row, each, asOf) }))),
    ({ row, each, text, since }) => ({
      Account: row.account.name,
      Trigger: t`${KINDS[each.kind].label}: ${text}`,
      Since: since,
      Owner: row.owner ?? '–',
      'Yearly value': row.arr,
    }),
  );

const findingsOf = ({ accounts, single, asOf }: TriggersOutput): Finding[] =>
  accounts.flatMap((row) =>
    row.triggers.map((each) => {
      const share = each.kind === 'friction' || each.kind === 'adoption_stall';
      const whose = single ? '' : `${row.account.name}: `;
      const text = t`${whose}${told(row, each, asOf).text}`;
      const value = round(share ? 100 * each.now : each.now, 1);
      return fact(`${whose}${KINDS[each.kind].label}`, text, each.evidence, value, share ? '%' : 'minutes');
    }),
  );
