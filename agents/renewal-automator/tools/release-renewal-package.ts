import { z } from 'zod';
import type { Account } from '../../../models/account.ts';
import type { GeneratedFile } from '../../../models/generated-file.ts';
import type { RenewalForecast } from '../../../models/renewal-forecast.ts';
import type { User } from '../../../models/user.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { requireMayActOn } from '../../kit/permissions.ts';
import { type ReleaseOutput, releaseCard, releaseOutputSchema, releaseSummary } from '../present-package.ts';

export const releaseRenewalPackage = defineTool({
  name: 'release_renewal_package',
  title: 'Release a renewal package',
  description: 'Marks a renewal package that was approved as released for use with the customer. Sends nothing.',
  examples: [],
  status: 'Releasing the package',
  input: z.object({
    packageId: z.string().max(100).describe('The package that was put up for approval'),
    accountId: z.string().max(200).describe('Id of its account'),
  }),
  output: releaseOutputSchema,
  access: 'approved',
  roles: ['manager', 'executive', 'admin'],
  async run({ packageId, accountId }, { tenant, models, actor, clock }): Promise<ReleaseOutput> {
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
    const { fileIds = [], releasedBy, releasedAt } = released?.documentation ?? {};
    const [files, by] = await Promise.all([
      models.generatedFiles.find({ tenant, _id: { $in: fileIds ?? [] } }, { name: 1 }).lean<Pick<GeneratedFile, '_id' | 'name'>[]>(),
      models.users.findOne({ tenant, _id: releasedBy ?? actor.id }, { name: 1 }).lean<Pick<User, 'name'>>(),
    ]);
    return {
      account: { id: account._id, name: account.name },
      files: (fileIds ?? []).flatMap((id) => {
        const file = files.find(({ _id }) => _id === id);
        return file ? [{ type: 'file' as const, fileId: id, name: file.name, about: 'Released' }] : [];
      }),
      releasedBy: by?.name ?? actor.name,
      releasedAt: (releasedAt ?? clock.now()).toISOString(),
    };
  },
  summary: releaseSummary,
  card: releaseCard,
});
