import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { cardOf, evidencePart } from '../kit/present/card.ts';
import { ofAccount } from '../kit/present/figures.ts';
import type { ActionProposal } from '../kit/proposal.ts';
import { distance, t } from '../kit/text.ts';
import { longDate, plural } from '../metrics/format.ts';
import type { PackageOutput } from './tools/prepare-renewal-package.ts';
import type { ReleaseOutput } from './tools/release-renewal-package.ts';
import { money, shown } from './words.ts';

export function packageSummary({ account, asOf, currency, proposed, current, days, files, leftOut, open }: PackageOutput): Summary {
  const { of } = ofAccount(account, asOf);
  const sum = (metric: string, amount: number) => of(`${metric}:${currency}`, 'package, a year', amount, currency, { digits: 2 });
  const before = proposed === current ? ', the price as it is' : t` (${sum('package_today', current)} today)`;
  const when = of('package_days', 'days to the new term', days, 'days', { relative: true });
  return {
    point: t`The renewal package of ${account.name} is ready: ${sum('package_proposed', proposed)} a year${before}, ${when}. Nothing goes to the customer.`,
    why: [...files.map(({ name, about }) => `${name}: ${about}`), ...leftOut, ...open].slice(0, 5),
  };
}

export function packageCard(output: PackageOutput): Card {
  const { account, files, facts } = output;
  return cardOf({
    point: packageSummary(output).point,
    header: `${account.name}: renewal package`,
    body: [{ type: 'text', text: textOf(output) }, ...files],
    sections: [{ label: 'Sources', parts: evidencePart('Where the figures come from', facts) }],
  });
}

function textOf({ lines, currency, proposed, roi, proven, investment, termMonths, leftOut, open, endAt }: PackageOutput): string {
  const result =
    roi === null || proven === null || investment === null
      ? 'Results: nothing is proven yet, and the deck says so'
      : `Results: ${money(proven, currency)} proven on ${money(investment, currency)}, ROI ${Math.round(roi)} %`;
  return [
    `**New term** from ${longDate(new Date(endAt))}, ${termMonths === null ? 'length to be agreed' : plural(termMonths, 'month')}`,
    ...lines.map((each) => `• ${each.name}: ${money(each.annualValue, currency)}, ${each.source === 'contract' ? 'as today' : 'new'}`),
    `• **Together ${money(proposed, currency)} a year**`,
    result,
    ...leftOut.map((each) => `Not in it: ${each}`),
    ...open.map((each) => `Look at: ${each}`),
  ].join('\n');
}

export function packageProposal(output: PackageOutput): ActionProposal {
  const { account, packageId, files, days, probability, expected, currency, facts } = output;
  const likely = probability === null ? 'no probability yet' : `${Math.round(100 * probability)} % likely by our model`;
  return {
    kind: 'action',
    account: { id: account.id, name: account.name },
    title: 'Release the renewal package',
    text: `Both files are released for use with the customer. Nothing is sent.\n\n${textOf(output).slice(0, 2_300)}`,
    deciders: 'leaders',
    files,
    facts,
    whyNow: `The contract ends ${distance(days)}; ${likely}${expected === null ? '' : `, ${shown(expected, currency)} expected`}.`,
    call: { tool: 'release_renewal_package', arguments: { packageId, accountId: account.id } },
  };
}

export function releaseSummary({ account, files, releasedAt, releasedBy }: ReleaseOutput): Summary {
  return {
    point: `Released for ${account.name} by ${releasedBy} on ${longDate(new Date(releasedAt))}: ${files.map(({ name }) => name).join(' and ')}, for download on this card. Nothing was sent to the customer.`,
    why: [],
  };
}

export function releaseCard(output: ReleaseOutput): Card {
  const { point } = releaseSummary(output);
  return { point, parts: [{ type: 'text', text: point }, ...output.files], sections: [] };
}
