import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import { keepNewest, type Newest } from '../../models/kit/bulk.ts';
import type { AccountFacts } from '../facts/index.ts';
import { plain } from '../kit/say.ts';
import type { RescoreScope } from '../kit/tool.ts';
import { round } from '../metrics/index.ts';
import type { ExpansionAssessment, Found } from './assess.ts';
import { storedFind } from './known.ts';
import { GROUPS } from './signals.ts';

const SOURCE = 'greendoor';

/** What is kept of an account: what was found, and of what was found earlier and is gone. */
export interface Kept {
  accountId: string;
  writes: Newest[];
}

/** One row a cause: the same as long as the account and what it comes from are the same. */
export const identityOf = (accountId: string, cause: string): string => `${accountId}/${cause}`;

/**
 * The rows of an account's growth. What a person did with a row (a stage, a "not now") is never touched, and once it
 * was taken up its value and words are theirs. What is no longer seen is marked as gone, as long as nobody took it up.
 */
export function keptOf(facts: AccountFacts, assessment: ExpansionAssessment, now: Date): Kept | null {
  const { account, expansions } = facts;
  const seen = [...assessment.found, ...assessment.muted];
  const causes = new Set(seen.map(({ cause }) => cause));
  const gone = expansions.filter(
    ({ source, cause, salesStage, lapsedAt }) =>
      source === SOURCE && cause && !causes.has(cause) && salesStage === 'identified' && !lapsedAt,
  );
  const writes = [
    ...seen.map((each) => writeOf(facts, assessment, each, now)),
    ...gone.map(
      ({ cause }): Newest => ({
        of: { externalId: identityOf(account._id, cause ?? ''), source: SOURCE },
        asOf: assessment.asOf,
        update: { $set: { lapsedAt: assessment.asOf } },
      }),
    ),
  ];
  return writes.length > 0 ? { accountId: account._id, writes } : null;
}

export function writeOf(
  facts: AccountFacts,
  { asOf, readiness }: Pick<ExpansionAssessment, 'asOf' | 'readiness'>,
  found: Found,
  now: Date,
): Newest {
  const { account, expansions } = facts;
  const before = storedFind(expansions, found.cause);
  const theirs = before !== undefined && before.salesStage !== 'identified';
  const parts = Object.fromEntries(readiness.parts.flatMap(({ part, score }) => (score === null ? [] : [[part, score]])));
  return {
    of: { externalId: identityOf(account._id, found.cause), source: SOURCE },
    asOf,
    update: {
      $set: {
        accountId: account._id,
        cause: found.cause,
        confidenceScore: round(100 * found.confidence, 1),
        customerReadinessAssessment: parts,
        triggerSignals: found.drivers.map(({ signal: { kind, text, at, strength } }) => ({
          kind,
          text: plain(text),
          at,
          confidence: strength,
        })),
        supportingEvidence: found.drivers
          .flatMap(({ signal }) => signal.evidence.slice(0, 2))
          .map(({ collection, id, field, at }) => ({ collectionName: collection, documentId: id, field, at: new Date(at) })),
        ...(found.deal?.collection === 'opportunities' ? { parentOpportunityId: found.deal.id } : {}),
        ...(account.ownerId ? { csManagerId: account.ownerId } : {}),
        ...(theirs ? {} : describedBy(found, facts)),
        updatedAt: now,
      },
      $unset: { lapsedAt: '', ...(theirs || found.value !== null ? {} : { estimatedValue: '' }) },
      $setOnInsert: {
        salesStage: 'identified',
        stageHistory: [{ to: 'identified', at: asOf, reason: 'found in the data' }],
        discoveryDate: asOf,
        at: asOf,
        ingestedAt: now,
        technicalRequirements: [],
        competitiveContext: [],
        implementationTimeline: [],
        nextSteps: [],
        successCriteria: [],
      },
    },
  };
}

/** What it is, as long as nobody has put it in words of their own. */
function describedBy(found: Found, { contacts }: AccountFacts): Partial<ExpansionOpportunity> {
  const [first] = found.drivers;
  const people = [...new Set(found.drivers.flatMap(({ signal }) => signal.contactId ?? []))].flatMap(
    (id) => contacts.find(({ _id }) => _id === id) ?? [],
  );
  const funded = found.drivers.some(({ signal }) => signal.kind === 'budget');
  return {
    expansionType: found.type,
    opportunitySource: found.source,
    opportunityDescription: found.name,
    ...(first ? { businessDriver: `${GROUPS[first.signal.group]}: ${plain(first.signal.text)}`.slice(0, 500) } : {}),
    ...(found.value === null ? {} : { estimatedValue: found.value }),
    currency: found.currency,
    valueBasis: found.basis,
    budgetQualification: funded ? 'likely' : 'uncertain',
    stakeholderInterest: people.map(({ _id, name }) => ({ contactId: _id, name, interest: 'high' as const })),
  };
}

/** Keeps what was found of many accounts; a newer look stays as it is. */
export const recordGrowth = ({ tenant, models }: Pick<RescoreScope, 'tenant' | 'models'>, kept: readonly Kept[]): Promise<number> =>
  keepNewest(
    models.expansionOpportunities,
    tenant,
    kept.flatMap(({ writes }) => writes),
  );
