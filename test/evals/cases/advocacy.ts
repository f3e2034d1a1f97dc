import { casesOf, DATAFLOW, TECHCORP } from '../case.ts';

const dana = casesOf('roles', 'dana.cole');
const sarah = casesOf('roles');
const marcus = casesOf('roles', 'marcus.johnson');
const omar = casesOf('roles', 'omar.haddad');
const elena = casesOf('roles', 'elena.rossi');

/** Who speaks for us, who is asked, and what came of it. */
export const advocacy = [
  dana.read('who could be a reference for a bank of 500 people', 'find_advocates', { vertical: 'fintech', employees: 500 }),
  dana.read('who could give a reference for a bank', 'find_advocates', { vertical: 'fintech' }),
  marcus.read('need a reference customer for a hospital in Europe', 'find_advocates', { vertical: 'healthcare', region: 'Europe' }),
  marcus.read('find me a reference for a retailer with 2000 employees', 'find_advocates', { vertical: 'retail', employees: 2000 }),
  dana.read('who would speak at our conference', 'find_advocates', { type: 'speaking' }),
  dana.read('which customers would do a case study', 'find_advocates', { type: 'case_study' }),
  sarah.read('which of my accounts could be advocates', 'find_advocates', { owner: 'mine' }),
  dana.read('welche Kunden könnten eine Referenz für eine Bank sein', 'find_advocates', { vertical: 'fintech' }),
  dana.read('quels clients pourraient être une référence pour une banque', 'find_advocates', { vertical: 'fintech' }),
  dana.read('qué clientes podrían ser referencia para un banco', 'find_advocates', { vertical: 'fintech' }),
  dana.read('référence pour une banque', 'find_advocates', { vertical: 'fintech' }),
  dana.read('referencia para un banco de 500 empleados', 'find_advocates', { vertical: 'fintech', employees: 500 }),
  dana.read('may we ask TechCorp for a case study', 'assess_advocacy_readiness', TECHCORP),
  dana.read('can we ask TechCorp for a reference', 'assess_advocacy_readiness', TECHCORP),
  dana.read('would Bracken Mobile make a good case study', 'assess_advocacy_readiness', 'Bracken Mobile'),
  sarah.read('is TechCorp ready to be an advocate', 'assess_advocacy_readiness', TECHCORP),
  sarah.read('could DataFlow be a reference customer', 'assess_advocacy_readiness', DATAFLOW),
  dana.read('advocacy readiness of TechCorp', 'assess_advocacy_readiness', TECHCORP),
  dana.read('when can we ask TechCorp again', 'assess_advocacy_readiness', TECHCORP),
  dana.read('would TechCorp speak for us', 'assess_advocacy_readiness', TECHCORP),
  dana.drafts('ask TechCorp for a case study', 'propose_advocacy_program', TECHCORP, { type: 'case_study' }),
  dana.drafts('ask TechCorp for a reference call', 'propose_advocacy_program', TECHCORP, { type: 'reference_call' }),
  dana.drafts('invite Mike Chen to speak at our conference', 'propose_advocacy_program', TECHCORP, {
    type: 'speaking',
    contact: 'Mike Chen',
  }),
  sarah.drafts('propose an advocacy program for TechCorp', 'propose_advocacy_program', TECHCORP),
  sarah.drafts('ask Mike Chen for a referral', 'propose_advocacy_program', TECHCORP, { type: 'referral', contact: 'Mike Chen' }),
  dana.drafts('draft a note to Nadia Weber asking for a referral', 'propose_advocacy_program', 'Silverlake Mutual', { type: 'referral' }),
  dana.drafts('ask Silverlake Mutual for a talk', 'propose_advocacy_program', 'Silverlake Mutual', { type: 'speaking' }),
  dana.offers('Alder Books declined the case study', 'record_advocacy_step', 'Alder Books', { status: 'declined', type: 'case_study' }),
  dana.offers('Emma Morgan at Northwind Trading turned down the review', 'record_advocacy_step', 'Northwind Trading', {
    status: 'declined',
    type: 'review',
  }),
  // Refused: the call is answered, and nothing is drafted.
  dana.read('ask DataFlow for a case study', 'propose_advocacy_program', { account: 'DataFlow|DataFlow Analytics', type: 'case_study' }),
  sarah.read('ask DataFlow for a testimonial', 'propose_advocacy_program', { account: 'DataFlow|DataFlow Analytics' }),
  omar.read('ask TechCorp for a case study', 'propose_advocacy_program', { account: 'TechCorp|TechCorp Financial Services' }),
  dana.offers('Mike Chen at TechCorp agreed to the case study', 'record_advocacy_step', TECHCORP, {
    type: 'case_study',
    status: 'committed',
  }),
  dana.offers('the reference call with TechCorp took place', 'record_advocacy_step', TECHCORP, {
    type: 'reference_call',
    status: 'completed',
  }),
  sarah.offers('TechCorp declined the testimonial', 'record_advocacy_step', TECHCORP, { type: 'testimonial', status: 'declined' }),
  sarah.offers('TechCorp said no to the testimonial', 'record_advocacy_step', TECHCORP, { type: 'testimonial', status: 'declined' }),
  sarah.offers('TechCorp referred Northbank to us', 'record_advocacy_step', TECHCORP, { company: 'Northbank' }),
  dana.read('how is the advocacy program doing', 'get_advocacy_performance', {}),
  dana.read('advocacy performance of TechCorp', 'get_advocacy_performance', TECHCORP),
  dana.read('who spoke for us this year', 'get_advocacy_performance', { status: 'given' }),
  dana.read('which reference asks wait for an answer', 'get_advocacy_performance', { status: 'waiting' }),
  elena.read('what revenue came from references', 'get_advocacy_performance', {}),
  elena.read('roi of the advocacy program', 'get_advocacy_performance', {}),
  dana.read('what became of our referrals', 'get_advocacy_performance', { type: 'referral' }),
];
