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
      <SlackMessage blocks={blocks as MessageProps['blocks']} name="" logo="" theme="light" withoutWrapper data={{ users, channels }} />
    </div>
  );
}
