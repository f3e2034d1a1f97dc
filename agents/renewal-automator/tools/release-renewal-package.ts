import { z } from 'zod';
import type { Account } from '../../../models/account.ts';
import type { GeneratedFile } from '../../../models/generated-file.ts';
import type { RenewalForecast } from '../../../models/renewal-forecast.ts';
import { textPart } from '../../kit/present/index.ts';
import { headOf } from '../../kit/say.ts';
import { approvedTool, type Context, UserError } from '../../kit/tool.ts';
import { namesOf, requireMayActOn } from '../../kit/who.ts';
import { longDate } from '../../metrics/index.ts';

const input = z.object({
  packageId: z.string().max(100).describe('The package that was put up for approval'),
  accountId: z.string().max(200).describe('Id of its account'),
});

export const releaseRenewalPackage = approvedTool({
  name: 'release_renewal_package',
  title: 'Release a renewal package',
  description: 'Marks a renewal package that was approved as released for use with the customer. Sends nothing.',
  examples: [],
  status: 'Releasing the package',
  input,
  roles: ['manager', 'executive', 'admin'],
  run,
  summary: (output) => ({ point: pointOf(output), why: [] }),
  card: (output) => ({ point: pointOf(output), parts: [...textPart(pointOf(output)), ...output.files], sections: [] }),
});

export type ReleaseOutput = Awaited<ReturnType<typeof run>>;

const pointOf = ({ account, files, releasedAt, releasedBy }: ReleaseOutput): string =>
  `Released for ${account.name} by ${releasedBy} on ${longDate(new Date(releasedAt))}: ${files.map(({ name }) => name).join(' and ')}, for download on this card. Nothing was sent to the customer.`;

async function run({ packageId, accountId }: z.output<typeof input>, { tenant, models, actor, clock }: Context) {
  const account = await models.accounts.findOne({ tenant, _id: accountId }).lean<Account>();
  const which = { tenant, accountId, 'documentation.packageId': packageId };
  if (!account || !(await models.renewalForecasts.exists(which)))
    throw new UserError('unknown_package', 'Nothing was released: this package is not on record any more. Prepare it again.');
  requireMayActOn(actor, account);
  // The first release counts; repeated, nothing changes.
  await models.renewalForecasts.updateMany(
    { ...which, renewalDocumentationStatus: { $ne: 'completed' } },
    { $set: { renewalDocumentationStatus: 'completed', 'documentation.releasedBy': actor.id, 'documentation.releasedAt': clock.now() } },
  );
  const released = await models.renewalForecasts.findOne(which, { documentation: 1 }).lean<Pick<RenewalForecast, 'documentation'>>();
  const { fileIds, releasedBy, releasedAt } = released?.documentation ?? {};
  const ids = fileIds ?? [];
  const [files, names] = await Promise.all([
    models.generatedFiles.find({ tenant, _id: { $in: ids } }, { name: 1 }).lean<Pick<GeneratedFile, '_id' | 'name'>[]>(),
    namesOf({ tenant, models }, [releasedBy]),
  ]);
  return {
    account: headOf(account),
    files: ids.flatMap((id) => {
      const file = files.find(({ _id }) => _id === id);
      return file ? [{ type: 'file' as const, fileId: id, name: file.name, about: 'Released' }] : [];
    }),
    releasedBy: names.get(releasedBy ?? '') ?? actor.name,
    releasedAt: (releasedAt ?? clock.now()).toISOString(),
  };
}
