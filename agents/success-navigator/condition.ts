import type { SuccessPlaybook } from '../../models/success-playbook.ts';
import type { Text } from '../facts/index.ts';
import { type Sign, type SignalFacts, signalNamed } from './signals.ts';

export type Condition = Omit<SuccessPlaybook['triggerConditions'][number], 'required'>;

/** `met` is null where the data do not say. */
interface Checked {
  met: boolean | null;
  text: Text;
  sign: Sign | null;
}

/** How long an event counts where a condition does not say. */
const EVENT_DAYS = 90;
const COMPARED = /^\s*([a-z][a-z\d_ -]*?)\s+(?:is\s+)?(above|below|equals)\s+(-?\d+(?:\.\d+)?)\s*%?\s*$/i;
const HAPPENED = /^\s*([a-z][a-z\d_ -]*?)\s+occurs(?:\s+within\s+(\d+)\s+days?)?\s*$/i;

/** "health above 65", "champion left occurs within 30 days"; undefined where it is not such a sentence: a person must answer it. */
export function parseCondition(text: string): Condition | undefined {
  const [, compared = '', comparison = '', value] = COMPARED.exec(text) ?? [];
  if (signalNamed(compared))
    return { signal: compared, comparison: comparison.toLowerCase() as Condition['comparison'], value: Number(value) };
  const [, happened = '', days] = HAPPENED.exec(text) ?? [];
  if (signalNamed(happened)?.event) return { signal: happened, comparison: 'occurs', ...(days ? { days: Number(days) } : {}) };
  return undefined;
}

/** Whether a condition holds in the facts, judged on the value people see. Pure. */
export function check({ signal: name, comparison, value, days }: Condition, facts: SignalFacts): Checked {
  const signal = signalNamed(name);
  const sign = signal?.read(facts) ?? null;
  if (!signal) return { met: null, text: `"${name}" is not measured`, sign };
  if (signal.event) {
    const met = sign !== null && sign.value <= (days ?? EVENT_DAYS);
    return { met, text: met ? sign.text : `${signal.label}: not in ${days ?? EVENT_DAYS} days`, sign };
  }
  if (!sign) return { met: null, text: signal.label, sign };
  const limit = value ?? 0;
  const met = comparison === 'below' ? sign.value < limit : comparison === 'equals' ? sign.value === limit : sign.value > limit;
  return { met, text: sign.text, sign };
}
