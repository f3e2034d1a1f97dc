import type { SegmentSuccessPlaybook } from '../../../models/segment-success-playbook.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import type { Context } from '../../kit/context.ts';
import { segmentOpinions } from '../../kit/opinions.ts';
import { segmentPlaybooks } from '../../kit/segment-playbooks.ts';
import { libraryVariants } from './library.ts';
import type { Playbook } from './shelf.ts';

type Adjustment = Pick<
  SegmentSuccessPlaybook,
  | 'segmentType'
  | 'segmentIdentifier'
  | 'playbookName'
  | 'timelineFactor'
  | 'stepAdjustments'
  | 'segmentSuccessMetrics'
  | 'escalationTriggers'
> & { playbookId?: string | null };

/** How the account's segments change playbooks: the tenant's own rows, and those that come with Greendoor where there is no own for the same segment and playbook. */
export async function variantsFor(
  context: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  facts: AccountFacts,
): Promise<(playbook: Playbook) => Adjustment[]> {
  const id = facts.account._id;
  const said = (await segmentOpinions(context, [id], facts.asOf)).get(id);
  const segments = {
    use_case: said?.useCaseSegment,
    vertical: said?.verticalSegment,
    contract_tier: said?.contractTier,
    maturity_level: said?.maturitySegment,
  };
  const own: Adjustment[] = await segmentPlaybooks(context, segments);
  const shipped = libraryVariants
    .filter(({ segmentType, segmentIdentifier }) => segments[segmentType] === segmentIdentifier)
    .map((each): Adjustment => ({ segmentSuccessMetrics: [], escalationTriggers: [], ...each }));
  return ({ id, playbookName }) => {
    const mine = own.filter((each) => each.playbookId === id || each.playbookName.toLowerCase() === playbookName.toLowerCase());
    const rest = shipped.filter(
      (each) =>
        each.playbookName === playbookName &&
        !mine.some(
          ({ segmentType, segmentIdentifier }) => segmentType === each.segmentType && segmentIdentifier === each.segmentIdentifier,
        ),
    );
    return [...mine, ...rest];
  };
}

export interface Adjusted {
  playbook: Playbook;
  /** What the segments changed, in words. */
  notes: string[];
}

/** The playbook as it is for an account of these segments; the first of several that change the same thing wins. Pure. */
export function adjust(playbook: Playbook, variants: readonly Adjustment[]): Adjusted {
  const notes: string[] = [];
  const factor = variants.find(({ timelineFactor }) => timelineFactor)?.timelineFactor ?? 1;
  const paced = (day: number) => Math.round(day * factor);
  if (factor !== 1) notes.push(`Days × ${factor}: ${wordsOf(variants.find(({ timelineFactor }) => timelineFactor))}`);
  const steps = playbook.steps.flatMap((step) => {
    const at = { dayFrom: paced(step.dayFrom), dayTo: paced(step.dayTo) };
    for (const variant of variants) {
      const change = (variant.stepAdjustments ?? []).find(({ number }) => number === step.number);
      if (!change) continue;
      notes.push(change.leaveOut ? `Step ${step.number} left out: ${change.reason}` : `Step ${step.number}: ${change.reason}`);
      if (change.leaveOut) return [];
      const { number: _, leaveOut: __, reason: ___, ...fields } = change;
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
      const changed = { ...step, ...at, ...given };
      return [{ ...changed, dayTo: Math.max(changed.dayFrom, changed.dayTo) }];
    }
    return [{ ...step, ...at }];
  });
  const metrics = variants.flatMap(({ segmentSuccessMetrics }) => segmentSuccessMetrics ?? []);
  const targetOutcomes = playbook.targetOutcomes.map((each) => {
    const own = metrics.find(({ name, target }) => name === each.name && target != null);
    if (own) notes.push(`Target ${each.name}: ${own.target} instead of ${each.target}`);
    return own ? { ...each, ...own } : each;
  });
  const added = variants
    .flatMap(({ escalationTriggers }) => escalationTriggers ?? [])
    .filter(({ when }) => !playbook.escalationTriggers.some((each) => each.when === when));
  notes.push(...added.map(({ when }) => `Also escalates when: ${when}`));
  return {
    playbook: {
      ...playbook,
      steps,
      targetOutcomes,
      escalationTriggers: [...playbook.escalationTriggers, ...added],
      executionTimelineDays:
        playbook.executionTimelineDays == null ? playbook.executionTimelineDays : paced(playbook.executionTimelineDays),
    },
    notes,
  };
}

const wordsOf = (variant: Pick<Adjustment, 'segmentIdentifier'> | undefined): string =>
  variant?.segmentIdentifier.replaceAll('_', ' ') ?? '';
