/** What is used of Adaptive Cards 1.5 and of the elements only Teams has, as plain data. */

interface Placed {
  spacing?: 'None' | 'Small' | 'Medium' | 'Large';
  separator?: true;
}

export interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  italic?: true;
  size?: 'Small';
  isSubtle?: true;
  fontType?: 'Monospace';
}

/** Shows letters as they are: nothing in it is Markdown, a link or a mention. */
export interface RichTextBlock extends Placed {
  type: 'RichTextBlock';
  inlines: (string | TextRun)[];
}

/** Reads Markdown: what stands in it must be escaped. */
export interface TextBlock extends Placed {
  type: 'TextBlock';
  text: string;
  wrap: true;
  style: 'heading';
  size: 'Medium';
  weight: 'Bolder';
}

/** Reads Markdown in titles and values. */
export interface FactSet extends Placed {
  type: 'FactSet';
  facts: { title: string; value: string }[];
}

export interface Table extends Placed {
  type: 'Table';
  firstRowAsHeader: true;
  showGridLines: false;
  columns: { width: number; horizontalCellContentAlignment?: 'Right' }[];
  rows: { type: 'TableRow'; cells: { type: 'TableCell'; items: RichTextBlock[] }[] }[];
}

export interface Container extends Placed {
  type: 'Container';
  items: Element[];
}

interface Point {
  x: string;
  y: number;
}

interface ChartFrame extends Placed {
  yAxisTitle?: string;
  /** For clients that draw no charts. */
  fallback: Container;
}

export interface LineChart extends ChartFrame {
  type: 'Chart.Line';
  colorSet: 'categorical';
  data: { legend: string; values: Point[] }[];
}

export interface BarChart extends ChartFrame {
  type: 'Chart.VerticalBar';
  data: Point[];
  showBarValues: true;
}

/** One bar a line, its name and value beside it. */
export interface LyingBarChart extends ChartFrame {
  type: 'Chart.HorizontalBar';
  data: Point[];
  displayMode: 'AbsoluteNoAxis';
}

export interface GroupedBarChart extends ChartFrame {
  type: 'Chart.VerticalBar.Grouped';
  colorSet: 'categorical';
  data: { legend: string; values: Point[] }[];
}

export interface TextInput extends Placed {
  type: 'Input.Text';
  id: string;
  label: string;
  value: string;
  isMultiline: boolean;
  maxLength: number;
}

export interface ChoiceSet extends Placed {
  type: 'Input.ChoiceSet';
  id: string;
  label: string;
  style: 'compact';
  value?: string;
  choices: { title: string; value: string }[];
}

interface ActionFrame {
  title: string;
  style?: 'positive' | 'destructive';
  mode?: 'secondary';
}

export interface ExecuteAction extends ActionFrame {
  type: 'Action.Execute';
  verb: 'press' | 'pick' | 'submit' | 'cancel' | 'file';
  data: Record<string, string | number>;
  associatedInputs?: 'none';
}

export interface ShowCardAction extends ActionFrame {
  type: 'Action.ShowCard';
  card: { type: 'AdaptiveCard'; body: Element[]; actions: ExecuteAction[] };
}

export type Action = ExecuteAction | ShowCardAction;

export interface ActionSet extends Placed {
  type: 'ActionSet';
  actions: Action[];
}

export type Chart = LineChart | BarChart | LyingBarChart | GroupedBarChart;
export type Element = RichTextBlock | TextBlock | FactSet | Table | Container | Chart | TextInput | ChoiceSet | ActionSet;

export interface AdaptiveCard {
  type: 'AdaptiveCard';
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  version: '1.5';
  fallbackText: string;
  msteams?: { width: 'Full' };
  refresh?: { action: { type: 'Action.Execute'; verb: 'refresh'; data: { replyId: string } }; userIds: string[] };
  body: Element[];
}

export function adaptiveCard(fallbackText: string, body: Element[], refresh?: AdaptiveCard['refresh']): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText,
    msteams: { width: 'Full' },
    ...(refresh ? { refresh } : {}),
    body,
  };
}
