import { z } from 'zod';
import type { AdvocacyType } from '../../../models/advocacy-engagement.ts';
import { cleanTexts } from '../../../models/kit/text.ts';
import { storeFile } from '../../kit/files.ts';
import { plain } from '../../kit/say.ts';
import { accountInput, type Context, daySaid, optional, proposeTool, UserError } from '../../kit/tool.ts';
import { requireMayActOn, resolveContact } from '../../kit/who.ts';
import { capital } from '../../metrics/index.ts';
import { FAVOURS } from '../../metrics/topics/advocacy.ts';
import { type Experience, favourNote, LANGUAGES, loadCase, planExperience, type SignalFacts, TONES } from '../../success-navigator/face.ts';
import { ASKS, nameOf } from '../asks.ts';
import { assessAdvocacy, personFor } from '../assess.ts';
import { contactInput, typeInput } from '../inputs.ts';
import { type Chapter, materialOf } from '../material.ts';
import { programProposal, programShown } from '../present-program.ts';

const input = z.object({
  account: accountInput,
  contact: contactInput,
  type: typeInput,
  occasion: optional(z.string().max(40)).describe('Date of the occasion, YYYY-MM-DD; null if not said'),
  message: optional(z.string().max(300)).describe(
    'What else the mail is to say, as a full sentence in the person’s own words, e.g. the event; null otherwise',
  ),
  tone: optional(z.enum(TONES)).describe('short: two facts; warm; formal; null as usual'),
  language: optional(z.enum(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])).describe(
    'Language to write in, where the person names one; null for the contact’s own',
  ),
});

export const proposeAdvocacyProgram = proposeTool({
  name: 'propose_advocacy_program',
  title: 'Ask a customer to speak for us',
  description:
    'Asks one customer for a reference, case study, testimonial, talk, referral or seat on the advisory board: a mail in the asker’s name from the account’s confirmed results, with speaker proposal or case-study outline, interview guide and preparation as a document; put up for approval. Refused for accounts at risk, in escalation, opted out or asked lately. Use it for "ask X for a reference", "invite Y to speak". Not for preparing without asking (plan_advocacy_experience).',
  examples: [
    'Ask TechCorp for a reference call',
    'propose an advocacy program for TechCorp',
    'ask Mike Chen for a referral',
    'ask Northwind for a case study',
    'invite Mike Chen to speak at our conference',
    'ask Acme for a testimonial',
    'ask TechCorp for a talk',
    'invite Jennifer to the advisory board',
    'write a speaker proposal for TechCorp',
    'request a review from Contoso',
    'ask Mike Chen who he could introduce us to',
  ],
  words: [
    'case study: fallstudie, success story, étude de cas, caso de éxito',
    'referral: referrals, introduction, empfehlung, recommandation, recomendación',
    'testimonial: quote, zitat, témoignage, testimonio',
    'speaking: speak, speaker, talk, vortrag, intervenir, ponente',
  ],
  area: 'advocacy',
  status: 'Drafting the ask from their results',
  input,
  run,
  ...programShown,
  proposal: programProposal,
});

export type ProgramOutput = Awaited<ReturnType<typeof run>>;

async function run({ account: named, contact, type: wanted, occasion, message, tone, language }: z.output<typeof input>, context: Context) {
  const now = context.clock.now();
  const { account, facts } = await loadCase({ ...context, asOf: now }, named);
  requireMayActOn(context.actor, account, 'advocacy');
  const who = contact ? await resolveContact(context, contact, account._id) : undefined;
  const asked = { facts, ...facts.issued };
  const assessment = assessAdvocacy(asked, who ?? null);
  const type = wanted ?? assessment.best?.ask ?? 'reference_call';
  const to = who ?? personFor(facts, type);
  const { format } = ASKS[type];
  const plan = planExperience(facts, format ?? 'case_study', to ?? null, daySaid(occasion, 'future', now) ?? null, now);
  const strongest = assessment.parts.flatMap(({ findings }) => findings).toSorted((a, b) => b.contribution - a.contribution)[0];
  const note = favourNote(facts, {
    asked: type,
    to,
    sender: context.actor,
    whyNow: strongest ? `They may be asked now; the strongest sign: ${plain(strongest.text)}.` : 'They may be asked now.',
    language: language ? LANGUAGES[language] : undefined,
    tone: tone ?? undefined,
    message: message ?? undefined,
  });
  requireReadiness(assessment.readiness, account.name, type);
  const material = cleanTexts(materialOf(type, plan));
  return { note, type, material, files: await filesOf(context, facts, type, plan, material) };
}

/** Whom little is known of is not asked either. @throws UserError */
function requireReadiness(readiness: number | null, name: string, type: AdvocacyType): void {
  if (readiness !== null) return;
  throw new UserError(
    'not_assessed',
    `No draft: too little is known of ${name} to ask them for ${FAVOURS[type]}. Their CSM knows more than the records do.`,
    [{ label: 'What is missing', say: `Advocacy readiness of ${name}` }],
  );
}

/** The document for whoever prepares it; none where there is nothing to prepare. */
async function filesOf(
  context: Context,
  { account }: SignalFacts,
  type: AdvocacyType,
  { person }: Experience,
  material: readonly Chapter[],
) {
  if (material.length === 0) return [];
  const { DOCX, renderDocx } = await import('../../kit/documents/docx.ts');
  const title = `${account.name}: ${nameOf(type)}${person ? ` with ${person.name}` : ''}`;
  const bytes = await renderDocx(
    [
      { type: 'title', text: title },
      { type: 'small', text: 'A draft for preparation. Nothing is said or published in their name without their written yes.' },
      ...material.flatMap(({ title: heading, lines }) => [
        { type: 'heading' as const, text: heading },
        ...lines.map((text) => ({ type: 'text' as const, text })),
      ]),
    ],
    title,
  );
  const name = `${account.name} ${nameOf(type)}`.replace(/[^\p{L}\p{N} .&-]+/gu, ' ').trim();
  const about = capital(
    material
      .map(({ title: heading }) => heading.toLowerCase().replace(/:.*/, ''))
      .filter((each, at, all) => all.indexOf(each) === at)
      .join(', '),
  );
  return [await storeFile(context, { accountId: account._id, name: `${name}.docx`, mimeType: DOCX, bytes, about })];
}
