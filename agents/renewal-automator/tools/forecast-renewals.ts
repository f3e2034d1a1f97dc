import { z } from 'zod';
import { SEGMENTS } from '../../../models/scorecard.ts';
import { isToday } from '../../facts/index.ts';
import { type Context, optional, ownerInput, readTool } from '../../kit/tool.ts';
import { namesOf, whoseAccounts } from '../../kit/who.ts';
import { type BookEntry, loadBook, narrowedTo } from '../book.ts';
import { forecastBook, monthsOf } from '../forecast.ts';
import { forecastShown } from '../present-forecast.ts';
import { endsWithin, spanAsked, spanInputs } from '../span.ts';

const LARGEST = 5;
const USUAL_DAYS = 365;

const input = z.object({
  owner: ownerInput,
  segment: optional(z.enum(SEGMENTS)).describe('Size of the customer: enterprise, mid_market, smb or startup; null for all'),
  withinDays: optional(z.number().int().min(1).max(1100)).describe('Renewals within so many days; null for a year, or until a day'),
  ...spanInputs,
});

export const forecastRenewals = readTool({
  name: 'forecast_renewals',
  title: 'Renewal forecast of a book',
  description:
    'Forecasts the renewal revenue of a whole book over the coming months: expected value, commit, best case and a range (P10 to P90), by owner, segment and month, with the CSMs’ own calls beside the model. Use it for "renewal forecast", "how much renewal revenue will we keep", "commit and best case of my renewals". Not for one account (assess_renewal) and not for a plain list of dates (list_upcoming_renewals).',
  examples: [
    'Renewal forecast for the next 12 months',
    'forecast my renewals',
    'what is our renewal commit and best case?',
    'how much renewal revenue can we expect this quarter?',
    'renewal forecast by owner',
    'forecast the enterprise renewals for the next 6 months',
    'expected renewal value of Omar’s book',
    'show renewals by month',
    'where will the quarter land',
    'where do we land this quarter',
    'worst case and best case of the renewals',
    'commit against best case',
    'renewal outlook for the quarter',
    'where will renewals land',
    'commit and best case for the year',
    'what is our commit',
    'what is the best case',
    'forecast for the coming quarter',
    'forecast until the end of the year',
    'expected renewals',
    'what can I tell the board about renewals',
    'renewal number for this quarter',
    'how much will we renew',
    'Prognose der Verlängerungen',
    'prévision des renouvellements',
    'pronóstico de renovaciones',
  ],
  words: ['forecast: outlook, land, landing, projection, prognose, prévision, pronóstico'],
  status: 'Adding up the renewals',
  input,
  selects: (asked) => ({ owner: asked.owner, segment: asked.segment, conditions: endsWithin(asked, USUAL_DAYS) }),
  run,
  ...forecastShown,
});

export type ForecastOutput = Awaited<ReturnType<typeof run>>;

async function run(asked: z.output<typeof input>, context: Context) {
  const { tenant, models, asOf, clock } = context;
  const { owner, segment } = asked;
  const whose = await whoseAccounts(context, owner);
  const { from: start, until, days, dated } = spanAsked(asked, asOf, USUAL_DAYS);
  const narrowed = narrowedTo(whose, segment);
  const [found, undated] = await Promise.all([
    loadBook(context, until, narrowed),
    // Which accounts had no date on an earlier day is not kept.
    isToday(asOf, clock.now())
      ? models.accountStandings.countDocuments({
          tenant,
          renewalAt: null,
          arr: { $gt: 0 },
          lifecycleStage: { $ne: 'churned' },
          ...narrowed,
        })
      : 0,
  ]);
  const entries = start ? found.filter(({ contract }) => contract.endAt >= start) : found;
  const owners = entries.map(({ ownerId }) => ownerId);
  const names = await namesOf(context, owners);
  const books = forecastBook(entries, monthsOf(start ?? asOf, until), (id) => names.get(id) ?? id);
  return {
    asOf: asOf.toISOString(),
    until: until.toISOString(),
    days,
    /** Where a stretch of days was asked for. */
    from: start?.toISOString() ?? null,
    dated,
    whose: whose.label,
    segment,
    /** One a currency, never added up between them. */
    books,
    atStake: books.flatMap(({ currency }) => atStake(entries.filter(({ contract }) => contract.currency === currency))),
    /** Paying accounts without a renewal date: in no figure. */
    undated,
    arguments: asked,
  };
}

/** Of one currency the contracts whose loss the model thinks most of, by what is expected to be lost: yearly value × (1 − probability). */
const atStake = (entries: readonly BookEntry[]) =>
  entries
    .flatMap(({ accountId, account, contract, call, expectedBase }) =>
      expectedBase === null
        ? []
        : [
            {
              accountId,
              account,
              contract: { ...contract, endAt: contract.endAt.toISOString() },
              atRisk: Math.round(contract.annualValue - expectedBase),
              call,
            },
          ],
    )
    .sort((a, b) => b.atRisk - a.atRisk || (a.accountId < b.accountId ? -1 : 1))
    .slice(0, LARGEST);
