import { matchesOf } from './reading/matches.ts';
import { accountsAt, type Sentence } from './reading/sentence.ts';
import type { Known } from './sources.ts';
import { whose } from './verbatim.ts';

const COLOURS = ['green', 'yellow', 'orange', 'red'];
/** Levels of a risk, as results write them, and as they are said beside "risk". */
const LEVELS = {
  high: 'high|hohes|hohe|élevé|alto|elevado',
  medium: 'medium|moderate|mittleres|mittlere|moyen|modéré|medio|médio|moderado',
  low: 'low|niedriges|geringes|geringe|faible|bajo|baixo',
} as const;
const RISK = '(?:risk|risiko|risque|riesgo|risco)';
const SAID = Object.entries(LEVELS).map(
  ([level, words]) =>
    [
      level,
      new RegExp(
        `(?<!\\p{L})(?:${words})(?: churn)?[ -]${RISK}(?!\\p{L})|${RISK} (?:(?:is|level|ist|est|es|é|remains) )?(?:${words})(?!\\p{L})`,
        'iu',
      ),
    ] as const,
);
/** A level stands behind its figure: "46, medium". */
const SHOWN = /\d,? \(?(low|medium|high)(?!\p{L})/gu;

/** Colours of health and levels of risk that nothing shown of the account has, where another is shown. */
export function wrongBands(sentence: Sentence, { lines }: Known, whole: readonly string[] | null): string[] {
  if (!sentence.terms.has('risk') && !COLOURS.some((colour) => sentence.terms.has(colour))) return [];
  return sentence.clauses.flatMap((clause) => {
    const accounts = accountsAt(clause, sentence, { accounts: whole });
    if (!accounts) return [];
    const own = lines.filter((line) => !line.asked && line.accounts !== null && whose(line, accounts));
    const isOther = (said: readonly string[], shown: readonly string[]) => shown.length > 0 && said.some((each) => !shown.includes(each));
    const colours = COLOURS.filter((colour) => clause.terms.has(colour));
    const levels = SAID.flatMap(([level, pattern]) => (pattern.test(clause.text) ? [level] : []));
    const wrong = [
      ...(isOther(
        colours,
        COLOURS.filter((colour) => own.some(({ words }) => words.includes(` ${colour} `))),
      )
        ? colours
        : []),
      ...(levels.length > 0 &&
      isOther(
        levels,
        own.flatMap(({ text }) => matchesOf(SHOWN, text).map(([, level = '']) => level)),
      )
        ? levels
        : []),
    ];
    return wrong.slice(0, 1);
  });
}
