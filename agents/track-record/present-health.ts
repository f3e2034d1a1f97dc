import type { Text } from '../facts/index.ts';
import { tableOf } from '../kit/present/index.ts';
import { ofAccount, t } from '../kit/say.ts';
import { type ForecastFigures, forecastFigures, type MissLine, rangeOf } from './figures.ts';
import type { HealthHeld, HealthRecord } from './health-record.ts';
import { fewText, standText, type Told } from './told.ts';
import type { RecordOutput } from './tools/get-track-record.ts';

function healthLine(figures: ForecastFigures, { days, held }: HealthHeld): Text {
  if (!held) return '';
  const { of, percent } = figures;
  const share = percent(`held_${days}`, 'within the interval', held.share);
  const off = (key: string, label: string, value: number | null) => of(`${key}_${days}`, label, value, 'points', { digits: 1 });
  const errors = t`off by ${off('error', 'error of the forecast', held.error)} points, “unchanged” by ${off('unchanged', 'error of “unchanged”', held.unchanged)}`;
  return t`in ${days} days, ${share} of ${of(`n_${days}`, 'health forecasts', held.n, '')} lay in the interval that was to hold 80 %; ${errors}`;
}

/** What is told of the health forecasts. */
export function ofHealth({ in30, in90 }: HealthRecord, { whose, asOf }: RecordOutput): Told {
  const figures = forecastFigures('health forecasts', whose, asOf);
  const best = in90.held ? in90 : in30;
  const misses = best.misses.map(({ account, told, toldAt, came }): MissLine => {
    const { score, date } = ofAccount(account, asOf);
    const said = t`I said ${score('told_health', 'health told', told)} on ${date('told_health_at', 'told on', toldAt)}`;
    return { account, says: t`${said}, it was ${score('health_came', 'health that came', came)}` };
  });
  const lines = [in90, in30].flatMap((each) => (each.held ? [healthLine(figures, each)] : []));
  const [first, ...others] = lines;
  const rows = [in30, in90].flatMap(({ days, held }) => (held ? [{ days, ...held }] : []));
  return {
    title: 'Health',
    enough: first !== undefined,
    point: first ? t`Health forecasts: ${first}.` : fewText(figures, best.counts.due, '', 'health forecast'),
    more: [...others.map((line) => t`Health ${line}`), standText(figures, best)],
    misses,
    table: {
      Health: tableOf(null, rows, ({ days, n, share, low, high, error, unchanged }) => ({
        'In days': figures.of(`days_${days}`, 'days ahead', days, ''),
        Forecasts: figures.of(`n_${days}`, 'health forecasts', n, ''),
        'In the interval': figures.percent(`held_${days}`, 'within the interval', share),
        'Sure to lie in': rangeOf(figures, `held_${days}_interval`, 'within the interval', low, high),
        'Off by': figures.of(`error_${days}`, 'error of the forecast', error, 'points', { digits: 1 }),
        '“Unchanged” off by': figures.of(`unchanged_${days}`, 'error of “unchanged”', unchanged, 'points', { digits: 1 }),
      })),
    },
  };
}
