import type { Text } from '../facts/index.ts';
import { linesOf, tableOf } from '../kit/present/index.ts';
import { ofAccount, ofGroup, t } from '../kit/say.ts';
import { capital } from '../metrics/index.ts';
import type { Bin, Held } from './accuracy.ts';

/** How statistics of forecasts are worded: figures of one group of forecasts. */
export const forecastFigures = (kind: string, whose: string, asOf: string) => ofGroup(`${kind} of ${whose}`, asOf);
export type ForecastFigures = ReturnType<typeof forecastFigures>;

export const rangeOf = ({ percent }: ForecastFigures, key: string, label: string, low: number, high: number): Text =>
  t`${percent(`${key}_from`, label, low)} to ${percent(`${key}_to`, label, high)}`;

const toldOf = (figures: ForecastFigures, { from, to }: Bin): Text => rangeOf(figures, `told_${Math.round(100 * from)}`, 'told', from, to);

/** The bin in which most was told wrongly. */
const worstBin = (bins: readonly Bin[]): Bin | undefined =>
  bins.toSorted((a, b) => b.n * Math.abs(b.share - b.told) - a.n * Math.abs(a.share - a.told))[0];

/** "When I said 10 % to 20 %, 27 % left (22 of 81)." */
export function worstBinText(figures: ForecastFigures, bins: readonly Bin[], came: string, said = 'I said'): Text {
  const bin = worstBin(bins);
  if (!bin) return '';
  const { of, percent } = figures;
  const key = `bin_${Math.round(100 * bin.from)}`;
  const share = percent(`${key}_share`, `share that ${came}`, bin.share);
  return t` When ${said} ${toldOf(figures, bin)}, ${share} ${came} (${of(`${key}_came`, came, bin.came, '')} of ${of(`${key}_n`, 'forecasts', bin.n, '')}).`;
}

/** Each bin: what was said, how often it came, with the interval. */
export const binsTable = (figures: ForecastFigures, bins: readonly Bin[], came: string, said = 'I said') =>
  tableOf(null, bins, (bin) => {
    const { of, percent } = figures;
    const key = `bin_${Math.round(100 * bin.from)}`;
    return {
      [capital(said)]: toldOf(figures, bin),
      'On average': percent(`${key}_told`, 'told on average', bin.told),
      Forecasts: of(`${key}_n`, 'forecasts', bin.n, ''),
      [`What ${came}`]: t`${percent(`${key}_share`, `share that ${came}`, bin.share)} (${of(`${key}_came`, came, bin.came, '')})`,
      'Sure to lie in': rangeOf(figures, `${key}_interval`, `share that ${came}, interval`, bin.low, bin.high),
    };
  });

/** "23 % less error than the base rate", or that there is none less. */
export function skillText({ percent }: ForecastFigures, key: string, skill: number | null, than: string): Text[] {
  if (skill === null) return [];
  const size = percent(`skill_${key}`, `error against ${than}`, Math.abs(skill));
  if (Math.abs(skill) < 0.005) return [t`no better than ${than}`];
  return [skill > 0 ? t`${size} less error than ${than}` : t`${size} more error than ${than}`];
}

export function skillTexts(figures: ForecastFigures, { overBase, overRule }: Pick<Held, 'overBase' | 'overRule'>, rule: string): Text[] {
  return [...skillText(figures, 'base', overBase, 'the base rate'), ...skillText(figures, 'rule', overRule, rule)];
}

/** Forecasts that were missed, a line each with what had been said. */
export interface MissLine {
  account: { id: string; name: string };
  says: Text;
}

export const missLines = (title: string | null, misses: readonly MissLine[]) =>
  linesOf(title, misses, ({ account, says }) => t`**${account.name}** ${says}`);

/** "I said 6 % on 3 Jun, they left on 28 Jul". */
export function missText(
  {
    account,
    told,
    toldAt,
    came,
    at,
  }: { account: { id: string; name: string }; told: number; toldAt: string; came: boolean; at: string | null },
  words: { key: string; came: string; not: string; would?: true },
  asOf: string,
): MissLine {
  const { percent, date } = ofAccount(account, asOf);
  const said = percent(`told_${words.key}`, `told that they ${words.came}`, told);
  const what = came ? words.came : words.not;
  const when = at ? t` on ${date(`${words.key}_came`, what, at)}` : '';
  return {
    account,
    says: t`${words.would ? 'it says' : 'I said'} ${said} ${words.would ? 'for' : 'on'} ${date(`told_${words.key}_at`, 'told on', toldAt)}, they ${what}${when}`,
  };
}
