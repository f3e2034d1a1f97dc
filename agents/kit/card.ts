/**
 * Cards are plain data: an agent says what to show, each platform's renderer decides how.
 * What people read of a card is `Text`, words with figures in between; once worded (worded.ts) it is a `string`.
 * Texts may use **bold** and *italic*, and never hold a link.
 */
import type { Text } from '../facts/figure.ts';
import type { Finding } from '../facts/finding.ts';

export const TONES = ['green', 'yellow', 'orange', 'red', 'neutral'] as const;
export type Tone = (typeof TONES)[number];

/** What pressing a button does. Platforms carry only an opaque id; this stays on our side. */
export type Effect =
  /** Shows the card's hidden section of that number. */
  | { type: 'show'; section: number }
  /** Runs a tool as the person who pressed. */
  | { type: 'call'; tool: string; arguments: Record<string, unknown> }
  /** Decides about a stored approval. `edit` opens a form; `submit` and `discard` are the author's, of a draft of theirs. */
  | { type: 'decide'; approvalId: string; version: number; decision: 'approve' | 'edit' | 'reject' | 'submit' | 'discard' }
  /** Shows a stored approval as it is now, where it can be decided. */
  | { type: 'approval'; approvalId: string }
  /** Writes what a stored offer says, or takes it back. */
  | { type: 'offer'; offerId: string; step: 'press' | 'undo' }
  /** Shows the person's home anew: the day of the colleague of that id, or their own. */
  | { type: 'home'; owner: string | null }
  /** Continues the conversation as if the person had said this; how candidates are picked. */
  | { type: 'say'; text: string };

export interface Button {
  /** Its place among the buttons of the message; given in `bot/` when the message is shown. */
  number?: number;
  label: string;
  style?: 'primary' | 'danger';
  /** Asked before the effect, as "title? text". */
  confirm?: { title: string; text: string; label: string };
  effect: Effect;
}

export interface Series {
  label: string;
  /** `x` as shown on the axis; null where there is no value. */
  points: { x: string; y: number | null }[];
}

/** A stored file (`generated_files`), offered for download where the card stands. */
export interface FilePart {
  type: 'file';
  fileId: string;
  /** With its ending: "TechCorp renewal.pptx". */
  name: string;
  /** One line on what is in it. */
  about: string;
}

export interface ChartPart<T = Text> {
  type: 'chart';
  /** The finding, not the metric. */
  title: T;
  alt: T;
  kind: 'line' | 'bar';
  /** "points", "%", a currency's code, "hours", or nothing. */
  unit: string;
  series: Series[];
  /** Events, each at an `x` of the series. */
  marks?: { x: string; label: T }[];
}

interface TablePart<T = Text> {
  type: 'table';
  title?: T;
  columns: { label: string; align?: 'left' | 'right' }[];
  rows: T[][];
}

interface InputPart {
  type: 'input';
  id: string;
  label: string;
  value: string;
  multiline: boolean;
  maxLength: number;
  editable: boolean;
}

export type Part<T = Text> =
  | { type: 'header'; text: T; tone?: Tone }
  /** `verbatim`: shown letter by letter, without markup, links or mentions; what an approver reads. */
  | { type: 'text'; text: T; verbatim?: true }
  | { type: 'fields'; fields: { label: T; value: T }[] }
  | TablePart<T>
  | ChartPart<T>
  | { type: 'evidence'; title: string; figures: Finding<T>[] }
  | FilePart
  | InputPart
  /** `pick`: one is chosen among many, shown as a list that opens where the platform has one. */
  | { type: 'buttons'; buttons: Button[]; pick?: { label: string; chosen: number } }
  | { type: 'feedback' }
  | { type: 'context'; text: T };

export interface Section<T = Text> {
  /** The label of the button that shows it: "Why", "Show all", "History". */
  label: string;
  parts: Part<T>[];
  /** It holds what was asked for and the card's lines have no room for: who is not bound to a phone's width reads it in their place. */
  full?: true;
}

/** One of what a card lists, in the order it is shown. */
export interface Row {
  /** As its line names it. */
  name: string;
  /** The button that opens it, which also a person who says "open the second" presses. */
  open?: Button;
}

export interface Card<T = Text> {
  /** The point, in one plain sentence: the notification, the screen reader's text, the first line. */
  point: T;
  parts: Part<T>[];
  /** Shown on demand, by a button with effect `show`. */
  sections: Section<T>[];
  rows?: Row[];
  /** What is stored of which it shows the state: wherever it stands, it follows. */
  stands?: { for: 'approval' | 'offer'; id: string };
}

/** A form a person fills: a Slack modal, a Teams task module. */
export interface Form {
  title: string;
  submit: string;
  intro?: string;
  inputs: InputPart[];
}
