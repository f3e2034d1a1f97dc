import { EVANGELISM_STAGES } from '../../../models/evangelism-pipeline-management.ts';
import type { Random } from '../random.ts';
import type { VoiceKind } from './community.ts';
import type { Row } from './kit.ts';
import { daysBefore, type Profile } from './profile.ts';

const MANAGER = 'user-dana-cole';
const AREAS: readonly (readonly [string, 'technical' | 'industry' | 'use_case'])[] = [
  ['Data architecture', 'technical'],
  ['Process automation', 'use_case'],
  ['Regulation of the industry', 'industry'],
  ['Change management', 'use_case'],
];
/** Of each kind of voice, how often the programme knows the person, and how far it is at most. */
const IN_PROGRAMME: Partial<Record<VoiceKind, { chance: number; furthest: number; years: [number, number]; areas: [number, number] }>> = {
  rising: { chance: 0.8, furthest: 3, years: [6, 16], areas: [2, 3] },
  quiet_expert: { chance: 0.8, furthest: 2, years: [8, 20], areas: [2, 3] },
  steady: { chance: 0.4, furthest: 2, years: [3, 10], areas: [1, 2] },
  loud: { chance: 0.4, furthest: 1, years: [0, 1], areas: [0, 1] },
};

/** How far the programme with the account's person is, and what it knows of them. */
export function programmeOf(
  profile: Profile,
  kind: VoiceKind,
  person: Row<'contacts'>,
  days: number,
  random: Random,
): Row<'evangelismPipelineManagement'>[] {
  const known = IN_PROGRAMME[kind];
  if (!known || !random.chance(known.chance)) return [];
  const reached = random.whole(0, known.furthest);
  const begun = random.whole(20 + 25 * reached, 60 + 60 * reached);
  if (begun >= days || profile.stage === 'churned') return [];
  const at = (share: number) => daysBefore(profile.today, begun * (1 - share));
  const history = Array.from({ length: reached }, (_, step) => ({
    from: EVANGELISM_STAGES[step] ?? 'prospect',
    to: EVANGELISM_STAGES[step + 1] ?? 'qualified',
    at: at((step + 1) / (reached + 1.5)),
    byUserId: MANAGER,
  }));
  return [
    {
      _id: `${profile.id}-evangelism`,
      at: at(0),
      accountId: profile.id,
      contactId: person._id,
      expertiseAreas: random
        .some(AREAS, random.whole(...known.areas))
        .map(([area, of]) => ({ area, kind: of, years: random.whole(...known.years) })),
      developmentGoals:
        reached > 1
          ? [{ text: 'A talk on what changed for the team', dueAt: daysBefore(profile.today, -random.whole(10, 90)), ownerId: MANAGER }]
          : [],
      betaProgramParticipation: random.chance(0.3) ? [{ title: 'Early access to reports', kind: 'beta', at: at(0.6) }] : [],
      pipelineStage: EVANGELISM_STAGES[reached],
      stageHistory: history,
      programManagerId: random.chance(0.85) ? MANAGER : undefined,
      updatedAt: history.at(-1)?.at ?? at(0),
    },
  ];
}
