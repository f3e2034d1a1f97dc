import { z } from 'zod';
import { optional } from '../kit/tool.ts';

export const opportunityInput = optional(z.string().max(200)).describe(
  'Which opportunity, by its id or words of its name, where the account has several and the person said; else null',
);
