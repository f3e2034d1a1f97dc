import { z } from 'zod';
import { addDays } from '../../facts/index.ts';
import { shown } from '../../kit/present/index.ts';
import { type Context, optional, ownerInput, readTool } from '../../kit/tool.ts';
import { whoseAccounts } from '../../kit/who.ts';
import { CHURN_DAYS, churnRecord } from '../churn-record.ts';
import { loadFates } from '../fates.ts';
import { healthRecord } from '../health-record.ts';
import { forecastAccounts } from '../looked-at.ts';
import { recordShown } from '../present-record.ts';
import { renewalRecord } from '../renewal-record.ts';

/** Forecasts of a year; those made just before are due within it too. */
const BACK_DAYS = 365;
const MOST_ACCOUNTS = 500;
export const FORECASTS = ['churn', 'health', 'renewals'] as const;

const input = z.object({
  forecast: optional(z.enum(FORECASTS)).describe('churn, health or renewals, where one is asked about; null for all'),
  owner: ownerInput,
  days: optional(z.number().int().min(1).max(365)).describe('Churn within so many days: 30, 90 or 180; null for 90'),
});

export const getTrackRecord = readTool({
  name: 'get_track_record',
  title: 'Was I right?',
  description:
    'Whether earlier forecasts came true: of the churn, health and renewal forecasts that were frozen when they were made, how many are due, what was told against what came, how well the percentages held, against the base rate, a simple rule and people’s own renewal calls, and which were missed. Use it for "were your predictions right", "how accurate are you", "track record". Not for today’s forecasts, and not for a test on past data (backtest_scores).',
  examples: [
    'were your churn forecasts right?',
    'were you right',
    'how good are your predictions',
    'how accurate are your forecasts',
    'track record of the renewal forecasts',
    'have your health forecasts come true',
    'which churns were missed',
    'how often were you wrong',
    'can I trust the churn score',
    'lagst du mit deinen Prognosen richtig',
    'tes prévisions étaient-elles justes',
    'acertaste con tus pronósticos',
    'qué tan buenas fueron tus predicciones',
  ],
  words: [
    'forecasts: predictions, prediction, prognosen, vorhersagen, prévisions, pronósticos, predicciones',
    'right: accurate, richtig, justes, acertaste, correct',
  ],
  status: 'Holding earlier forecasts against what came',
  input,
  run,
  ...shown(recordShown),
});

export type RecordOutput = Awaited<ReturnType<typeof run>>;

async function run({ forecast, owner, days: asked }: z.output<typeof input>, context: Context) {
  const { asOf } = context;
  const whose = await whoseAccounts(context, owner);
  const { ids, of } = await forecastAccounts(context, whose, MOST_ACCOUNTS);
  const since = addDays(asOf, -BACK_DAYS);
  const fates = await loadFates(context, ids, since);
  const days = CHURN_DAYS.toSorted((a, b) => Math.abs(a - (asked ?? 90)) - Math.abs(b - (asked ?? 90)))[0] ?? 90;
  const wanted = (kind: (typeof FORECASTS)[number]) => forecast === null || forecast === kind;
  const [churn, health, renewals] = await Promise.all([
    wanted('churn') ? churnRecord(context, ids, fates, since, days) : null,
    wanted('health') ? healthRecord(context, ids, fates, since) : null,
    wanted('renewals') ? renewalRecord(context, ids, fates, since) : null,
  ]);
  return { whose: whose.label, looked: ids.length, of, churn, health, renewals, asOf: asOf.toISOString() };
}
