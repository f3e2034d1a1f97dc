import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import { capital, spaced } from '../metrics/index.ts';
import type { SignalKind } from './signals.ts';

/** What people call each kind of growth. */
export const TYPE_WORDS: Record<ExpansionOpportunity['expansionType'], string> = {
  upsell: 'more of the same',
  cross_sell: 'another product',
  add_on: 'an addition',
  upgrade: 'a higher edition',
  new_use_case: 'a new use',
  geographic: 'another region',
};

export const stageWords = (stage: string): string => capital(spaced(stage));

/** Why people say "not now", as buttons offer it. */
export const REASONS = ['No budget this year', 'Wrong time', 'Not a real need', 'Already being discussed'] as const;

export const SIGNAL_WORDS: Record<SignalKind, string> = {
  users_growth: 'Active users',
  access_growth: 'Users with access',
  api_growth: 'API calls',
  data_growth: 'Data processed',
  depth_growth: 'Advanced features',
  capacity: 'Capacity',
  team_in_use: 'New team',
  region_in_use: 'New region',
  integration_in_use: 'New integration',
  technology: 'Technology',
  executive: 'New executive',
  hiring: 'Hiring',
  team: 'New team reported',
  region: 'New region reported',
  budget: 'Budget',
  funding: 'Funding',
  revenue: 'Revenue',
  priority: 'Priority',
  ask: 'Asked for',
};
