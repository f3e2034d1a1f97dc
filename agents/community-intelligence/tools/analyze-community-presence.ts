import { z } from 'zod';
import { type Finding, fact } from '../../facts/index.ts';
import { againstAsking, loadAsked } from '../../kit/asking.ts';
import { asOfInput, type Context, optional, readTool, UserError } from '../../kit/tool.ts';
import { loadedOf, resolveWho } from '../../kit/who.ts';
import { evidenceOf, shortDate } from '../../metrics/index.ts';
import { communityOf } from '../presence.ts';
import { presenceShown } from '../present.ts';
import { voicesOf } from '../voices.ts';

const SHOWN_ROWS = 5;

const input = z.object({
  account: optional(z.string().max(200)).describe('Account name or id, as the person wrote it; null where only a person is named'),
  contact: optional(z.string().max(200)).describe('The customer’s person who is asked about; null for everybody there'),
  asOf: asOfInput,
});

export const analyzeCommunityPresence = readTool({
  name: 'analyze_community_presence',
  title: 'What they do and say in public',
  description:
    'Analyses what one account’s people, or one of them, do and say in public, from posts, mentions and talks that were imported or delivered: influence with its four parts (reach, engagement against what is usual for them, network, leadership), what they say of us (praise, criticism, comparison, of their own accord or asked), spikes of mentions and what came before, competitors they name. Use it for "how influential is X", "what do they post about us", "social presence of X". Not for the tone of e-mails and tickets, not for who they could refer (find_referral_paths), and not for how ready somebody is to speak for us.',
  examples: [
    'How influential is Mike Chen?',
    'what does Mike Chen post about us',
    'which posts criticise us at TechCorp',
    'social presence of TechCorp',
    'analyze the community presence of DataFlow',
    'are people at Acme complaining about us in public',
    'what are they saying about us on LinkedIn at Globex',
    'who at Northwind has reach on social media',
    'public mentions of us by TechCorp',
    'does anybody at Initech speak for a competitor in public',
    'influence score of Mike Chen',
    'what do people at Umbrella say about us online',
    'press about us',
    'did anyone at Acme post about us',
    'what do people say about us online',
    'who criticises us in public',
    'buzz around Globex',
    'who tweets about us',
    'what is said about us on social media',
    'how visible is Acme in public',
    'is Globex talking about competitors in public',
    'positive posts about us',
  ],
  words: [
    'influential: influence, influencer, einfluss, einflussreich, influent, influente, influencia',
    'public: publicly, online, web, internet, öffentlich, öffentlichkeit, publiquement, público, públicamente',
    'post: posts, posted, posting, tweet, tweets, linkedin, twitter, beitrag, beiträge, publie, publication, publications, publica, publicaciones',
    'social: community, gemeinschaft, communauté, comunidad, netzwerk, réseaux, redes',
    'mention: press, buzz, chatter, mentions, mentioned, erwähnt, erwähnungen, mentionne, menciona, menciones',
  ],
  status: 'Reading what they posted',
  input,
  run,
  ...presenceShown,
});

export type PresenceOutput = Awaited<ReturnType<typeof run>>;

async function run(asked: z.output<typeof input>, context: Context) {
  const { account, contact: person } = await resolveWho(context, asked.account, asked.contact);
  if (!account)
    throw new UserError('which_account', 'Whose public presence? Name an account or a person, or pick a list.', [
      { label: 'Who criticises us', say: 'Accounts with negative public mentions' },
      { label: 'Who is heard most', say: 'Most influential customers' },
    ]);
  const known = await loadedOf(loadAsked(context, [account._id]), account, context.asOf);
  const { facts } = known;
  const found = communityOf(facts, person?._id ?? null);
  const shown = person ? voicesOf(facts).filter(({ id }) => id === person._id) : voicesOf(facts).slice(0, 1);
  const findings = shown.flatMap(({ presence }): Finding[] =>
    presence.rows
      .toReversed()
      .slice(0, SHOWN_ROWS)
      .map((row) =>
        fact(
          row.contentType ?? 'profile',
          `${row.contentType ?? 'profile'} of ${shortDate(row.at, facts.asOf)}`,
          evidenceOf('community_intelligence_monitoring', 'contentType', [row]),
        ),
      ),
  );
  return { ...found, against: againstAsking(known, person).map(({ text }) => text), findings };
}
