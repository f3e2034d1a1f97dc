import { summaryLines } from '../../../agents/kit/worded.ts';
import type { ModelMessage } from '../../../bot/model-port.ts';
import { readToolContent, type ToolContent } from '../../../bot/tool-content.ts';
import { languageNote } from '../words/language.ts';

const MAX_REASONS = 5;
const REASONS_OF_SEVERAL = 2;

/** Writes the answer from what the tools found: the point, then why; a failure in the tool's own words. */
export function replyFrom(question: string, results: Extract<ModelMessage, { role: 'tool' }>[], unused: readonly string[] = []): string {
  const contents = results.map((result) => readToolContent(result.content));
  const read = contents.filter((content) => content !== undefined);
  const found = read.filter((content) => content.ok);
  const reasons = found.length > 1 ? REASONS_OF_SEVERAL : MAX_REASONS;
  const parts = read.map((content) => (content.ok ? foundText(content, reasons) : failureText(content)));
  if (parts.length < contents.length) parts.push('One result could not be read.');
  const named = unused.length > 0 && found.length > 0 ? `I did not use: ${unused.map((said) => `*${said}*`).join(', ')}.` : '';
  return [...new Set(parts), named, languageNote(question)].filter(Boolean).join('\n\n');
}

/** The note is for a model; people read it on the card. */
const foundText = ({ summary }: Extract<ToolContent, { ok: true }>, reasons: number): string => summaryLines(summary, reasons);

/** Arguments of ours that a tool did not accept are no message for a person. */
function failureText({ code, message, choices }: Extract<ToolContent, { ok: false }>): string {
  if (code === 'bad_arguments' || code === 'unknown_tool') {
    return 'I could not turn that into a question I can answer. Name the account and what you want to know.';
  }
  const unsaid = choices.filter((choice) => !message.includes(choice));
  return [message, ...unsaid.map((choice) => `- ${choice}`)].join('\n');
}
