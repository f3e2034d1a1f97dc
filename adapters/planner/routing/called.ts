/** Letters that are asked for by their noun. */

/** "Renewal opener for Acme", "kickoff invitation to Lisa": a letter called by name is one to be drafted. */
const CALLED =
  /^\W*(?:(?:please|pls|an?|one|eine?n?|une?|el|la)\s+)*(?:[\p{L}-]+\s+){0,3}?(?:opener|invit(?:e|ation)|apology|thank[ -]?you|congratulations?|greeting|einladung|entschuldigung|gl[üu]ckwunsch|excuses|invitaci[oó]n|disculpa)(?:\s+(?:note|mail|e-?mail|message|letter))?\s+(?:for|to|an|f[üu]r|pour|[àa]|para|al?)\s+\p{L}/iu;
export const isCalledLetter = (text: string): boolean => CALLED.test(text);

const NOTE = '(?:note|mail|e-?mail|message|line)';
/** "Thanks to Lisa it works" and "sorry to hear that" tell something: only what is called a note, or can be nothing else, is one. */
const beginsWith = (noun: string) => new RegExp(`^\\W*(?:an?\\s+|quick\\s+|short\\s+)*(?:${noun})\\s+to\\s+`, 'iu');
const AS_VERB: readonly (readonly [noun: RegExp, verb: string])[] = [
  [beginsWith(`thank-you|thank(?:s|[\\s-]?you)\\s+${NOTE}`), 'thank '],
  // "Thanks to Mike for the pilot": a sentence that says what he made possible is told apart before.
  [/^\W*thanks?\s+to\s+(?=.+\sfor\s)/iu, 'thank '],
  [beginsWith(`apology|(?:apology|sorry)\\s+${NOTE}`), 'apologize to '],
  [beginsWith(`congratulations|congrat(?:s|ulations?)\\s+${NOTE}`), 'congratulate '],
];
const FOR_WHAT = /,?\s+(?:re:?|abt|about|regarding|for)\s+/iu;

/** "A thank-you to Lisa, Acme, for the intro", "sorry note to Lisa re the outage": as if its verb were said. */
export function asVerb(question: string): string {
  const [noun, verb] = AS_VERB.find(([each]) => each.test(question)) ?? [];
  return noun && verb ? question.replace(noun, verb).replace(FOR_WHAT, ' for ') : question;
}
