import { z } from 'zod';
import { SEGMENTS } from '../../../models/scorecard.ts';
import { ROLES } from '../../../models/user.ts';
import { DAY } from '../../facts/time.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { ownerInput } from '../../kit/inputs.ts';
import { namesOf, whoseAccounts } from '../../kit/people.ts';
import { type BookEntry, loadBook } from '../book.ts';
import { forecastBook, monthsOf } from '../forecast.ts';
import { type ForecastOutput, forecastCard, forecastOutputSchema, forecastSummary } from '../present-forecast.ts';

const LARGEST = 5;

export const forecastRenewals = defineTool({
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
  ],
  words: ['forecast: outlook, projection, prognose, prévision, pronóstico'],
  status: 'Adding up the renewals',
  input: z.object({
    owner: ownerInput,
    segment: z
      .enum(SEGMENTS)
      .nullable()
      .default(null)
      .describe('Size of the customer: enterprise, mid_market, smb or startup; null for all'),
    withinDays: z.number().int().min(1).max(1100).nullable().default(null).describe('Renewals within so many days; null for a year'),
  }),
  output: forecastOutputSchema,
  access: 'read',
  roles: ROLES,
  async run({ owner, segment, withinDays }, context): Promise<ForecastOutput> {
    const { tenant, models, asOf } = context;
    const whose = await whoseAccounts(context, owner);
    const days = withinDays ?? 365;
    const until = new Date(asOf.getTime() + days * DAY);
    const narrowed = { ...whose.where, ...(segment ? { segment } : {}) };
    const [entries, undated] = await Promise.all([
      loadBook(context, { until, whose: whose.where, segment }),
      models.accountStandings.countDocuments({ tenant, renewalAt: null, arr: { $gt: 0 }, lifecycleStage: { $ne: 'churned' }, ...narrowed }),
    ]);
    const names = await namesOf(
      context,
      entries.map(({ ownerId }) => ownerId),
    );
    return {
      asOf: asOf.toISOString(),
      until: until.toISOString(),
      days,
      whose: whose.label,
      segment,
      books: forecastBook(entries, monthsOf(asOf, until), (id) => names.get(id) ?? id),
      atStake: atStake(entries),
      undated,
      arguments: { owner, segment, withinDays },
    };
  },
  summary: forecastSummary,
  card: forecastCard,
});

/** The contracts whose loss the model thinks most of, by what is expected to be lost. */
const atStake = (entries: readonly BookEntry[]): ForecastOutput['atStake'] =>
  entries
    .flatMap(({ accountId, account, contract, call, expectedBase }) => {
      if (expectedBase === null || contract.probability === null) return [];
      const { annualValue, currency, probability } = contract;
      const endAt = contract.endAt.toISOString();
      return [
        {
          accountId,
          account,
          contractId: contract.id,
          annualValue,
          currency,
          probability,
          endAt,
          atRisk: Math.round(annualValue - expectedBase),
          call,
        },
      ];
    })
    .sort((a, b) => b.atRisk - a.atRisk || (a.accountId < b.accountId ? -1 : 1))
    .slice(0, LARGEST);
