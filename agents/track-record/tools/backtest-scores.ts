import { z } from 'zod';
import { shown } from '../../kit/present/index.ts';
import { type Context, ownerInput, readTool } from '../../kit/tool.ts';
import { whoseAccounts } from '../../kit/who.ts';
import { backtest } from '../backtest.ts';
import { backtestShown } from '../present-backtest.ts';

const input = z.object({ owner: ownerInput });

export const backtestScores = readTool({
  name: 'backtest_scores',
  title: 'Test on the past',
  description:
    'Tests today’s churn model and health scorecard on the past: applied to monthly snapshots of a year as known then, against who left within 90 days after; how well they rank and how well the percentages hold, beside the base rate and a simple rule. Use it for "backtest the churn model", "does the health score predict churn". Not for the forecasts that were really made (get_track_record).',
  examples: [
    'backtest the churn model',
    'backtest the health score',
    'does the health score predict churn',
    'test the scores on past data',
    'teste das Churn-Modell an der Vergangenheit',
    'teste le modèle de churn sur le passé',
    'prueba el modelo de churn con datos pasados',
  ],
  words: ['backtest: backtesting, backtests, rückvergleich', 'model: modell, modèle, modelo, scores'],
  status: 'Applying today’s rules to the past year',
  input,
  run,
  ...shown(backtestShown),
});

export type BacktestOutput = Awaited<ReturnType<typeof run>>;

async function run({ owner }: z.output<typeof input>, context: Context) {
  const whose = await whoseAccounts(context, owner);
  return { whose: whose.label, ...(await backtest(context, whose)), asOf: context.asOf.toISOString() };
}
