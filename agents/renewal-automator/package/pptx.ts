import { createRequire } from 'node:module';
import type Module from 'pptxgenjs';

type Constructor = typeof Module.default;
export type Deck = InstanceType<Constructor>;
export type Slide = ReturnType<Deck['addSlide']>;
export type TextOptions = Module.default.TextPropsOptions;
export type Chart = Module.default.OptsChartData;
export type ChartOptions = Module.default.IChartOpts;
export type Cell = Module.default.TableCell;
export type CellOptions = Module.default.TableCellProps;
export type Border = Module.default.BorderProps;

// Its ES module has no ending or package type that says so; its CommonJS one loads everywhere.
const Pptx: Constructor = createRequire(import.meta.url)('pptxgenjs');

export const newDeck = (): Deck => new Pptx();
