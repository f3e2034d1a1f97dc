import type { analyzeCommunityPresence } from '../community-intelligence/face.ts';
import { findingOf, type Text } from '../facts/index.ts';
import type { Shown } from '../kit/present/index.ts';
import { callButton, contextLine, doubt, fieldsPart, linesOf, linesPart, notePart, primary, shown } from '../kit/present/index.ts';
import { listed, t } from '../kit/say.ts';
import { capital, spaced } from '../metrics/index.ts';
import { criterionText, partLines, readinessOf, sayOf, tierText } from './figures.ts';
import { EVANGELISM_PARTS } from './parts.ts';
import { tierWord } from './tiers.ts';
import type { AssessOutput } from './tools/assess-evangelist.ts';
import type { moveEvangelismStage } from './tools/move-evangelism-stage.ts';
import type { planCoInnovation } from './tools/plan-co-innovation.ts';

const pointOf = ({ person, account, evangelist, asOf, held }: AssessOutput): Text => {
  const { readiness, tier, confidence } = evangelist;
  const who = `${person.name} (${account.name})`;
  if (readiness === null) return `${who}: too little is on record to say how ready they are. Missing: ${evangelist.missing.join('; ')}.`;
  const now = held.length > 0 ? t`. Not to be asked now: ${held[0] ?? ''}` : '';
  return t`${who}: ${tierText(person, tier, asOf)}, readiness ${readinessOf(person, evangelist, asOf)}${now}.${doubt(confidence)}`;
};

const openText = ({ person, evangelist, asOf }: AssessOutput): Text[] => {
  const { next, criteria } = evangelist;
  const open = criteria.filter(({ met }) => !met);
  const lacking = listed(
    open.map((each) => criterionText(person, each, asOf)),
    '; ',
  );
  return next && open.length > 0 ? [t`For ${tierWord(next)}: ${lacking}`] : [];
};

export const assessShown = shown((found: AssessOutput): Shown => {
  const { person, account, evangelist, asOf, held, stage, days, plan, exit, waits, nextStep } = found;
  const { impact, next } = evangelist;
  const say = sayOf(person, asOf);
  const parts = partLines(person, evangelist, asOf).map(({ part, value, text }) => ({
    value,
    text: t`${EVANGELISM_PARTS[part].label} ${value}${text.length > 0 ? t`: ${text}` : ''}`,
  }));
  const worth = impact.values.map(({ currency, amount }) => t`${say.money(`referred:${currency}`, 'referred', amount, currency)}`);
  const free = held.length === 0;
  return {
    point: pointOf(found),
    why: [...held.slice(1), ...openText(found), ...parts.map(({ text }) => text)],
    header: `${person.name}: ${evangelist.tier ? tierWord(evangelist.tier) : 'not yet an advocate'}`,
    body: [
      fieldsPart([
        [
          'Stage',
          stage
            ? t`${capital(spaced(stage))}${days === null ? '' : t`, for ${say.of('days_in_stage', 'days in the stage', days, 'days')}`}`
            : 'Not in the programme',
        ],
        impact.referrals > 0 && [
          'Referred',
          t`${say.count('referrals', impact.referrals, 'company', 'companies')}, ${say.count('referred_opportunities', impact.opportunities, 'opportunity', 'opportunities')}${worth.length > 0 ? t`, ${listed(worth)}` : ''}`,
        ],
        impact.listeners + impact.views > 0 && [
          'Heard',
          t`${say.of('listeners', 'heard their talks', impact.listeners, '')} at talks, ${say.of('mention_views', 'views of what they say of us', impact.views, '')} views of what they say of us`,
        ],
      ]),
      ...(free
        ? linesOf(
            next ? `Development plan: to ${tierWord(next)}` : null,
            plan,
            ({ text, dueAt }, index) => t`${text}, by ${say.date(`plan:${index}`, text, dueAt)}`,
          )
        : linesPart('Nothing is asked of them now', held)),
      ...linesOf('Before the next stage', exit, ({ text, met }) => `${met ? 'Done' : 'Open'}: ${text}`),
      ...linesPart(null, waits),
    ],
    next: [
      free &&
        nextStep &&
        primary(
          callButton<typeof moveEvangelismStage>(`Move to ${spaced(nextStep)}`, 'move_evangelism_stage', {
            account: account.id,
            contact: person.id,
            stage: nextStep,
          }),
        ),
      free &&
        callButton<typeof planCoInnovation>('Plan a project together', 'plan_co_innovation', { account: account.id, contact: person.id }),
      callButton<typeof analyzeCommunityPresence>('In public', 'analyze_community_presence', { account: account.id, contact: person.id }),
    ],
    sections: {
      Why: [
        { type: 'evidence', title: 'Parts', figures: parts.map(({ value, text }) => findingOf(value, text)) },
        ...linesOf(evangelist.tier ? `Met for ${tierWord(evangelist.tier)}` : null, evangelist.met, (each) =>
          criterionText(person, each, asOf),
        ),
        ...notePart(
          'Readiness is the mean of expertise (25 %), credibility, communication, reach (20 % each) and partnership (15 %); a part without data drops out. A tier needs each of its criteria and those below.',
        ),
      ],
    },
    feedback: true,
    context: contextLine({ asOf, confidence: evangelist.confidence, missing: evangelist.missing, notes: ['Nobody was asked'] }),
  };
});
