import { personNames } from './generator/names.ts';
import { createRandom } from './random.ts';
import type { Rows } from './rows.ts';
import { ACCOUNT, type Days, MIKE, SARAH } from './techcorp-dates.ts';

type Row = NonNullable<Rows['communityIntelligenceMonitoring']>[number];
type Programme = NonNullable<Rows['evangelismPipelineManagement']>[number];

const DANA = 'user-dana-cole';
const PRODUCT = 'Security compliance platform';

/** What Mike Chen of TechCorp does in public, as a monitoring service delivered it: raw counts and texts, no score of anybody. */
export function techcorpCommunity(ago: Days): { communityIntelligenceMonitoring: Row[]; evangelismPipelineManagement: Programme[] } {
  const row = (id: string, days: number, contactId: string, rest: Partial<Row>): Row => ({
    _id: `community-techcorp-${id}`,
    at: ago(days),
    accountId: ACCOUNT,
    contactId,
    platformType: 'linkedin',
    ...rest,
  });
  const reactionsOf = (likes: number, comments: number, shares: number, views: number) => ({ likes, comments, shares, views });
  const random = createRandom('techcorp/community');
  return {
    communityIntelligenceMonitoring: [
      ...profiles(row),
      ...POSTS.map(([days, contentText, likes, comments, shares, mention], index) =>
        row(`post-${index}`, days, MIKE, {
          contentType: 'post',
          contentText,
          engagementMetrics: reactionsOf(likes, comments, shares, likes * 9),
          ...(mention
            ? { brandMentionType: 'positive', productMentionContext: { product: PRODUCT, quote: mention, prompted: false } }
            : {}),
        }),
      ),
      // Before that one post every two weeks, with fewer reactions.
      ...Array.from({ length: 18 }, (_, index) =>
        row(`earlier-post-${index}`, 100 + 14 * index, MIKE, {
          contentType: 'post',
          contentText: 'What we learnt about controls that check themselves.',
          engagementMetrics: reactionsOf(random.whole(240, 300), random.whole(40, 60), random.whole(55, 80), random.whole(1_900, 2_600)),
        }),
      ),
      ...Array.from({ length: 23 }, (_, index) =>
        row(`article-${index}`, 9 + 15 * index, MIKE, {
          contentType: 'article',
          contentText: `FinTech security in practice, part ${23 - index}`,
          engagementMetrics: { views: random.whole(1_850, 2_350) },
        }),
      ),
      ...TALKS.map(([days, contentText, views], index) =>
        row(`talk-${index}`, days, MIKE, {
          platformType: 'conference_speaking',
          contentType: 'speaking',
          contentText,
          engagementMetrics: { views },
        }),
      ),
      ...comments(row),
      ...COMPETITORS.map(([days, competitor, sentiment, contentText], index) =>
        row(`competitor-${index}`, days, MIKE, {
          platformType: 'industry_forums',
          contentType: 'comment',
          contentText,
          competitiveMentions: [{ competitor, sentiment, text: contentText }],
        }),
      ),
      row('sarah-profile', 30, SARAH, { followerCount: 640, connectionCount: 410 }),
      row('sarah-post', 44, SARAH, {
        contentType: 'post',
        contentText: 'Proud of the team: the quarter-end evidence was ready a week early.',
        engagementMetrics: reactionsOf(38, 6, 2, 900),
      }),
    ],
    evangelismPipelineManagement: [programme(ago)],
  };
}

type Make = (id: string, days: number, contactId: string, rest: Partial<Row>) => Row;

function profiles(row: Make): Row[] {
  const random = createRandom('techcorp/network');
  const person = (title: string, strength: number) => ({
    name: `${random.pick(personNames.given)} ${random.pick(personNames.family)}`,
    title,
    company: `${random.pick(COMPANIES)} ${random.pick(['Bank', 'Payments', 'Insurance', 'Capital', 'Technologies'])}`,
    relationship: 'LinkedIn connection',
    strength,
  });
  const many = (count: number, titles: readonly string[]) =>
    Array.from({ length: count }, () => person(random.pick(titles), random.pick([0.2, 0.3, 0.5])));
  return [
    row('profile-before', 98, MIKE, { followerCount: 11_820, connectionCount: 2_790 }),
    row('profile', 6, MIKE, {
      followerCount: 12_450,
      connectionCount: 2_847,
      executiveConnections: many(234, ['CTO', 'CISO']),
      industryPeerInfluence: many(89, ['Security author', 'Compliance analyst']),
      thoughtLeadershipIndicators: [
        { title: 'FinTech Security Leader Award', kind: 'award', at: row('', 150, MIKE, {}).at },
        { title: 'Top 50 FinTech Executives', kind: 'award', at: row('', 210, MIKE, {}).at },
        { title: 'CyberSecurity Excellence Award nomination', kind: 'nomination', at: row('', 60, MIKE, {}).at },
      ],
      communityLeadershipRoles: [
        { organisation: 'AWS Security Competency', role: 'Advisory Board' },
        { organisation: 'Local FinTech Meetup', role: 'Organiser' },
      ],
      coInnovationIndicators: [
        {
          text: 'Predictive compliance intelligence: their history to learn from, and a team that tests it',
          kind: 'beta',
          at: row('', 40, MIKE, {}).at,
          confidence: 0.9,
        },
        {
          text: 'FinTech compliance automation framework: their controls as templates for other banks',
          kind: 'contribution',
          at: row('', 25, MIKE, {}).at,
          confidence: 0.8,
        },
      ],
      referralNetworkPotential: [
        {
          name: 'Sarah Martinez',
          title: 'CTO',
          company: 'QuantumFinance',
          relationship: 'Former direct report of Mike Chen',
          strength: 0.92,
          timing: 'Currently evaluating security platform vendors',
          companyRevenue: 200_000_000,
        },
        {
          name: 'David Park',
          title: 'CISO',
          company: 'NeoBank Solutions',
          relationship: 'Meets Mike Chen at conferences',
          strength: 0.64,
          timing: 'Recent audit findings that the platform of today does not answer',
          companyRevenue: 150_000_000,
        },
        {
          name: 'Jennifer Walsh',
          title: 'VP Engineering',
          company: 'PayFlow Technologies',
          relationship: 'LinkedIn connection with common interests',
          strength: 0.42,
          timing: 'Board mandate to automate security and compliance',
          companyRevenue: 300_000_000,
        },
      ],
    }),
  ];
}

const COMPANIES = ['Harbour', 'Meridian', 'Northfield', 'Sterling', 'Cascade', 'Beacon', 'Summit', 'Anchor'];

/** Days ago, text, likes, comments, shares, and what it says of the product. */
const POSTS: readonly (readonly [number, string, number, number, number, string?])[] = [
  [
    7,
    'Security as a competitive advantage in FinTech. The compliance platform we use has been a game-changing solution for us.',
    567,
    89,
    134,
    'a game-changing solution for us',
  ],
  [
    14,
    'What automated compliance returned at TechCorp in year one: 187 % on what we put in. Happy to compare notes.',
    423,
    67,
    98,
    'returned 187 % on what we put in',
  ],
  [25, 'Back from the conference: three things security teams should stop doing by hand.', 289, 45, 67],
  [
    29,
    'Our audit committee now opens the live compliance view itself. Proud of this team, and of the platform behind it.',
    334,
    71,
    88,
    'Proud of the platform behind it',
  ],
  [30, 'Two regulators, one evidence store. It works, and it saved us weeks of work.', 301, 55, 70, 'It saved us weeks of work'],
  [37, 'How we explain controls to a board in five minutes.', 312, 60, 77],
  [44, 'Hiring two security engineers who like automation.', 240, 66, 58],
  [51, 'Notes from our last incident drill.', 355, 72, 91],
  [58, 'Why I read every audit finding twice.', 298, 64, 80],
  [65, 'The quarter-end that did not hurt.', 371, 70, 95],
  [72, 'What I ask every vendor about data residency.', 329, 58, 83],
  [79, 'A reading list for security leaders.', 402, 61, 110],
  [86, 'Automation is a people project.', 318, 59, 79],
];

/** Days ago, what, how many heard it. */
const TALKS: readonly (readonly [number, string, number])[] = [
  [18, 'Keynote, FinTech Security Summit', 520],
  [46, 'Panel, cloud conference, financial services', 1_230],
  [75, 'Monthly security webinar', 310],
  [120, 'Local FinTech Meetup', 160],
  [165, 'Monthly security webinar', 305],
  [240, 'Local FinTech Meetup', 150],
  [300, 'Panel on audit automation', 280],
];

const COMPETITORS: readonly (readonly [number, string, number, string])[] = [
  [11, 'Vaultline', -0.7, 'After their incident I would not put Vaultline in front of a regulator.'],
  [33, 'Vaultline', -0.4, 'Vaultline still asks for an agent on every host, which is a problem for us.'],
  [52, 'Northgate', 0, 'Northgate covers the same frameworks; the difference is in the evidence.'],
];

const REPLIES = [
  'We solved this with the compliance platform we run; happy to show you, it works well.',
  'Same here before we automated it. The platform we use made it easy.',
  'I can recommend the one we have: the evidence is excellent.',
  'Our auditors love the reports it produces.',
];

/** Answers to peers that speak of the product: some three a fortnight, of his own accord; the newest are recommendations. */
function comments(row: Make): Row[] {
  return Array.from({ length: 34 }, (_, index) =>
    row(`comment-${index}`, 2 + 5 * index, MIKE, {
      platformType: index % 3 === 0 ? 'industry_forums' : 'linkedin',
      contentType: 'comment',
      contentText: REPLIES[index % REPLIES.length],
      brandMentionType: 'positive',
      engagementMetrics: undefined,
      productMentionContext: { product: PRODUCT, prompted: false },
      ...(index < 7 ? { recommendationStrength: 'strong_advocate' } : {}),
    }),
  );
}

/** What the programme knows of him: what he can speak of, what he has taken part in, and where he is on the way. */
function programme(ago: Days): Programme {
  return {
    _id: 'evangelism-techcorp-mike',
    at: ago(170),
    accountId: ACCOUNT,
    contactId: MIKE,
    expertiseAreas: [
      { area: 'Security architecture', kind: 'technical', years: 15 },
      { area: 'Regulation of financial services', kind: 'industry', years: 16 },
      { area: 'SOX compliance automation', kind: 'use_case', years: 6 },
    ],
    betaProgramParticipation: [{ title: 'Live compliance view', kind: 'beta', at: ago(90) }],
    advisoryInvolvement: [{ title: 'Customer council', role: 'member', at: ago(110) }],
    developmentGoals: [{ text: 'A keynote on compliance as a product', dueAt: ago(-60), ownerId: DANA }],
    recognitionReceived: [{ text: 'Named in the customer awards', kind: 'award', at: ago(45) }],
    pipelineStage: 'active',
    stageHistory: [
      { from: 'prospect', to: 'qualified', at: ago(150), byUserId: DANA },
      { from: 'qualified', to: 'developing', at: ago(120), byUserId: DANA },
      { from: 'developing', to: 'active', at: ago(46), byUserId: DANA, reason: 'Panel with 1,200 people' },
    ],
    programManagerId: DANA,
    engagementFrequency: 'monthly',
    updatedAt: ago(45),
  };
}
