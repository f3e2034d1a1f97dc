import type { Figure, Text } from '../facts/index.ts';
import { ofAccount, t } from '../kit/say.ts';
import type { RenewalAssessment } from './assess.ts';
import type { Call } from './calls.ts';
import { CATEGORY_WORDS } from './words.ts';

type About = { id: string; name: string };

/** The figures of a renewal, each made once for every place that shows it. Of millions two decimals are shown, so that parts visibly add up. */
export function figuresOfRenewal(account: About, { asOf, probability, days, renewalAt, roi, nps }: RenewalAssessment) {
  const { of, percent, date } = ofAccount(account, asOf);
  const sum = (metric: string, label: string, amount: number | null, currency: string): Figure =>
    of(`${metric}:${currency}`, label, amount, currency, { digits: 2 });
  return {
    of,
    percent,
    date,
    sum,
    chance: percent('renewal_probability', 'renewal probability', probability),
    days: of('days_to_renewal', 'days to renewal', days, 'days', { relative: true }),
    renewal: date('renewal_date', 'renewal', renewalAt),
    roi: percent('roi', 'ROI', roi === null ? null : roi / 100),
    nps: of('nps_answer', 'NPS answer', nps, 'of 10', { digits: 1 }),
    /** Of one contract among several. */
    contract: ({ id, annualValue, currency, days: left, probability: chance }: RenewalAssessment['contracts'][number]) => ({
      worth: of(`contract:${id}`, 'yearly value', annualValue, currency, { digits: 2 }),
      days: of(`contract_days:${id}`, 'days to its end', left, 'days', { relative: true }),
      chance: percent(`contract_renewal:${id}`, 'renewal probability', chance),
    }),
  };
}

/** "Sarah Williams calls commit (90 %), $875K". */
export function callText(account: About, { contractId, category, probability, amount, currency, by, at }: Call): Text {
  const { of, percent } = ofAccount(account, at);
  const said = probability === null ? '' : t` (${percent(`called_probability:${contractId}`, 'called', probability / 100)})`;
  return t`${by} calls ${CATEGORY_WORDS[category]}${said}, ${of(`called_amount:${contractId}`, 'called', amount, currency, { digits: 2 })}`;
}
