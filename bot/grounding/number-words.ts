const UNITS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES: Record<string, number> = { dozen: 12, hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9 };
const VALUES = new Map<string, number>([
  ...UNITS.map((word, index): [string, number] => [word, index]),
  ...TENS.map((word, index): [string, number] => [word, (index + 2) * 10]),
]);
const WORD = `(?:${[...VALUES.keys(), ...Object.keys(SCALES)].sort((a, b) => b.length - a.length).join('|')})`;
const RUN = new RegExp(`(?<![\\p{L}\\p{N}-]|\\p{N} )${WORD}(?:(?:[ -]| and )${WORD})*(?![\\p{L}\\p{N}])`, 'giu');
/** "two of them" is speech, "two tickets" a figure. */
const COUNTED =
  /^(?:[ -](?:more|open|active|new|lost|critical|urgent|overdue))?[ -](?:%|per ?cent|percentage|points?|days?|weeks?|months?|quarters?|years?|hours?|minutes?|times|users?|seats?|licen[cs]es?|tickets?|calls?|logins?|contacts?|people|accounts?|customers?|meetings?|emails?|e-mails?|escalations?|invoices?|executives?|dollars?|euros?)\b/i;

/**
 * English number words written as digits, so that they are checked like digits. Small ones only
 * where they count something; "one" alone never.
 */
export function digitsForWords(text: string): string {
  return text.replace(RUN, (run: string, offset: number) => {
    const value = numberOf(run.toLowerCase().split(/[ -](?:and )?/));
    const counts = COUNTED.test(text.slice(offset + run.length));
    return value >= 10 || (counts && value > 1) ? String(value) : run;
  });
}

function numberOf(words: string[]): number {
  let total = 0;
  let part = 0;
  for (const word of words) {
    const scale = SCALES[word];
    if (scale === undefined) part += VALUES.get(word) ?? 0;
    else if (scale <= 100) part = (part || 1) * scale;
    else {
      total += (part || 1) * scale;
      part = 0;
    }
  }
  return total + part;
}
