import type { Evidence } from './evidence.ts';
import type { Figure, Text } from './figure.ts';

/** A line of a "Why": what was found, what it contributed to the result, and the documents behind it. */
export interface Finding<T = Text> {
  label: string;
  value: number | null;
  /** "%", "hours", "users", "USD", "points" …; empty for a bare count. */
  unit: string;
  /** In points of the result it belongs to; 0 where it only informs. */
  contribution: number;
  /** One plain sentence for a person, with the figure and its date. */
  text: T;
  evidence: Evidence[];
}

/** A finding that only informs, with a number where it holds one. */
export const fact = (label: string, text: Text, evidence: Evidence[], value: number | null = null, unit = ''): Finding => ({
  label,
  value,
  unit,
  contribution: 0,
  text,
  evidence,
});

/** A finding about one figure, said in a sentence around it. */
export function findingOf(about: Figure, text: Text, contribution = 0): Finding {
  const { label, value, unit, evidence } = about;
  return { label, value: typeof value === 'number' ? value : null, unit, contribution, text, evidence };
}
