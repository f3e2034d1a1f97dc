import type { Text } from '../facts/index.ts';
import { callButton, contextLine, doubt, evidencePart, fieldsPart, linesOf, primary, type Shown, shown } from '../kit/present/index.ts';
import { t } from '../kit/say.ts';
import { FAVOURS } from '../metrics/topics/advocacy.ts';
import type { planAdvocacyExperience } from '../success-navigator/face.ts';
import { ASKS, nameOf, TIER } from './asks.ts';
import { LEAST_READINESS, PRIME_READINESS } from './assess.ts';
import type { getAdvocacyPerformance } from './tools/get-advocacy-performance.ts';
import type { proposeAdvocacyProgram } from './tools/propose-advocacy-program.ts';
import type { AdvocacyView } from './view.ts';

/** "TechCorp: ready to speak for us (92). Ask Mike Chen for a conference talk." */
function pointOf({ account, verdict, readiness, confidence, best, person, against, missing }: AdvocacyView): Text {
  const { name } = account;
  const [reason, ...more] = against;
  if (verdict === 'unknown')
    return t`${name}: too little is known to say whether they would speak for us; missing: ${missing.slice(0, 2).join(', ')}.`;
  if (reason) {
    const others = more.length > 0 ? ` (and ${more.length} more)` : '';
    return t`${name}: do not ask ${person ? person.name : 'anybody'} now. ${reason.text}${others}. Readiness ${readiness}.`;
  }
  if (verdict === 'not_yet' || !best?.ask)
    return t`${name}: not ready to speak for us yet (readiness ${readiness}, asked from ${LEAST_READINESS}).${doubt(confidence)}`;
  const who = person ?? best.person;
  const how = Number(readiness.value) >= PRIME_READINESS ? 'gladly ready' : 'ready';
  return t`${name}: ${how} to speak for us (readiness ${readiness}). Ask ${who ? who.name : 'them'} for ${FAVOURS[best.ask]}.${doubt(confidence)}`;
}

function reasonsOf({ against, parts, verdict, lastAsked }: AdvocacyView): Text[] {
  const strongest = parts.filter(({ score }) => score.value !== null).toSorted((a, b) => Number(b.score.value) - Number(a.score.value));
  const reasons = (verdict === 'ask' ? strongest : strongest.toReversed()).flatMap(({ findings }) => findings);
  return [
    ...against.slice(1).map(({ text }) => t`Against it: ${text}`),
    ...(verdict === 'not_now' ? [] : reasons.slice(0, 3).map(({ text }) => t`${verdict === 'ask' ? 'For it' : 'Weak'}: ${text}`)),
    ...(lastAsked && against.length === 0 ? [t`Last asked on ${lastAsked}`] : []),
  ];
}

export const assessShown = shown((view: AdvocacyView): Shown => {
  const { account, verdict, readiness, parts, tiers, best, against, lastAsked, given, person, asOf, confidence, missing } = view;
  const may = verdict === 'ask' && best?.ask;
  const who = person ?? best?.person;
  const contact = who ? { contact: who.id } : {};
  return {
    point: pointOf(view),
    why: reasonsOf(view),
    header: t`${account.name}: advocacy readiness ${readiness}`,
    body: [
      fieldsPart([
        ['Who', who ? `${who.name}${who.title ? `, ${who.title}` : ''}` : 'nobody who may be asked'],
        ['Last asked', lastAsked ?? 'never'],
        ['Times they spoke for us', given ?? 'none yet'],
      ]),
      ...linesOf('Against asking now', against, ({ text }) => text),
      ...linesOf('What fits them', tiers, ({ tier, fit, ask, person: whom, lacks }) =>
        lacks
          ? t`${TIER[tier].name}: not now, ${lacks}`
          : t`${TIER[tier].name}: fit ${fit}, ${ask ? nameOf(ask) : ''}${whom ? t` by ${whom.name}` : ''}`,
      ),
    ],
    next: [
      may &&
        primary(
          callButton<typeof proposeAdvocacyProgram>(`Draft the ask to ${who?.name ?? account.name}`, 'propose_advocacy_program', {
            account: account.id,
            type: may,
            ...contact,
          }),
        ),
      may &&
        ASKS[may].format !== null &&
        callButton<typeof planAdvocacyExperience>('Prepare it', 'plan_advocacy_experience', {
          account: account.id,
          format: ASKS[may].format,
          ...contact,
        }),
      callButton<typeof getAdvocacyPerformance>('What came of it so far', 'get_advocacy_performance', { account: account.id }),
    ],
    sections: { Why: parts.flatMap(({ label, findings }) => evidencePart(label, findings)) },
    feedback: true,
    context: contextLine({ asOf, confidence, missing }),
  };
});
