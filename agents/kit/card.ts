/**
 * Cards are plain data: an agent says what to show, each platform's renderer decides how.
 * Texts may use **bold** and *italic*; links are never part of a text, only of an `open` button.
 */
import type { Figure } from '../facts/evidence.ts';

export const TONES = ['green', 'yellow', 'orange', 'red', 'neutral'] as const;
export type Tone = (typeof TONES)[number];

/** What pressing a button does. Platforms carry only an opaque id; this stays on our side. */
export type Effect =
  /** Shows the card's hidden section of that number. */
  | { type: 'show'; section: number }
  /** Runs a tool as the person who pressed. */
  | { type: 'call'; tool: string; arguments: Record<string, unknown> }
  /** Decides about a stored approval. `edit` opens a form. */
  | { type: 'decide'; approvalId: string; version: number; decision: 'approve' | 'edit' | 'reject' }
  /** Continues the conversation as if the person had said this; how candidates are picked. */
  | { type: 'say'; text: string };

export interface Button {
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

export interface ChartPart {
  type: 'chart';
  /** The finding, not the metric. */
  title: string;
  alt: string;
  kind: 'line' | 'bar';
  /** "points", "%", a currency's code, "hours", or nothing. */
  unit: string;
  series: Series[];
  /** Events, each at an `x` of the series. */
  marks?: { x: string; label: string }[];
}

export type Part =
  | { type: 'header'; text: string; tone?: Tone }
  /** `verbatim`: shown letter by letter, without markup, links or mentions; what an approver reads. */
  | { type: 'text'; text: string; verbatim?: true }
  | { type: 'fields'; fields: { label: string; value: string }[] }
  | { type: 'table'; title?: string; columns: { label: string; align?: 'left' | 'right' }[]; rows: string[][] }
  | ChartPart
  | { type: 'evidence'; title: string; figures: Figure[] }
  | FilePart
  | { type: 'input'; id: string; label: string; value: string; multiline: boolean; maxLength: number; editable: boolean }
  | { type: 'buttons'; buttons: Button[] }
  | { type: 'feedback' }
  | { type: 'context'; text: string }
  | { type: 'divider' };

export interface Section {
  /** The label of the button that shows it: "Why", "Show all", "History". */
  label: string;
  parts: Part[];
}

export interface Card {
  /** The point, in one plain sentence: the notification, the screen reader's text, the first line. */
  point: string;
  parts: Part[];
  /** Shown on demand, by a button with effect `show`. */
  sections: Section[];
}

/** A form a person fills: a Slack modal, a Teams task module. */
export interface Form {
  title: string;
  submit: string;
  intro?: string;
  inputs: Extract<Part, { type: 'input' }>[];
}
