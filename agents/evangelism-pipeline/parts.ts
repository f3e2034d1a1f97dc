import type { Contact } from '../../models/contact.ts';
import type { EvangelismPipelineManagement } from '../../models/evangelism-pipeline-management.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import type { Opinions } from '../facts/metric.ts';
import { numberOf } from '../metrics/index.ts';
import { type PersonPresence, presenceOf } from '../metrics/person-presence.ts';
import { curve, mean, piecewise, sum } from '../metrics/statistics.ts';

/** What makes an evangelist, with its weight; what is not known drops out, and the others share its weight. */
export const EVANGELISM_PARTS = {
  expertise: { label: 'Expertise', weight: 0.25 },
  credibility: { label: 'Credibility', weight: 0.2 },
  communication: { label: 'Communication', weight: 0.2 },
  reach: { label: 'Reach', weight: 0.2 },
  partnership: { label: 'Partnership readiness', weight: 0.15 },
} as const;
export type EvangelismPart = keyof typeof EVANGELISM_PARTS;
export const PARTS = Object.keys(EVANGELISM_PARTS) as EvangelismPart[];

const YEARS = curve('0:10 3:40 8:70 15:100');
const KINDS = curve('0:20 1:50 2:80 3:100');
const ARTICLES = curve('0:20 3:60 10:80 20:90 40:100');
const RECOGNISED = curve('0:20 1:45 2:65 4:85 6:95 8:100');
/** ROI of their account, in %: whoever tells of results has some. */
const ROI = curve('0:20 50:50 100:75 150:92 200:100');
const TALKS = curve('0:15 1:40 3:70 6:92 10:100');
const RATE = curve('0:0 1:45 2:65 4:88 8:100');
const WEEKS_POSTED = curve('0:0 2:35 5:60 9:85 13:100');
const AUDIENCE = curve('0:0 100:15 500:35 2000:55 5000:70 15000:85 50000:97 100000:100');
const DECISION_MAKERS = curve('0:0 3:20 10:45 30:65 100:80 250:92 500:100');
/** Betas, councils, requests and offers to build together. */
const INVOLVEMENT = curve('0:20 1:50 2:70 4:92 6:100');
const SEATS: Record<NonNullable<Contact['role']>, number> = {
  executive_sponsor: 100,
  decision_maker: 100,
  champion: 80,
  technical_lead: 60,
  admin: 40,
  user: 40,
};

export interface Candidate {
  facts: AccountFacts;
  opinions: Opinions;
  contact: Contact;
  presence: PersonPresence;
  /** What the programme knows of them; null where they are not in it. */
  programme: EvangelismPipelineManagement | null;
}

export function candidateOf({ facts, opinions }: Pick<Candidate, 'facts' | 'opinions'>, contact: Contact): Candidate {
  return {
    facts,
    opinions,
    contact,
    presence: presenceOf(facts, contact._id),
    programme: facts.evangelism.find(({ contactId }) => contactId === contact._id) ?? null,
  };
}

export function weighted(parts: readonly (readonly [value: number | null, weight: number])[]): number | null {
  const known = parts.filter((part): part is readonly [number, number] => part[0] !== null);
  return known.length === 0 ? null : sum(known.map(([value, weight]) => value * weight)) / sum(known.map(([, weight]) => weight));
}
const on = (anchors: ReturnType<typeof curve>, value: number | null) => (value === null ? null : piecewise(anchors, value));

/** The counts that the parts rest on. */
export function countsOf({ facts, contact, presence, programme }: Candidate) {
  const areas = programme?.expertiseAreas ?? [];
  const asked = presence.rows.at(-1)
    ? (presence.rows.findLast(({ coInnovationIndicators }) => coInnovationIndicators?.length)?.coInnovationIndicators ?? [])
    : [];
  const requests = facts.events.filter(({ kind, contactId }) => kind === 'feature_request' && contactId === contact._id);
  const done = facts.advocacy.filter(({ contactId, engagementStatus }) => contactId === contact._id && engagementStatus === 'completed');
  return {
    years: areas.length > 0 ? Math.max(...areas.map(({ years }) => years ?? 0)) : null,
    areas: areas.map(({ area }) => area),
    kinds: new Set(areas.map(({ kind }) => kind)).size,
    articles: presence.articles.length,
    audience: presence.audience,
    decisionMakers: presence.decisionMakers,
    talks: presence.talks.length,
    recognitions: presence.recognitions.length + presence.roles.length + (programme?.recognitionReceived?.length ?? 0),
    praise: presence.praise.length + done.length,
    criticism: presence.mentions.length - presence.praise.length,
    advisory: programme?.advisoryInvolvement?.length ?? 0,
    betas: programme?.betaProgramParticipation?.length ?? 0,
    involvement:
      (programme?.advisoryInvolvement?.length ?? 0) + (programme?.betaProgramParticipation?.length ?? 0) + asked.length + requests.length,
    asked: asked.map(({ text }) => text),
    projects: (programme?.coInnovationProjects ?? []).filter(
      ({ status }) => status === 'agreed' || status === 'running' || status === 'done',
    ),
  };
}
export type Counts = ReturnType<typeof countsOf>;

export function partsOf(candidate: Candidate, counts: Counts): Record<EvangelismPart, number | null> {
  const { facts, opinions, contact, presence } = candidate;
  const { rows, mentions, organic, rate, weeksPosted, audience, decisionMakers, peers } = presence;
  const heard = rows.length > 0;
  const roi = numberOf(facts, 'roi')?.value ?? null;
  const said = (key: string) => (typeof opinions[key] === 'number' ? (opinions[key] as number) : null);
  return {
    expertise:
      counts.years === null && counts.articles === 0
        ? null
        : weighted([
            [on(YEARS, counts.years), 0.5],
            [counts.years === null ? null : piecewise(KINDS, counts.kinds), 0.25],
            [heard ? piecewise(ARTICLES, counts.articles) : null, 0.25],
          ]),
    credibility:
      !heard && counts.recognitions === 0
        ? null
        : weighted([
            [piecewise(RECOGNISED, counts.recognitions), 0.4],
            [on(ROI, roi), 0.3],
            [mentions.length > 0 ? (100 * organic.length) / mentions.length : null, 0.3],
          ]),
    communication:
      heard || counts.talks > 0
        ? mean([piecewise(TALKS, counts.talks), ...[on(RATE, rate), on(WEEKS_POSTED, weeksPosted)].filter((each) => each !== null)])
        : null,
    reach: weighted([
      [on(AUDIENCE, audience), 0.5],
      [decisionMakers === null && peers === null ? null : piecewise(DECISION_MAKERS, (decisionMakers ?? 0) + (peers ?? 0) / 2), 0.5],
    ]),
    partnership: weighted([
      [SEATS[contact.role ?? 'user'], 0.3],
      [piecewise(INVOLVEMENT, counts.involvement), 0.3],
      [said('health'), 0.2],
      [said('renewal_probability'), 0.2],
    ]),
  };
}
