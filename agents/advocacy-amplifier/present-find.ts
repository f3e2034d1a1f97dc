import type { Text } from '../facts/index.ts';
import { callButton, contextLine, linesOf, opening, primary, type Shown, shown } from '../kit/present/index.ts';
import { listed, ofGroup, t } from '../kit/say.ts';
import { EVERYBODYS } from '../kit/who.ts';
import { plural, spaced } from '../metrics/index.ts';
import { FAVOURS } from '../metrics/topics/advocacy.ts';
import type { Found } from './candidates.ts';
import type { assessAdvocacyReadiness } from './tools/assess-advocacy-readiness.ts';
import type { FindOutput, findAdvocates } from './tools/find-advocates.ts';
import type { proposeAdvocacyProgram } from './tools/propose-advocacy-program.ts';

const TOLD = 4;

/** "a fintech company of 500 people in Europe". */
function forWhom({ wanted: { vertical, employees, useCase, region, language } }: FindOutput): string | null {
  if (!vertical && !employees && !useCase && !region && !language) return null;
  const kind = vertical ? `${spaced(vertical)} company` : 'company';
  const size = employees ? ` of ${employees.toLocaleString('en-US')} people` : '';
  return `a ${kind}${size}${useCase ? ` for ${useCase}` : ''}${region ? ` in ${region}` : ''}${language ? `, in ${language}` : ''}`;
}

function pointOf(output: FindOutput): Text {
  const { found, total, type, whose, page, asideCount, asOf } = output;
  const [first] = found;
  const what = type ? FAVOURS[type] : 'a reference';
  const whom = forWhom(output);
  const to = whom ? ` for ${whom}` : '';
  const of = whose === EVERYBODYS ? '' : ` of ${whose}`;
  const aside = ofGroup(`advocates aside ${whose}`, asOf).count('advocates_aside', asideCount, 'account');
  if (!first)
    return page > 1 ? 'There are no more.' : t`Nobody${of} can be asked for ${what}${to} now; ${aside} ready for it may not be asked.`;
  const number = ofGroup(`advocates ${whose}`, asOf).count('advocates', total, 'account');
  return t`Ask ${first.account.name} first for ${what}${to}: ${reasonOf(first, output)}. ${number}${of} may be asked.`;
}

/** What was asked for and all of them have is no reason for one. */
function reasonOf({ readiness, same }: Found, output: FindOutput): Text {
  const common = inCommon(output);
  return t`readiness ${listed([[readiness], ...(output.found.length > 1 ? same.filter((each) => !common.has(each)) : same)])}`;
}

/** What all of them have in common stands above them. */
const inCommon = ({ found }: FindOutput): ReadonlySet<string> =>
  new Set(found[0]?.same.filter((each) => found.every(({ same }) => same.includes(each))));

function lineOf({ account, readiness, same, other, best, person }: Found, output: FindOutput): Text {
  const who = best?.person ?? person;
  const ask = output.type === null ? best?.ask : undefined;
  const common = inCommon(output);
  const like = [...same.filter((each) => !common.has(each)), ...(other.length > 0 ? [`but ${other.join(' and ')}`] : [])].join(', ');
  return t`**${account.name}** readiness ${readiness}${like ? `; ${like}` : ''}${who ? `; ask ${who.name}` : ''}${ask ? ` for ${FAVOURS[ask]}` : ''}`;
}

const asideLine = ({ account, against }: Found): Text => t`${account.name}: ${against[0]?.text ?? 'not now'}`;

export const findShown = shown((output: FindOutput): Shown => {
  const { found, aside, asideCount, page, pages, asOf, type, whose, arguments: asked } = output;
  const [first] = found;
  const whom = forWhom(output);
  const who = first && (first.best?.person ?? first.person);
  const ask = type ?? first?.best?.ask;
  const rows = found.map(({ account: { id, name } }) => ({
    name,
    open: callButton<typeof assessAdvocacyReadiness>(name, 'assess_advocacy_readiness', { account: id }),
  }));
  const some = asideCount > aside.length ? ` (${aside.length} of ${plural(asideCount, 'account')})` : '';
  const notNow = linesOf(`Not now${some}`, aside, asideLine);
  return {
    point: pointOf(output),
    why: [
      ...found.slice(1, TOLD).map((each) => lineOf(each, output)),
      ...(first ? [] : aside.slice(0, TOLD).map((each) => t`Not now: ${asideLine(each)}`)),
    ],
    header: whom ? `Advocates for ${whom}` : 'Who could speak for us',
    body: [...linesOf(null, found, (each) => lineOf(each, output)), ...(first ? [] : notNow)],
    rows,
    next: [
      first &&
        ask &&
        who &&
        primary(
          callButton<typeof proposeAdvocacyProgram>(`Draft the ask to ${who.name}`, 'propose_advocacy_program', {
            account: first.account.id,
            contact: who.id,
            type: ask,
          }),
        ),
      ...opening(rows),
      page < pages && callButton<typeof findAdvocates>('Next page', 'find_advocates', { ...asked, page: page + 1 }),
    ],
    sections: { 'Not now': first ? notNow : [] },
    context: contextLine({
      asOf,
      used: [...(whose === EVERYBODYS ? [] : [whose]), ...(whom ? [] : ['no company named: ranked by readiness'])],
      notes: ['Nobody is asked before a draft is approved'],
    }),
  };
});
