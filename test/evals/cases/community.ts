import { casesOf, DATAFLOW, TECHCORP, where } from '../case.ts';

const dana = casesOf('roles', 'dana.cole');
const sarah = casesOf('account');
const elena = casesOf('roles', 'elena.rossi');
const doing = casesOf('doing', 'dana.cole');

/** Who is heard in public, and who is on the way to build with us. */
export const community = [
  dana.read('how influential is Mike Chen?', 'analyze_community_presence', TECHCORP, { contact: 'Mike Chen' }),
  dana.read('what do people at TechCorp say about us publicly', 'analyze_community_presence', TECHCORP),
  sarah.read('social presence of DataFlow', 'analyze_community_presence', DATAFLOW),
  sarah.read('does anybody at Sable Wealth post about us on LinkedIn', 'analyze_community_presence', 'Sable Wealth'),
  dana.read('Wie einflussreich ist Mike Chen?', 'analyze_community_presence', TECHCORP, { contact: 'Mike Chen' }),
  dana.read('quelle est l’influence de Mike Chen en public', 'analyze_community_presence', TECHCORP, { contact: 'Mike Chen' }),
  dana.read('who can introduce us to QuantumFinance', 'find_referral_paths', { company: 'QuantumFinance' }),
  dana.read('any warm intro to NeoBank Solutions?', 'find_referral_paths', { company: 'NeoBank Solutions' }),
  dana.read('whom could Mike Chen refer us to', 'find_referral_paths', TECHCORP, { contact: 'Mike Chen' }),
  elena.read('best referral paths', 'find_referral_paths', {}),
  dana.read('most influential customers', 'list_accounts', { sort: 'community_influence' }),
  dana.read('accounts with negative public mentions', 'list_accounts', { conditions: [where('negative_mentions', 'above', 0)] }),
  dana.read('is Mike Chen an evangelist?', 'assess_evangelist', TECHCORP, { contact: 'Mike Chen' }),
  dana.read('what is missing for Mike Chen to become a co-innovator', 'assess_evangelist', TECHCORP, { contact: 'Mike Chen' }),
  dana.read('evangelism readiness of Mike Chen', 'assess_evangelist', TECHCORP, { contact: 'Mike Chen' }),
  dana.read('evangelism pipeline', 'get_evangelism_pipeline', {}),
  dana.read('my evangelists', 'get_evangelism_pipeline', { owner: 'mine' }),
  elena.read('which evangelists are stuck', 'get_evangelism_pipeline', { stuck: true }),
  doing.offers('add Sarah Johnson to the evangelism programme', 'move_evangelism_stage', TECHCORP, { contact: 'Sarah Johnson' }),
  doing.drafts('plan a co-innovation project with Mike Chen', 'plan_co_innovation', TECHCORP, { contact: 'Mike Chen' }),
];
