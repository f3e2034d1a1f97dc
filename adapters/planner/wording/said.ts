import { readdirSync, readFileSync } from 'node:fs';
import { ACCOUNT, mask, PERSON } from '../reading/mask.ts';
import type { Wording } from './likeliest.ts';

const FOLDER = new URL('./said/', import.meta.url);
/** "# list_accounts, summarize_accounts", "# draft_outreach again"; "# of reds by csm" is a wording. */
const HEADING = /^# ([a-z_0-9]+(?:, [a-z_0-9]+)*(?: again)?)$/;
/** "after list_accounts: only the big ones" */
const GOES_ON = /^after ([a-z_]+): (.+)$/;

/** How people say what they want of each tool: one file an agent, under `# tool` a wording a line. Each is read when it is asked for. */
export function* wordings(): Generator<Wording> {
  for (const name of readdirSync(FOLDER).toSorted()) yield* wordingsIn(readFileSync(new URL(name, FOLDER), 'utf8'));
}

/** How people ask for one figure of one account: under `# metric` a wording a line; what asks for lists stands under `# none`. */
export const figureWordings = (): Generator<Wording> => wordingsIn(readFileSync(new URL('./figures.txt', import.meta.url), 'utf8'));

export function* wordingsIn(text: string): Generator<Wording> {
  let tools: string[] = [];
  for (const line of text.split('\n')) {
    const heading = HEADING.exec(line)?.[1];
    if (heading) tools = heading.split(', ');
    if (line === '' || heading) continue;
    const [, after, rest] = GOES_ON.exec(line) ?? [];
    yield { tools, said: masked(rest ?? line), ...(after ? { after } : {}) };
  }
}

/** As a question is masked: in small letters, so that nothing but a place is taken for a name. */
const masked = (said: string): string =>
  mask(said.toLowerCase(), { account: [], person: [] })
    .text.replaceAll('{account}', ` ${ACCOUNT} `)
    .replaceAll('{account2}', ` ${ACCOUNT} `)
    .replaceAll('{person}', ` ${PERSON} `);
