import { type AccountFacts, factsAt, type Text, within } from '../facts/index.ts';
import { LOW_CONFIDENCE } from '../kit/present/index.ts';
import { t } from '../kit/say.ts';
import { evidenceOf, figuresOfFacts, plural, round, shortened, sum } from '../metrics/index.ts';
import { YEAR_DAYS } from '../metrics/value.ts';
import type { Alternative } from './alternatives.ts';
import { makers } from './present.ts';
import type { ValueAssessment } from './realize.ts';
import { yearlyPrice } from './totals.ts';

export const CASE_KINDS = ['renewal', 'expansion'] as const;
type CaseKind = (typeof CASE_KINDS)[number];

const STRONG = 150;
const SOUND = 100;
const PRAISE = 0.7;
const VOICES = 3;
const RULE = `Strong: proven ROI of ${STRONG} % or more and confidence of ${LOW_CONFIDENCE * 100} % or more; sound: proven ROI of ${SOUND} % or more; thin: below, or claims only; none: nothing measured.`;

/** The case for renewing or expanding, from what is proven. Pure; no benefit and no price is assumed that the data does not hold. */
export function businessCase(given: AccountFacts, assessment: ValueAssessment, kind: CaseKind) {
  const facts = factsAt(given, new Date(assessment.asOf));
  const { currency, total } = assessment;
  const price = yearlyPrice(facts, currency);
  const open = facts.opportunities.filter((each) => each.kind === 'expansion' && !each.stage.startsWith('closed'));
  const [priced, apart] = [
    open.flatMap(({ _id, at, name, amount, currency: own }) =>
      typeof amount === 'number' && amount > 0 && own === currency
        ? [{ name, amount, evidence: evidenceOf('opportunities', 'amount', [{ _id, at }]) }]
        : [],
    ),
    open.filter(({ amount, currency: own }) => !(typeof amount === 'number' && amount > 0 && own === currency)),
  ];
  const offers = kind === 'expansion' ? priced : [];
  const offersApart =
    kind === 'expansion'
      ? apart.map(({ _id, name, amount, currency }) =>
          amount ? t`${name}: ${makers(assessment).money(`deal:${_id}`, name, amount, currency)}` : `${name}: no amount on record`,
        )
      : [];
  const proposed = price + sum(offers.map(({ amount }) => amount));
  const runRate = total.monthlyValue * 12;
  const renewal = figuresOfFacts(facts, ['renewal_date', 'days_to_renewal']);
  return {
    kind,
    strength: strengthOf(assessment),
    rule: RULE,
    currency,
    renewal,
    /** What is paid a year now. */
    price,
    /** Open expansion deals in the same currency, and apart those of others or without an amount; a renewal case has none. */
    offers,
    offersApart,
    /** Price and offers together. */
    proposed,
    /** In %: this year’s proven run rate on the proposed price; no benefit of the offers is assumed. */
    roiOnProposed: proposed > 0 ? (runRate / proposed) * 100 : null,
    /** Additional value a year at which the present ROI would hold on the proposed price. */
    toKeepRoi: offers.length > 0 && total.roi !== null ? round(Math.max(0, (proposed * total.roi) / 100 - runRate), 2) : null,
    voices: voicesOf(facts),
    /** What is at stake without it, as far as data says. */
    ifNot: ifNotOf(assessment),
    alternatives: assessment.alternatives.map((each) => alternativeLine(assessment, each)),
    /** What is unproven or unknown and would be asked. */
    open: openOf(assessment, renewal.renewal_date.value !== null),
    steps: stepsOf(assessment, kind, renewal.days_to_renewal.value, offers.length + offersApart.length),
  };
}
export type BusinessCase = ReturnType<typeof businessCase>;

function strengthOf({ status, total: { roi }, confidence }: ValueAssessment): 'strong' | 'sound' | 'thin' | 'none' {
  if (status === 'nothing_measured') return 'none';
  if (status === 'claims_only' || roi === null || roi < SOUND) return 'thin';
  return roi >= STRONG && confidence >= LOW_CONFIDENCE ? 'strong' : 'sound';
}

/** What their own people wrote of the value in the last year, those who decide first. */
function voicesOf({ asOf, contacts, interactions }: AccountFacts) {
  const rank = (role?: string | null) => ['executive_sponsor', 'decision_maker', 'champion'].indexOf(role ?? '');
  return within(interactions, asOf, YEAR_DAYS)
    .flatMap(({ _id, at, direction, sentiment, text, contactId }) => {
      const who = contacts.find((each) => each._id === contactId);
      if (direction !== 'inbound' || (sentiment ?? 0) < PRAISE || !text || !who) return [];
      const order = rank(who.role);
      return [{ order: order < 0 ? 3 : order, at, id: _id, text, who: who.title ? `${who.name}, ${who.title}` : who.name }];
    })
    .sort((a, b) => a.order - b.order || b.at.getTime() - a.at.getTime())
    .slice(0, VOICES)
    .map(({ id, at, text, who }) => ({
      who,
      words: shortened(text, 200),
      at: at.toISOString(),
      evidence: evidenceOf('interactions', 'text', [{ _id: id, at }]),
    }));
}

function ifNotOf(assessment: ValueAssessment): Text[] {
  const { total, status, baseline, contract } = assessment;
  if (status !== 'measured') return ['No proven value is on record that would be lost'];
  const yearly = makers(assessment).money('proven_value_a_year', 'proven value a year', total.monthlyValue * 12, total.currency);
  return [
    t`${yearly} of proven value a year ${contract === 'ended' ? 'ended with the contract' : 'would have to be replaced'}`,
    ...baseline.slice(0, 2).map(({ text }) => t`Back to how it was: ${text}`),
  ];
}

function alternativeLine(assessment: ValueAssessment, { name, kind, words, at, sure, evidence }: Alternative): Text {
  const what = name ?? (kind === 'in_house' ? 'Doing it themselves' : 'A competitor, not named');
  const on = makers(assessment).date(`named:${evidence[0]?.id}`, 'named on', at);
  return t`${what}: ${words} (${on}, ${sure >= 0.8 ? 'sure' : sure >= 0.5 ? 'likely' : 'uncertain'})`;
}

function openOf({ figures, unproven, alternatives, projection, noProjection, cautions, missing }: ValueAssessment, dated: boolean): Text[] {
  return [
    ...(unproven.length > 0 ? [t`${plural(unproven.length, 'claim')} without evidence, ${figures.unproven_value}, not in the return`] : []),
    ...missing.map((each) => `Not known: ${each}`),
    ...(dated ? [] : ['The renewal date is not on record: which is it?']),
    ...(alternatives.length > 0 ? ['No price or scope of an alternative is on record, so no cost comparison is made'] : []),
    ...(projection === null && noProjection ? [noProjection] : []),
    ...cautions,
  ];
}

function stepsOf({ next, alternatives, status }: ValueAssessment, kind: CaseKind, dated: unknown, deals: number): Text[] {
  const ask = alternatives.length > 0 ? ['Ask openly what they compare, and what it would cost'] : [];
  const price = kind === 'expansion' && deals === 0 ? ['No open expansion deal is on record: agree scope and price first'] : [];
  const review =
    status === 'measured' ? [`Go through the proven return with the sponsor${dated === null ? '' : ' before the renewal'}`] : [];
  return [...price, ...review, ...next.slice(0, 2), ...ask].slice(0, 5);
}
