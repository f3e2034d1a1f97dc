import type { Contract } from '../../../models/contract.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { happened } from '../../facts/time.ts';
import { countsIn, type Draft, daysDraft, found, rowsIn, topicOf } from '../define.ts';
import { sum } from '../statistics.ts';
import { activeContracts, termsOf } from '../terms.ts';

const from = rowsIn('contracts');

/** The contracts in force, of the one currency its yearly value is given in. */
function inForce({ account, contracts, asOf }: AccountFacts) {
  const { currency, arr, renewalAt } = termsOf(account, contracts, asOf);
  const active = activeContracts(contracts, asOf);
  return { active, same: active.filter((each) => each.currency === currency), currency, arr, renewalAt };
}

const months = ({ termMonths, startDate, endDate }: Contract): number | null =>
  termMonths ?? (endDate ? Math.round((endDate.getTime() - startDate.getTime()) / (86_400_000 * (365 / 12))) : null);

/** The whole value of each contract over its term, where every one says how long it runs. */
function contractValue(same: readonly Contract[]): number | null {
  const terms = same.map((each) => ({ annual: each.annualValue, months: months(each) }));
  return terms.length === 0 || terms.some((each) => each.months === null)
    ? null
    : sum(terms.map((each) => (each.annual * (each.months ?? 0)) / 12));
}

/** The next to end, else the one begun last. */
const leading = (active: readonly Contract[]): Contract | undefined =>
  active.toSorted(
    (a, b) => (a.endDate?.getTime() ?? 8e15) - (b.endDate?.getTime() ?? 8e15) || b.startDate.getTime() - a.startDate.getTime(),
  )[0];

const renewalDate: Draft = {
  key: 'renewal_date',
  label: 'Renewal date',
  aliases:
    'renewal, renews, renewing, contract end, vertragsende, verlängerung, renouvellement, échéance, renovación, due, ends, expires, contract ends, runs out',
  unit: 'date',
  definition: 'The earliest end of a contract in force.',
  read(facts) {
    const { active, renewalAt } = inForce(facts);
    return found(
      renewalAt,
      from(
        'endDate',
        active.filter(({ endDate }) => endDate?.getTime() === renewalAt?.getTime()),
      ),
    );
  },
};

const customerSince: Draft = {
  key: 'customer_since',
  label: 'Customer since',
  aliases:
    'tenure, new customer, joined us, became a customer, kunde seit, neukunde, neuer kunde, client depuis, nouveau client, cliente desde, cliente nuevo, nuevo cliente',
  unit: 'date',
  happened: ['signed', 'joined'],
  definition: 'When the account became a customer, as recorded, else the start of its first contract.',
  read({ account, contracts }) {
    if (account.customerSince) return found(account.customerSince, { collection: 'accounts', field: 'customerSince', rows: [account] });
    const first = contracts.toSorted((a, b) => a.startDate.getTime() - b.startDate.getTime())[0];
    return found(first?.startDate, from('startDate', first));
  },
};

const churnedAt: Draft = {
  key: 'churned_at',
  label: 'Churned on',
  aliases: 'churn date, kündigungsdatum, date de départ, fecha de baja',
  unit: 'date',
  definition: 'When the account left, as recorded; of a customer nothing.',
  read({ account, asOf }) {
    return found(happened(account.churnedAt, asOf), { collection: 'accounts', field: 'churnedAt', rows: [account] });
  },
};

const dealWon: Draft = {
  key: 'deal_won',
  label: 'Deal won',
  aliases: 'closed won, abschluss, affaire gagnée, venta ganada',
  unit: 'date',
  definition: 'When the last first deal with the account was won, renewals and expansions left out.',
  read({ opportunities, asOf }) {
    const won = opportunities
      .flatMap((deal) => {
        const at = deal.stage === 'closed_won' && deal.kind === 'new' ? happened(deal.closeDate, asOf) : null;
        return at ? [{ _id: deal._id, at }] : [];
      })
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .slice(-1);
    return found(won[0]?.at, { collection: 'opportunities', field: 'closeDate', rows: won });
  },
};

/** What the account has signed. A contract's figures do not age. */
export const contractMetrics = topicOf('contract', { grace: 3650, halfLife: 3650 }, [
  {
    key: 'arr',
    label: 'ARR',
    aliases:
      'yearly value, annual value, worth, wert, valeur, pay, pays, zahlt, zahlen, bezahlen, paient, payent, paga, pagan, pagar, annual recurring revenue, jahreswert, jahresumsatz, valeur annuelle, valor anual, revenue, money, annual spend, spend, spends, umsatz, revenu, ingresos',
    unit: 'money',
    definition: 'Yearly value of the contracts in force, in the currency of the first of them; other currencies are left out.',
    read(facts) {
      const { arr, currency, same } = inForce(facts);
      return found(arr, from('annualValue', same), { currency });
    },
  },
  {
    key: 'contract_value',
    label: 'Contract value',
    aliases: 'tcv, total contract value, vertragswert, valeur du contrat, valor del contrato',
    unit: 'money',
    definition: 'Value of the contracts in force over their whole term: yearly value times years.',
    read(facts) {
      const { same, currency } = inForce(facts);
      return found(contractValue(same), from('annualValue', same), { currency });
    },
  },
  {
    key: 'currency',
    label: 'Currency',
    aliases: 'währung, devise, moneda',
    word: true,
    definition: 'The currency of the contracts in force.',
    read(facts) {
      const { active, currency } = inForce(facts);
      return found(active.length > 0 ? currency : null, from('currency', active));
    },
  },
  {
    key: 'contract_start',
    label: 'Contract start',
    aliases: 'vertragsbeginn, début du contrat, inicio del contrato',
    unit: 'date',
    definition: 'Start of the contract in force that ends next.',
    read(facts) {
      const lead = leading(inForce(facts).active);
      return found(lead?.startDate, from('startDate', lead));
    },
  },
  renewalDate,
  daysDraft(renewalDate, 'until', {
    key: 'days_to_renewal',
    label: 'Days to renewal',
    aliases: 'renewal in days, tage bis zur verlängerung, jours avant renouvellement, días hasta la renovación',
    definition: 'Days of the calendar until the renewal date.',
  }),
  {
    key: 'contract_term',
    label: 'Contract term',
    aliases: 'laufzeit, durée du contrat, duración del contrato',
    unit: 'months',
    definition: 'Months for which the contract that ends next was signed.',
    read(facts) {
      const lead = leading(inForce(facts).active);
      return found(lead && months(lead), from('termMonths', lead));
    },
  },
  {
    key: 'price_per_user',
    label: 'Price per user',
    aliases:
      'price per seat, paying per user, preis pro nutzer, prix par utilisateur, precio por usuario, paying per seat, pay per seat, pay per user',
    unit: 'money',
    digits: 2,
    definition: 'Yearly value of the contracts in force that name seats, for each seat.',
    read(facts) {
      const { same, currency } = inForce(facts);
      const seated = same.filter(({ seats }) => seats);
      const seats = sum(seated.map((each) => each.seats ?? 0));
      return found(seats > 0 ? sum(seated.map(({ annualValue }) => annualValue)) / seats : null, from('seats', seated), { currency });
    },
  },
  countsIn(
    'contracts',
    ({ contracts }) => contracts,
  )({
    key: 'contracts_in_force',
    label: 'Contracts in force',
    aliases: 'contracts, active contracts, laufende verträge, contrats en cours, contratos vigentes',
    toldWith: ['contract_value', 'renewal_date'],
    definition: 'How many contracts are in force.',
    field: 'status',
    of: (facts) => inForce(facts).active,
  }),
  customerSince,
  daysDraft(customerSince, 'since', {
    key: 'customer_days',
    label: 'Days as a customer',
    better: 'higher',
    definition: 'Days of the calendar since the account became a customer.',
  }),
  churnedAt,
  dealWon,
  daysDraft(dealWon, 'since', {
    key: 'days_since_deal',
    label: 'Days since the deal was won',
    definition: 'Days of the calendar since the last first deal was won.',
  }),
]);
