import { NOT_KEPT } from '../../../agents/metrics/not-kept.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { isQuestion } from '../reading/clauses.ts';
import type { Reading } from '../reading/reading.ts';
import type { Understood } from '../replies/ask-back.ts';

const KNOWN = NOT_KEPT.flatMap((each) => each.names.map((name) => ({ each, parts: words(name).join(' ') })));

/** "What is our NRR": a figure nobody keeps, said as that, with what is nearest. */
export function notKept({ text, named, accounts, contacts }: Reading): Understood | undefined {
  const said = ` ${words(text).join(' ')} `;
  const isName = (parts: string) => named.some(({ from, to }) => words(text.slice(from, to)).join(' ').includes(parts));
  const found =
    KNOWN.find(({ parts }) => said.includes(` ${parts} `) && !isName(parts))?.each ??
    (accounts.length + contacts.length === 0 && asksWhatWas(text) ? pairIn(said) : undefined);
  if (!found) return undefined;
  const { label, why, nearest } = found;
  return {
    ask: [
      `I keep no figure for ${label}: ${why}. The nearest I can tell:`,
      ...nearest.filter((say) => !/\d/.test(say)).map((say) => `- ${say}`),
    ].join('\n'),
    choices: nearest.map((say) => ({ label: say, say })),
    nearest: [],
  };
}

/** "Who came to our webinar" asks what was; "who could join it" does not, nor does a letter that thanks for it. */
const asksWhatWas = (text: string): boolean =>
  isQuestion(text) && !text.includes(':') && !/\b(?:could|would|might|should|can|will)\b/i.test(text);

const pairIn = (said: string) => NOT_KEPT.find(({ pair }) => pair?.every((either) => either.some((word) => said.includes(` ${word} `))));
