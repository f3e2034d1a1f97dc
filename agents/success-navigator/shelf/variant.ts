import { segmentOpinions } from '../../kit/opinions.ts';
import { type Segments, segmentPlaybooks } from '../../kit/segment-playbooks.ts';
import { type Context, known } from '../../kit/tool.ts';
import { spaced } from '../../metrics/index.ts';
import { type Adjustment, libraryVariants, type Playbook } from './shelf.ts';

/** The segments an account was last classified into, and what the tenant wrote for them. */
export async function segmentsOf(context: Pick<Context, 'tenant' | 'models' | 'asOf'>, accountId: string) {
  const profile = (await segmentOpinions(context, [accountId], context.asOf)).get(accountId);
  const segments: Segments = {
    use_case: profile?.useCaseSegment,
    vertical: profile?.verticalSegment,
    contract_tier: profile?.contractTier,
    maturity_level: profile?.maturitySegment,
  };
  return { segments, own: await segmentPlaybooks(context, segments) };
}

/** How the account's segments change playbooks: the tenant's own rows, and those that come with Greendoor where there is no own for the same segment and playbook. */
export async function variantsFor(
  context: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  accountId: string,
): Promise<(playbook: Playbook) => Adjusted> {
  const { segments, own } = await segmentsOf(context, accountId);
  const shipped = libraryVariants.filter(({ segmentType, segmentIdentifier }) => segments[segmentType] === segmentIdentifier);
  return (playbook) => {
    const named = (name: string) => name.toLowerCase() === playbook.playbookName.toLowerCase();
    const mine = own.filter((each) => each.playbookId === playbook._id || named(each.playbookName));
    const replaced = (given: Adjustment) =>
      mine.some((each) => each.segmentType === given.segmentType && each.segmentIdentifier === given.segmentIdentifier);
    return adjust(playbook, [...mine, ...shipped.filter((each) => named(each.playbookName) && !replaced(each))]);
  };
}

export interface Adjusted {
  playbook: Playbook;
  /** What the segments changed, in words. */
  notes: string[];
}

/** The playbook as it is for an account of these segments; the first of several that change the same thing wins. Pure. */
function adjust(playbook: Playbook, variants: readonly Adjustment[]): Adjusted {
  const notes: string[] = [];
  const pace = variants.find(({ timelineFactor }) => timelineFactor);
  const factor = pace?.timelineFactor ?? 1;
  const paced = (day: number) => Math.round(day * factor);
  if (pace && factor !== 1) notes.push(`Days × ${factor}: ${spaced(pace.segmentIdentifier)}`);
  const playbookSteps = playbook.playbookSteps.flatMap((step) => {
    const own = { ...step, dayFrom: paced(step.dayFrom), dayTo: paced(step.dayTo) };
    const change = variants.flatMap(({ stepAdjustments }) => stepAdjustments ?? []).find(({ number }) => number === step.number);
    if (!change) return [own];
    const { number, leaveOut, reason, ...fields } = change;
    notes.push(`Step ${number}${leaveOut ? ' left out' : ''}: ${reason}`);
    if (leaveOut) return [];
    const changed = { ...own, ...(known(fields) as Partial<typeof own>) };
    return [{ ...changed, dayTo: Math.max(changed.dayFrom, changed.dayTo) }];
  });
  const metrics = variants.flatMap(({ segmentSuccessMetrics }) => segmentSuccessMetrics ?? []);
  const targetOutcomes = playbook.targetOutcomes.map((each) => {
    const own = metrics.find(({ name, target }) => name === each.name && target != null);
    if (own) notes.push(`Target ${each.name}: ${own.target} instead of ${each.target}`);
    return { ...each, ...own };
  });
  const added = variants
    .flatMap(({ escalationTriggers }) => escalationTriggers ?? [])
    .filter(({ when }) => !playbook.escalationTriggers.some((each) => each.when === when));
  notes.push(...added.map(({ when }) => `Also escalates when: ${when}`));
  const days = playbook.executionTimelineDays;
  const escalationTriggers = [...playbook.escalationTriggers, ...added];
  return {
    playbook: { ...playbook, playbookSteps, targetOutcomes, escalationTriggers, executionTimelineDays: days == null ? days : paced(days) },
    notes,
  };
}
