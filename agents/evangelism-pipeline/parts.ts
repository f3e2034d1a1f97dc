import type { Contact } from '../../models/contact.ts';
import type { EvangelismPipelineManagement } from '../../models/evangelism-pipeline-management.ts';
import type { AccountFacts, Opinions } from '../facts/index.ts';
import { curve, mean, numberOf, piecewise, pointsOn, weighed } from '../metrics/index.ts';
import { type PersonPresence, presenceOf } from '../metrics/person-presence.ts';
import { reachOf } from '../metrics/person-reach.ts';

/** What makes an evangelist, with its weight; what is not known drops out, and the others share its weight. */
export const EVANGELISM_PARTS = {
  expertise: { label: 'Expertise', weight: 0.25, wanted: 'what they know, and for how long' },
  credibility: { label: 'Credibility', weight: 0.2, wanted: 'recognitions, results or posts' },
  communication: { label: 'Communication', weight: 0.2, wanted: 'posts and talks' },
  reach: { label: 'Reach', weight: 0.2, wanted: 'a profile with followers and connections' },
  partnership: { label: 'Partnership readiness', weight: 0.15, wanted: 'their role and what they take part in' },
} as const;
export type EvangelismPart = keyof typeof EVANGELISM_PARTS;
export const PARTS = Object.keys(EVANGELISM_PARTS) as EvangelismPart[];

const YEARS = curve('0:10 3:40 8:70 15:100');
const KINDS = curve('0:20 1:50 2:80 3:100');
const ARTICLES = curve('0:20 3:60 10:80 20:90 40:100');
const RECOGNISED = curve('0:20 1:45 2:65 4:85 6:95 8:100');
/** ROI of their account, in %: whoever tells of results has some. */
const ROI = curve('0:20 50:50 100:75 150:92 200:100');
const RATE = curve('0:0 1:45 2:65 4:88 8:100');
const TALKS = curve('0:15 1:40 3:70 6:92 10:100');
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
  const { rows, mentions, organic } = presence;
  const heardBy = reachOf(presence);
  const heard = rows.length > 0;
  const roi = numberOf(facts, 'roi')?.value ?? null;
  const said = (key: string) => (typeof opinions[key] === 'number' ? (opinions[key] as number) : null);
  return {
    expertise:
      counts.years === null && counts.articles === 0
        ? null
        : weighed([
            [pointsOn(YEARS, counts.years), 0.5],
            [counts.years === null ? null : piecewise(KINDS, counts.kinds), 0.25],
            [heard ? piecewise(ARTICLES, counts.articles) : null, 0.25],
          ]),
    credibility:
      !heard && counts.recognitions === 0
        ? null
        : weighed([
            [piecewise(RECOGNISED, counts.recognitions), 0.4],
            [pointsOn(ROI, roi), 0.3],
            [mentions.length > 0 ? (100 * organic.length) / mentions.length : null, 0.3],
          ]),
    communication:
      heard || counts.talks > 0
        ? mean([piecewise(TALKS, counts.talks), pointsOn(RATE, presence.rate), heardBy.weeksPosted].filter((each) => each !== null))
        : null,
    reach: weighed([
      [heardBy.audience, 0.5],
      [heardBy.network, 0.5],
    ]),
    partnership: weighed([
      [SEATS[contact.role ?? 'user'], 0.3],
      [piecewise(INVOLVEMENT, counts.involvement), 0.3],
      [said('health'), 0.2],
      [said('renewal_probability'), 0.2],
    ]),
  };
}
