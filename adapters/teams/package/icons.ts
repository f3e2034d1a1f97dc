import { Resvg } from '@resvg/resvg-js';

/** Of Greendoor everywhere, as in Slack's manifest. */
export const GREEN = '#1f6b4a';

/** A door that stands open: its frame, and the leaf with its knob. */
const frame = 'M58 158 V38 H134 V158';
const leaf = 'M58 38 L104 56 V176 L58 158 Z';

const COLOUR = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 192"><rect width="192" height="192" fill="${GREEN}"/><path d="${frame}" fill="#d8efe4" stroke="#fff" stroke-width="8" stroke-linejoin="round"/><path d="${leaf}" fill="#fff"/><circle cx="93" cy="114" r="6" fill="${GREEN}"/></svg>`;

/** Teams wants white on nothing. */
const OUTLINE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="36 22 116 166"><g fill="none" stroke="#fff" stroke-width="11" stroke-linejoin="round" stroke-linecap="round"><path d="M104 158 H134 V38 H58"/><path d="${leaf}"/></g><circle cx="91" cy="114" r="7" fill="#fff"/></svg>`;

/** The two icons of the package as PNG: 192 and 32 pixels square. */
export const icons = () => ({ color: png(COLOUR, 192), outline: png(centred(OUTLINE), 32) });

/** On a square, with nothing around it. */
const centred = (svg: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${svg.replace('<svg ', '<svg x="1" y="1" width="30" height="30" ')}</svg>`;

function png(svg: string, size: number): Uint8Array {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } }).render().asPng();
}
