import { z } from 'zod';
import type { Contact } from '../../../models/contact.ts';
import { type Asked, loadAsked } from '../../kit/asking.ts';
import { accountInput, asOfInput, type Context, readTool } from '../../kit/tool.ts';
import { loadedOf, resolveAccount, resolveContact } from '../../kit/who.ts';
import { contactInput } from '../inputs.ts';
import { assessShown } from '../present-assess.ts';
import { viewOf } from '../view.ts';

export const assessAdvocacyReadiness = readTool({
  name: 'assess_advocacy_readiness',
  title: 'Advocacy readiness',
  description:
    'Says whether one account, or one person there, should be asked to speak for us (reference, case study, talk, referral): readiness from satisfaction, results, adoption, executives, relationship and public voice; which ask fits by tier and whom to ask; and what speaks against it now (risk, escalation, opt-out, asked lately) with the date from which they may be asked. Use it for "can we ask X for a reference?", "would X make a good case study?". Not for finding one among many (find_advocates).',
  examples: [
    'Can we ask TechCorp for a reference?',
    'is Acme ready to be an advocate',
    'would Northwind make a good case study?',
    'advocacy readiness of TechCorp',
    'may I ask Mike Chen to speak for us',
    'would TechCorp speak for us',
    'when can we ask Acme again',
    'could DataFlow be a reference customer',
    'is Contoso a happy customer who would speak for us',
    'may I ask Acme for a favour',
    'would Globex recommend us',
    'is it a good time to ask Initech for a quote',
  ],
  words: [
    'reference: references, referenz, referenzkunde, référence, referencia, refs',
    'advocate: advocacy, ambassador, fürsprecher, ambassadeur, embajador',
    'ready: readiness, bereit, prêt, listo',
  ],
  status: 'Looking at whether they would speak for us',
  input: z.object({ account: accountInput, contact: contactInput, asOf: asOfInput }),
  async run({ account, contact }, context) {
    const { person, ...asked } = await loadAsk(context, account, contact);
    return viewOf(asked, person);
  },
  ...assessShown,
});

/** What an ask of the account a person named is judged by, and the person they named. @throws UserError where either is unknown or unclear */
async function loadAsk(context: Context, named: string, who: string | null): Promise<Required<Asked> & { person: Contact | null }> {
  const account = await resolveAccount(context, named);
  const asked = await loadedOf(loadAsked(context, [account._id]), account, context.asOf);
  const found = who ? await resolveContact(context, who, account._id) : null;
  // As known at the instant, not as it is now.
  return { ...asked, person: found && (asked.facts.contacts.find(({ _id }) => _id === found._id) ?? found) };
}
