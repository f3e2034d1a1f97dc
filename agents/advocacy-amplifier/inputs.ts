import { z } from 'zod';
import { ADVOCACY_TYPES } from '../../models/advocacy-engagement.ts';
import { optional } from '../kit/tool.ts';

export const contactInput = optional(z.string().max(200)).describe('Name of the customer’s person it is about; null if not said');

export const typeInput = optional(z.enum(ADVOCACY_TYPES)).describe(
  'case_study: story; testimonial: quote; reference_call: reference; review; speaking: talk, speaker, stage, webinar; referral: introduction; advisory_board: board. Null if not said',
);
