import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';
import type { AdaptiveCard } from '../../../adapters/teams/cards.ts';

/** Its modules leave out the endings that Node needs. */
const library: typeof AdaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

const CHARTS = ['Chart.Line', 'Chart.VerticalBar', 'Chart.HorizontalBar', 'Chart.VerticalBar.Grouped'];

const chartOf = (type: string) =>
  class extends library.CardElement {
    getJsonTypeName(): string {
      return type;
    }

    protected internalRender(): HTMLElement | undefined {
      return undefined;
    }
  };

/** What Microsoft's own library says against a card, with the charts only Teams has or with what stands in for them. */
export function complaints(card: AdaptiveCard, charts: 'drawn' | 'in words'): string[] {
  const context = new library.SerializationContext(library.Versions.v1_5);
  const registry = new library.CardObjectRegistry<AdaptiveCards.CardElement>();
  library.GlobalRegistry.populateWithDefaultElements(registry);
  if (charts === 'drawn') for (const type of CHARTS) registry.register(type, chartOf(type));
  context.setElementRegistry(registry);
  const parsed = new library.AdaptiveCard();
  // Teams shows six in a row and the others behind a button.
  parsed.hostConfig = new library.HostConfig({ actions: { maxActions: 1_000 } });
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const expected = (message: string) => charts === 'in words' && CHARTS.some((type) => message.includes(`"${type}"`));
  return [...events.filter((message) => !expected(message)), ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}
