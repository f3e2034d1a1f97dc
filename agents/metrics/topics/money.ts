import type { Invoice } from '../../../models/invoice.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, happened, latestOf, within } from '../../facts/time.ts';
import { countsIn, type Draft, daysDraft, found, rowsIn, topicOf } from '../define.ts';
import { daysBetween, plural, shortDate } from '../format.ts';
import { signals } from '../signals.ts';
import { decay, sum, weightedMean } from '../statistics.ts';

const INVOICES = 'invoices';

const issued = ({ invoices }: AccountFacts): Invoice[] => invoices.filter(({ status }) => status !== 'void');
const openOf = (facts: AccountFacts): Invoice[] =>
  issued(facts).filter(({ paidAt, status }) => (paidAt ? paidAt > facts.asOf : status !== 'paid'));
/** Unpaid past the day it is due, the longest first. */
const overdueOf = (facts: AccountFacts): Invoice[] =>
  openOf(facts)
    .filter(({ dueAt }) => daysBetween(dueAt, facts.asOf) > 0)
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());

const ofInvoices = rowsIn(INVOICES);
const counting = countsIn(INVOICES, ({ invoices }) => invoices, { better: 'lower', asNewAsKnown: true });

/** The sum of some invoices in the currency most of it is in; 0 where there are others. */
const adding = ({ of, ...draft }: Omit<Draft, 'read' | 'unit'> & { of(facts: AccountFacts): Invoice[] }): Draft => ({
  ...draft,
  unit: 'money',
  better: 'lower',
  read(facts) {
    if (facts.invoices.length === 0) return null;
    const rows = of(facts);
    const sums = [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, own]) => ({
      currency,
      own,
      amount: sum(own.map(({ amount }) => amount)),
    }));
    const [main] = sums.sort((a, b) => b.amount - a.amount || (a.currency < b.currency ? -1 : 1));
    return found(main?.amount ?? 0, ofInvoices('amount', main?.own ?? facts.invoices), {
      currency: main?.currency ?? facts.account.currency,
      latest: latestOf(facts.invoices),
    });
  },
});

const overdueSince: Draft = {
  key: 'overdue_since',
  label: 'Overdue since',
  unit: 'date',
  definition: 'When the invoice was due that has been unpaid longest.',
  read(facts) {
    const rows = overdueOf(facts).slice(0, 1);
    return found(rows[0]?.dueAt, ofInvoices('dueAt', rows));
  },
};

/** Invoices whose timeliness is settled: paid, or due by now. */
const settled = (facts: AccountFacts, days: number) =>
  within(facts.invoices, facts.asOf, days).flatMap((invoice) => {
    const paid = happened(invoice.paidAt, facts.asOf);
    if (invoice.status === 'void' || (!paid && invoice.dueAt > facts.asOf)) return [];
    const late = Math.max(0, ((paid ?? facts.asOf).getTime() - invoice.dueAt.getTime()) / 86_400_000);
    return [{ invoice, late, paid }];
  });

/** What they owe, and whether they have the means. */
export const moneyMetrics = topicOf('money', { grace: 190, halfLife: 180 }, [
  counting({
    key: 'open_invoices',
    label: 'Open invoices',
    aliases:
      'unpaid invoices, offene rechnungen, factures ouvertes, facturas abiertas, invoices, bills, unpaid bills, rechnungen, factures, facturas',
    definition: 'Invoices of the last 400 days that are not paid.',
    field: 'status',
    of: openOf,
  }),
  adding({
    key: 'open_amount',
    label: 'Amount open',
    aliases:
      'unpaid amount, offener betrag, montant dû, importe pendiente, owe, owes, owed, outstanding, outstanding amount, schulden, doivent, deben',
    definition: 'Sum of the invoices of the last 400 days that are not paid, in the currency most of it is in.',
    orNone: true,
    of: openOf,
  }),
  counting({
    key: 'overdue_invoices',
    label: 'Overdue invoices',
    aliases:
      'invoices overdue, late invoices, überfällige rechnungen, factures en retard, facturas vencidas, past due invoices, late payers, pay late, paying late, payment late, behind on payment, in arrears, zahlen spät, payent en retard, pagan tarde',
    definition: 'Invoices that are not paid and past the day they were due.',
    field: 'status',
    of: overdueOf,
  }),
  adding({
    key: 'overdue_amount',
    label: 'Amount overdue',
    aliases: 'overdue amount, overdue, past due, in arrears, überfälliger betrag, montant en retard, importe vencido',
    definition: 'Sum of the overdue invoices, in the currency most of it is in.',
    orNone: true,
    of: overdueOf,
  }),
  overdueSince,
  daysDraft(overdueSince, 'since', {
    key: 'days_overdue',
    label: 'Days overdue',
    aliases: 'overdue days, tage überfällig, jours de retard, días de retraso',
    better: 'lower',
    definition: 'Days of the calendar for which the oldest unpaid invoice has been due.',
  }),
  {
    key: 'last_payment_delay',
    label: 'Last payment delay',
    aliases: 'last invoice late',
    unit: 'days',
    better: 'lower',
    definition: 'Days by which the newest invoice that is paid or due, of the last twelve months, was paid late or is overdue.',
    read(facts) {
      const last = settled(facts, 365).at(-1);
      return found(last && Math.round(last.late), ofInvoices(last?.paid ? 'paidAt' : 'dueAt', last?.invoice));
    },
  },
  {
    key: 'worst_delay',
    label: 'Worst payment delay',
    aliases: 'latest payment',
    unit: 'days',
    better: 'lower',
    definition: 'The most days by which an invoice of the last twelve months was paid late, or is overdue.',
    read(facts) {
      const rows = settled(facts, 365);
      const worst = rows.reduce<(typeof rows)[number] | undefined>((a, b) => (a && a.late >= b.late ? a : b), undefined);
      return found(worst && Math.round(worst.late), ofInvoices('dueAt', worst?.invoice));
    },
  },
  {
    key: 'on_time_share',
    label: 'Paid on time',
    aliases: 'on-time share, pünktlich bezahlt, payées à temps, pagadas a tiempo',
    unit: '%',
    better: 'higher',
    definition:
      'Share of the invoices of the last twelve months that were paid by the day they were due; unpaid ones count once they are due.',
    read(facts) {
      const rows = settled(facts, 365);
      const good = rows.filter(({ invoice, paid }) => paid && daysBetween(invoice.dueAt, paid) <= 0).length;
      const invoices = rows.map(({ invoice }) => invoice);
      return found(rows.length > 0 ? (good / rows.length) * 100 : null, ofInvoices('paidAt', invoices));
    },
  },
  {
    key: 'payment_delay',
    label: 'Payment delay',
    aliases: 'days late, zahlungsverzug, retard de paiement, retraso de pago, late payment',
    unit: 'days',
    better: 'lower',
    high: {
      from: 7,
      names: [
        ...[
          'pay late',
          'paying late',
          'pays late',
          'paid late',
          'late payers',
          'slow payers',
          'slow to pay',
          'bad payers',
          'always late paying',
        ],
        ...['zahlen spät', 'schlechte zahler', 'paient en retard', 'mauvais payeurs', 'pagan tarde', 'malos pagadores'],
      ],
    },
    definition: 'Mean days by which invoices of the last 340 days were paid late or are overdue, half as much after 90.',
    read(facts) {
      const rows = settled(facts, 340);
      const value = weightedMean(rows.map(({ invoice, late }) => ({ value: late, weight: decay(age(invoice.at, facts.asOf), 90) }))).value;
      const last = rows.at(-1);
      if (value === null || !last) return null;
      const invoices = rows.map(({ invoice }) => invoice);
      const days = Math.round(last.late);
      const how = days === 0 ? 'Last invoice paid on time' : `Last invoice ${last.paid ? 'paid' : 'unpaid'} ${plural(days, 'day')} late`;
      return found(
        value,
        ofInvoices(({ paidAt }) => (happened(paidAt, facts.asOf) ? 'paidAt' : 'dueAt'), invoices),
        () =>
          `${how} (issued ${shortDate(last.invoice.at, facts.asOf)})${rows.length > 1 ? `, ${Math.round(value)} days late on average over ${rows.length} invoices` : ''}`,
      );
    },
  },
  signals(
    {
      budget_approved: 1,
      funding: 0.8,
      revenue_growth: 0.6,
      priority_raised: 0.6,
      budget_cut: -1,
      layoffs: -0.8,
      priority_lowered: -0.6,
    },
    'their money',
    {
      key: 'budget_signals',
      label: 'Budget signals',
      aliases: 'budget, budgetsignale, signaux budgétaires, señales de presupuesto',
      better: 'higher',
      grace: 90,
      halfLife: 90,
    },
  ),
]);
