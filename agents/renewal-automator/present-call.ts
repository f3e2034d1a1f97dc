import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { callButton } from '../kit/present/buttons.ts';
import { cardOf, linesPart } from '../kit/present/card.ts';
import { ofAccount } from '../kit/present/figures.ts';
import { t } from '../kit/text.ts';
import { plural } from '../metrics/format.ts';
import { callText } from './figures.ts';
import type { assessRenewalTool } from './tools/assess-renewal.ts';
import type { forecastRenewals } from './tools/forecast-renewals.ts';
import type { CallOutput } from './tools/record-renewal-call.ts';
import { CATEGORY_WORDS } from './words.ts';

export function callSummary({ account, contract, call, before, history }: CallOutput): Summary {
  const { of, percent, date } = ofAccount(account, call.at);
  const id = call.contractId;
  const chance = percent(`contract_renewal:${id}`, 'renewal probability', contract.probability);
  const model = contract.probability === null ? 'the model gives no probability' : t`the model says ${chance}`;
  const own = call.probability === null ? '' : t` (${percent(`called_probability:${id}`, 'called', call.probability / 100)})`;
  const amount = of(`called_amount:${id}`, 'called', call.amount, call.currency, { digits: 2 });
  return {
    point: t`Recorded: the renewal of ${account.name} is called ${CATEGORY_WORDS[call.category]}${own}, ${amount}; ${model}. Both stand, neither changes the other.`,
    why: [
      ...(call.note ? [`Note: ${call.note}`] : []),
      ...(before ? [t`Before: ${callText(account, before)}, ${date('called_at', 'called on', before.at)}`] : []),
      t`${plural(history, 'call')} on "${contract.name}"${contract.endAt ? t`, which ends on ${date(`contract_end:${id}`, 'end', contract.endAt)}` : ''}`,
    ],
  };
}

export function callCard(output: CallOutput): Card {
  const { point, why } = callSummary(output);
  const { account, call } = output;
  return cardOf({
    point,
    header: `${account.name}: ${CATEGORY_WORDS[call.category]}`,
    body: linesPart(null, [point, ...why]),
    next: [
      callButton<typeof forecastRenewals>('Renewal forecast', 'forecast_renewals', { owner: 'mine' }),
      callButton<typeof assessRenewalTool>('This renewal', 'assess_renewal', { account: account.id }),
    ],
  });
}
