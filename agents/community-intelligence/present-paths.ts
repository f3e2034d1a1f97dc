import type { proposeAdvocacyProgram } from '../advocacy-amplifier/face.ts';
import type { Finding, Text } from '../facts/index.ts';
import { callButton, contextLine, evidencePart, linesOf, primary, type Shown, shown } from '../kit/present/index.ts';
import { figuresOf, listed, t } from '../kit/say.ts';
import type { analyzeCommunityPresence } from './tools/analyze-community-presence.ts';
import type { findReferralPaths, PathsOutput } from './tools/find-referral-paths.ts';

type Path = PathsOutput['paths'][number];

const sayOf = ({ company, contact, via }: Path, asOf: string) =>
  figuresOf({ kind: 'person', id: `${via.person.id} ${company} ${contact.name}`, name: `${contact.name}, ${company}` }, asOf);

const chanceOf = (path: Path, asOf: string) => sayOf(path, asOf).percent('referral_probability', 'referral probability', path.probability);

const whom = ({ contact, company }: Path): string => `${contact.name}${contact.title ? ` (${contact.title})` : ''} at ${company}`;

/** "89 % by Mike Chen of TechCorp: Former direct report; evaluating vendors". */
function pathText(path: Path, asOf: string): Text {
  const { via, relationship, timing, against, others, customer } = path;
  // The strongest will do in a line; the account's readiness says them all.
  const [strongest] = against;
  const reasons: Text[] = [
    ...(relationship ? [relationship] : []),
    ...(timing ? [timing] : []),
    ...(customer ? ['a customer already'] : []),
  ];
  return t`${chanceOf(path, asOf)} by ${via.person.name} of ${via.account.name}${reasons.length > 0 ? t`: ${listed(reasons, '; ')}` : ''}${others > 0 ? t` (and ${sayOf(path, asOf).count('other_ways', others, 'other way')})` : ''}${strongest ? t`. Not to be asked now: ${strongest}` : ''}`;
}

function pointOf(found: PathsOutput): Text {
  const { paths, total, target, via, asOf } = found;
  const [first] = paths;
  const about = `${target ? ` to ${target}` : ''}${via ? ` by ${via.name}` : ''}`;
  if (!first)
    return `No way${about} is on record: no delivered profile names ${target ? 'somebody there' : 'whom our customers’ people know'}.`;
  const ready = paths.find(({ against }) => against.length === 0) ?? first;
  const { count } = figuresOf({ kind: 'group', id: `referral paths${about}`, name: `referral paths${about}` }, asOf);
  return t`${count('referral_paths', total, 'way')}${about}; ${ready.against.length === 0 ? 'the best' : 'none may be asked for now; the likeliest'} is ${whom(ready)}, ${pathText(ready, asOf)}.`;
}

export const pathsShown = shown((found: PathsOutput): Shown => {
  const { paths, asOf, page, pages, arguments: asked, whose, target, via } = found;
  const ready = paths.find(({ against }) => against.length === 0);
  const others = paths.filter((path) => path !== (ready ?? paths[0]));
  const turn = (to: number) =>
    callButton<typeof findReferralPaths>(to > page ? 'Next page' : 'Previous page', 'find_referral_paths', { ...asked, page: to });
  return {
    point: pointOf(found),
    why: others.map((path) => t`${whom(path)}: ${pathText(path, asOf)}`),
    header: target ? `Ways to ${target}` : via ? `Whom ${via.name} could refer` : 'Referral paths',
    body: linesOf(null, others.slice(5), (path) => t`**${whom(path)}** ${pathText(path, asOf)}`),
    next: [
      ready &&
        primary(
          callButton<typeof proposeAdvocacyProgram>(`Draft the ask to ${ready.via.person.name}`, 'propose_advocacy_program', {
            account: ready.via.account.id,
            contact: ready.via.person.id,
            type: 'referral',
          }),
        ),
      ready &&
        callButton<typeof analyzeCommunityPresence>(`${ready.via.person.name} in public`, 'analyze_community_presence', {
          account: ready.via.account.id,
          contact: ready.via.person.id,
        }),
      page < pages && turn(page + 1),
      page > 1 && turn(page - 1),
    ],
    sections: { Why: paths.slice(0, 5).flatMap((path) => evidencePart(whom(path), findingsOf(path, asOf))) },
    feedback: true,
    context: contextLine({
      asOf,
      used: [...(whose === 'all accounts' ? [] : [whose])],
      notes: ['Probability: that an introduction becomes a conversation about buying', 'Nobody was asked'],
    }),
  };
});

/** The profile that names the tie, and what each thing known of it adds. */
function findingsOf(path: Path, asOf: string): Finding[] {
  const chance = chanceOf(path, asOf);
  const total: Finding = {
    label: 'Probability',
    value: typeof chance.value === 'number' ? chance.value : null,
    unit: '%',
    contribution: 0,
    text: t`${chance}, from 45 % for an introduction of which nothing is known`,
    evidence: path.evidence,
  };
  return [
    total,
    ...path.factors.map(
      ({ label, contribution }): Finding => ({
        label,
        value: null,
        unit: '',
        contribution,
        text: `${contribution >= 0 ? 'raises' : 'lowers'} it: ${label}`,
        evidence: [],
      }),
    ),
  ];
}
