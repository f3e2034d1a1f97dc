/**
 * `npm run eval -- grounding`: sentences made of real results, true ones in five languages and wrong ones of every kind, and
 * how many of each the check lets through. `--held-out` shows the phrasings that were kept for the end, `--show` what came out wrong.
 */
import { parseArgs } from 'node:util';
import { createStrangers } from '../../../bot/grounding/strangers.ts';
import { withDatabase } from '../../bench/kit.ts';
import { casesOf } from './cases.ts';
import { measure, measureNatural, report, type Share } from './measure.ts';
import { naturalCases, saidCases } from './natural.ts';
import { openScenes, TENANT } from './world.ts';

const NOW = new Date('2026-11-27T09:00:00Z');
const { values } = parseArgs({
  allowPositionals: true,
  options: {
    accounts: { type: 'string', default: '12' },
    'held-out': { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
  },
});
const line = (text = '') => void process.stdout.write(`${text}\n`);
const percent = ({ count, of }: Share) =>
  `${String(count).padStart(4)} of ${String(of).padStart(4)} (${of === 0 ? '–' : ((100 * count) / of).toFixed(1)} %)`;

await withDatabase(async ({ models }) => {
  const scenes = await openScenes(models, { accounts: Number(values.accounts), now: NOW });
  const everyone = await models.accounts.find({ tenant: TENANT }).sort({ _id: 1 }).lean<{ _id: string; name: string }[]>();
  const people = await models.contacts.find({ tenant: TENANT }).sort({ _id: 1 }).lean<{ name: string }[]>();
  const cases = casesOf(
    scenes,
    everyone.map(({ _id, name }) => ({ id: _id, name })),
    people.map(({ name }) => name),
  );
  const measured = await measure(
    cases.filter(({ heldOut }) => heldOut === values['held-out']),
    NOW,
    () => createStrangers({ tenant: TENANT, models }),
  );
  if (values.show)
    for (const each of measured.filter(({ passes, wrong }) => passes === (wrong !== undefined)))
      line(
        `${each.wrong ? `passes (${each.wrong})` : 'taken out'} [${each.language}] ${each.text}${each.missed.length > 0 ? ` <<${each.missed.join(' | ')}>>` : ''}`,
      );
  const { wrong, wrongInAll, trueInAll, trueByLanguage } = report(measured);
  line(`${measured.length} sentences over ${scenes.length} sets of results${values['held-out'] ? ', held out' : ''}`);
  for (const [kind, each] of Object.entries(wrong)) line(`  wrong ${kind.padEnd(10)} passes    ${percent(each)}`);
  line(`  wrong, in all    passes    ${percent(wrongInAll)}   aim <= 3 %`);
  for (const [language, each] of Object.entries(trueByLanguage)) line(`  true ${language.padEnd(11)} taken out ${percent(each)}`);
  line(`  true, in all     taken out ${percent(trueInAll)}   aim <= 1 %`);
  for (const [title, cases] of [
    ['sentences as models write them, by hand', naturalCases()],
    ['sentences as models said them', saidCases()],
  ] as const) {
    const natural = await measureNatural(cases);
    const [right, wrongOnes] = [natural.filter((each) => !each.wrong), natural.filter((each) => each.wrong)];
    if (values.show)
      for (const each of natural.filter(({ passes, wrong }) => passes === (wrong !== undefined)))
        line(
          `${each.wrong ? `passes (${each.wrong})` : 'taken out'} [${each.scene}] ${each.text}${each.out.length > 0 ? ` <<${each.out.join(' | ')}>>` : ''}`,
        );
    line(`${natural.length} ${title}`);
    line(`  wrong            passes    ${percent({ count: wrongOnes.filter(({ passes }) => passes).length, of: wrongOnes.length })}`);
    line(`  true             taken out ${percent({ count: right.filter(({ passes }) => !passes).length, of: right.length })}`);
  }
});
process.exit(0);
