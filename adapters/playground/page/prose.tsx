import type { KnownBlock } from '@slack/types';
import { type MessageProps, Message as SlackMessage } from 'slack-blocks-to-jsx';
import { usePage } from './context.tsx';

/** Blocks that only show something, drawn by slack-blocks-to-jsx with the workspace's names. */
export function Prose({ blocks }: { blocks: KnownBlock[] }) {
  const { world } = usePage();
  const users = [...world.people, world.bot].map(({ id, name }) => ({ id, name }));
  const channels = world.conversations.filter(({ kind }) => kind === 'channel').map(({ id, name }) => ({ id, name }));
  return (
    <div className="prose">
      <SlackMessage
        blocks={blocks.map(tidied) as MessageProps['blocks']}
        name=""
        logo=""
        theme="light"
        withoutWrapper
        data={{ users, channels }}
      />
    </div>
  );
}

/** A number keeps its percent sign, and a day its month, on its line. */
export const whole = (text: string): string => text.replaceAll(/(?<=\d) (?=%|[A-Z][a-z]{2,3}\b)/g, '\u00a0');

/**
 * Two differences from Slack evened out: it drops the line breaks just inside a code fence, and `verbatim` only keeps addresses
 * from becoming links (here: by an invisible joiner), while the library then draws no formatting at all.
 */
function tidied<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || !('type' in inner) || !('text' in inner)) return inner;
    if (inner.type === 'markdown') return { ...inner, text: whole(String(inner.text)) };
    if (inner.type !== 'mrkdwn') return inner;
    const text = whole(String(inner.text).replaceAll('```\n', '```').replaceAll('\n```', '```'));
    const verbatim = 'verbatim' in inner && inner.verbatim === true;
    return { type: 'mrkdwn', text: verbatim ? text.replaceAll(/(?<![<|])\b(https?:)\/\//g, '$1\u2060//') : text };
  }) as T;
}
