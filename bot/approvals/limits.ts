import { hasControls } from './hidden-characters.ts';

export const MAX_SUBJECT = 150;
/** Short enough that every platform shows the approver the whole text. */
export const MAX_BODY = 2_500;
export const DAYS_TO_DECIDE = 7;
/** How long a delivery may take before its outcome counts as unknown; well above the mail adapter's own time limits. */
export const LEASE_MS = 180_000;

/** A text as it is stored, shown and sent: line feeds only, no blank ends. */
export function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/** What is wrong with a subject and body, in words for a person; undefined when they may be sent. */
export function textProblem({ subject, body }: { subject: string; body: string }): string | undefined {
  if (!subject) return 'the subject is empty';
  if (!body) return 'the text is empty';
  if (subject.length > MAX_SUBJECT) return `the subject has ${subject.length} characters; ${MAX_SUBJECT} are allowed`;
  if (body.length > MAX_BODY) return `the text has ${body.length} characters; ${MAX_BODY} are allowed`;
  if (hasControls(subject, { lines: false })) return 'the subject holds a line break or control characters';
  if (hasControls(body, { lines: true })) return 'the text holds control characters';
  return undefined;
}
