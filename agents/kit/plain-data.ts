import { z } from 'zod';

/** What can be stored and sent as it is: a number or a date that is none, or a function, is found before a person sees it. */
const isPlain = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return value === null || ['string', 'boolean', 'undefined'].includes(typeof value);
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every(isPlain);
};

/** The output of a tool whose shape is told by what computes it: held to be plain data, with every number a number. */
export const plainData = <Output>(): z.ZodType<Output> => z.custom<Output>(isPlain, 'holds something that is not plain data');
