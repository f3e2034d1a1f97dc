import { words } from '../../../models/kit/name-keys.ts';
import type { ValueOf } from '../dimensions.ts';

/** Beginnings of words that speak for a value; those under four letters are whole words. */
type Beginnings<Value extends string> = readonly { value: Value; of: readonly string[] }[];

const beginnings = <Value extends string>(lists: Readonly<Record<Value, string>>): Beginnings<Value> =>
  (Object.keys(lists) as Value[]).map((value) => ({ value, of: lists[value].split(' ') }));

export const INDUSTRY_WORDS: Beginnings<ValueOf<'verticalSegment'>> = beginnings({
  fintech: 'fintech financ bank lend payment insur wealth credit trading',
  healthcare: 'health clinic hospital medic pharma patient diagnost therap',
  manufacturing: 'manufact factory machine industrial assembly plant foundry',
  retail: 'retail store shop merchan grocer ecommerce fashion',
  technology: 'software saas developer semiconductor telecom hosting',
  government: 'government council public agency municipal ministry federal',
});

export const USE_CASE_WORDS: Beginnings<ValueOf<'useCaseSegment'>> = beginnings({
  security_compliance: 'secur complian sox audit gdpr regulat risk consent masking retention threat control privacy',
  data_analytics: 'data analy dashboard report insight ml model predict forecast pipeline ingest segment warehouse',
  process_automation: 'automat workflow process approval script webhook orchestrat hand routing',
  cost_optimization: 'cost saving spend consolidat consult licen budget cheaper',
});

/** The words of a text that speak for each value; a value without any is left out. */
export function spokenFor<Value extends string>(text: string, lists: Beginnings<Value>): { value: Value; said: string[] }[] {
  const all = [...new Set(words(text))];
  if (all.length === 0) return [];
  return lists.flatMap(({ value, of }) => {
    const said = all.filter((word) => of.some((each) => (each.length < 4 ? word === each : word.startsWith(each))));
    return said.length > 0 ? [{ value, said }] : [];
  });
}
