import { words } from '../../../models/kit/name-keys.ts';
import type { Reading } from '../reading/reading.ts';
import { askedBy } from '../words/grammar.ts';
import type { Understood } from './ask-back.ts';

interface NotDone {
  is(reading: Reading): boolean;
  says: string;
  /** Questions that have an answer, of the account that is named. */
  near(account: string | undefined): string[];
}

const ONTO = /\b(?:to|over to|an|à|a)\s+(?:\p{L}+\s+)?$/iu;
const GIVES =
  /^\W*(?:please |pls |can you |could you |bitte )?(?:re-?assign|assign|transfer|move|hand|give|pass|switch|weise?|übergib|übertrage|gib|réassigne|transfère|donne|reasigna|transfiere|asigna|pasa)\b/iu;
const OWNERSHIP =
  /\b(?:make|change|set|switch)\b.*\b(?:owner|csm|account manager)\b|\b(?:besitzer|verantwortlich\p{L}*)\b.*\b(?:ändern|machen)\b/iu;
const LOAD =
  /(?<!\p{L})(?:over-?load(?:ed)?|over-?work(?:ed)?|over-?burdened|over-?stretched|swamped|stretched thin|too many accounts|workload|has (?:some |the |any )?(?:room|capacity)|spare capacity|überlastet|ausgelastet|überfordert|surchargée?s?|débordée?s?|sobrecargad[oa]s?)(?!\p{L})/iu;
const GROWTH = /\b(?:expansions?|upsells?|upselling|cross-?sells?|deals?)\b/i;
const WON = /\b(?:w[io]n|close(?:d(?: won)?)?|sign(?:ed)?|land(?:ed)?|gewonnen|gagnée?s?|ganad[oa]s?)\b/i;
const UNDO =
  /^\W*(?:please |pls |can you |bitte )?(?:undo|revert|roll(?: it| that)? back|take (?:it|that) back|rückgängig(?: machen)?|mach(?:e)? (?:das|es) rückgängig|annule[rz]?|défais|deshaz|deshacer)(?: (?:it|that|this|the last one|the last change|my last change|ça|cela|eso))?\W*$/iu;

/** What people ask for that is done nowhere here, or by a button only. */
const NOT_DONE: readonly NotDone[] = [
  {
    // "Hand Acme over to Omar": an account, and whom it is to go to.
    is: ({ text, accounts, colleagues, named }) =>
      accounts.length > 0 &&
      ((colleagues.some(({ from }) => ONTO.test(text.slice(0, from))) &&
        GIVES.test(text) &&
        words(named.reduce((rest, { from, to }) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to), text)).length < 8 &&
        !OF_ACCOUNT.test(text)) ||
        OWNERSHIP.test(text)),
    says: 'I do not change who looks after an account: that is set in the system the accounts come from. What I can tell:',
    near: (account) => [`who is the csm of ${account}`, 'accounts by owner', `brief me on ${account}`],
  },
  {
    is: ({ text, accounts, contacts, words: said }) =>
      accounts.length + contacts.length === 0 && LOAD.test(text) && (said.some(({ word }) => askedBy(word)) || text.includes('?')),
    says: 'Nobody is ranked here by how much work they have. The nearest I can tell:',
    near: () => ['accounts by owner', 'total ARR by owner', 'overdue tasks by owner'],
  },
  {
    is: ({ text, accounts, contacts, words: said }) =>
      accounts.length + contacts.length === 0 &&
      GROWTH.test(text) &&
      WON.test(text) &&
      said.some(({ word }) => /^(?:much|many|wie?viele?|combien|cuant[oa]s?)$/.test(word)),
    says: 'I add up the expansion that is open, not what was won. The nearest I can tell:',
    near: () => ['which accounts won a deal this quarter', 'Show my expansion pipeline', 'expansion opportunities'],
  },
  {
    is: ({ text }) => UNDO.test(text),
    says: 'I take nothing back on a word: what can be taken back has an Undo button on its own message, for a while. What I can show:',
    near: () => ['what is waiting for me', 'my tasks', 'what happened to my drafts'],
  },
];

/** What is given is something of the account, not the account. */
const OF_ACCOUNT =
  /\b(?:deals?|expansion|opportunity|upsell|tasks?|drafts?|notes?|tickets?|leads?|handoff|stages?|milestones?|phases?|plan)\b/i;

export function notDone(reading: Reading): Understood | undefined {
  const found = NOT_DONE.find(({ is }) => is(reading));
  if (!found) return undefined;
  const near = found.near(reading.accounts[0]);
  return { ask: [found.says, ...near.map((say) => `- ${say}`)].join('\n'), choices: near.map((say) => ({ label: say, say })), nearest: [] };
}
