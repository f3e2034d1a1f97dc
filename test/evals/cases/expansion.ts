import { casesOf, TECHCORP } from '../case.ts';

const ae = casesOf('roles', 'marcus.johnson');
const rachel = casesOf('roles', 'rachel.stone');
const priya = casesOf('roles', 'priya.patel');
const elena = casesOf('roles', 'elena.rossi');
const marketing = casesOf('roles', 'dana.cole');
const NOVARA = 'Novara Care Network';
const ALDER = 'Alder Plastics';
const XANTHE = 'Xanthe Payments';
const MINE = { owner: 'mine' };

/** What sales works on at customers: the pipeline, one sale, its hand-off and its stages. */
export const expansion = [
  ae.read('my pipeline', 'get_expansion_pipeline', MINE),
  ae.read('how does my expansion pipeline look this morning', 'get_expansion_pipeline', MINE),
  ae.read('whats stuck in my pipeline', 'get_expansion_pipeline', { owner: 'mine', stuck: true }),
  ae.read('which of my deals are stuck', 'get_expansion_pipeline', { owner: 'mine', stuck: true }),
  ae.read('my deals in negotiation', 'get_expansion_pipeline', { owner: 'mine', stage: 'negotiating' }),
  ae.read('Wo hängen meine Deals?', 'get_expansion_pipeline', { owner: 'mine', stuck: true }),
  ae.read('mon pipeline de ventes', 'get_expansion_pipeline', MINE),
  rachel.read('open upsells of mine', 'get_expansion_pipeline', MINE),
  priya.read('expansion pipeline of Marcus', 'get_expansion_pipeline', { owner: 'Marcus' }),
  priya.read('weighted pipeline', 'get_expansion_pipeline', {}),
  elena.read('expansion pipeline by stage', 'get_expansion_pipeline', {}),
  elena.read('which expansion deals are stuck', 'get_expansion_pipeline', { stuck: true }),
  marketing.read('show the expansion pipeline', 'get_expansion_pipeline', {}),
  ae.read('where does the expansion at Novara Care Network stand', 'get_expansion_opportunity', NOVARA),
  ae.read('show the alder plastics deal', 'get_expansion_opportunity', ALDER),
  ae.read('what is missing before the Alder Plastics opportunity can close', 'get_expansion_opportunity', ALDER),
  ae.read('what is still open before the Alder Plastics deal goes on', 'get_expansion_opportunity', ALDER),
  ae.read('who should sell the novara care network upsell?', 'get_expansion_opportunity', NOVARA),
  ae.read('is the deal at Alder Plastics signed?', 'get_expansion_opportunity', ALDER),
  ae.read('what stage is the xanthe payments deal in', 'get_expansion_opportunity', XANTHE),
  ae.drafts('hand off the Novara Care Network expansion', 'prepare_sales_handoff', NOVARA),
  ae.drafts('give novara care network to sales pls', 'prepare_sales_handoff', NOVARA),
  ae.drafts('handover novara care network', 'prepare_sales_handoff', NOVARA),
  priya.drafts('prepare the sales handoff for Novara Care Network', 'prepare_sales_handoff', NOVARA),
  ae.drafts('Übergib die Erweiterung bei Novara Care Network an den Vertrieb', 'prepare_sales_handoff', NOVARA),
  ae.drafts(['where does the expansion at Novara Care Network stand', 'hand it off to sales'], 'prepare_sales_handoff', NOVARA),
  ae.offers('we signed the Alder Plastics expansion', 'advance_opportunity', ALDER, { stage: 'closed_won' }),
  ae.offers('mark the alder plastics deal as won', 'advance_opportunity', ALDER, { stage: 'closed_won' }),
  ae.offers('move the Xanthe Payments deal to developing', 'advance_opportunity', XANTHE, { stage: 'developing' }),
  ae.offers('advance the xanthe payments opportunity', 'advance_opportunity', XANTHE),
  ae.offers('close the Xanthe Payments upsell as lost: budget cut', 'advance_opportunity', XANTHE, {
    stage: 'closed_lost',
    reason: 'budget cut',
  }),
  ae.offers('we lost the expansion at xanthe payments, they chose Vantory', 'advance_opportunity', XANTHE, {
    stage: 'closed_lost',
    reason: 'they chose Vantory',
  }),
  ae.asks('hand off the expansion to sales'),
  ae.asks('move the deal to proposing'),
  marketing.read('hand off the Novara Care Network expansion', 'prepare_sales_handoff'),
  // What the CRM alone knows is not moved here, and a business case is none of these.
  ae.read('business case for the expansion at TechCorp', 'build_business_case', TECHCORP, { kind: 'expansion' }),
];
