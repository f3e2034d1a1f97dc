const DONE = '(?:sent|e-?mailed|mailed|delivered|dispatched|forwarded|posted)';
const CLAIMS = [
  new RegExp(`\\b(?:I|we)(?:['’]ve| have| had)?(?: \\w+){0,2} ${DONE}\\b`, 'i'),
  /\b(?:I|we)(?:['’]ll| will| am going to| are going to)(?: \w+){0,2} (?:send|e-?mail|mail|deliver|forward)\b/i,
  new RegExp(
    `\\b(?:your|the|this|that|my) (?:\\w+ ){0,3}(?:message|e-?mail|note|draft|letter|outreach)(?: to [\\p{L} .'’-]+)? (?:has been|have been|was|is|is being|will be)(?: \\w+){0,2} ${DONE}\\b(?! (?:on|by|in) )`,
    'iu',
  ),
  new RegExp(`^\\W*(?:done[^\\p{L}]+)?(?:e-?mail |message |note )?${DONE}[.!]`, 'iu'),
];
const NOT = /\b(?:not|never|n['’]t|nothing|no|none|before|until|unless|once|after|only|if|when|approv\w+)\b/i;

/**
 * Whether a sentence of a model says or promises that a message was sent. Models send nothing: only an
 * approval's receipt may say so.
 */
export function claimsDelivery(sentence: string): boolean {
  return CLAIMS.some((claim) => claim.test(sentence)) && !NOT.test(sentence);
}
