export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const plain = (identifier: string): string => identifier.replaceAll('_', ' ');
export const stop = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

/** Ten marks; `share` from 0 to 1. */
export const progressBar = (share: number): string => '▰'.repeat(Math.round(10 * share)).padEnd(10, '▱');
