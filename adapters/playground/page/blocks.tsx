import type { KnownBlock } from '@slack/types';
import { type At, ElementView, FeedbackView } from './elements.tsx';
import { Prose } from './prose.tsx';
import { TableView } from './table.tsx';

/** What half a phone is too narrow for: a word such as an address, or several lines of words under their label. */
const WIDEST = 16;
const LONGEST = 48;
const isLong = (text: string): boolean =>
  text.split(/[\s|]+/).some((word) => word.length > WIDEST) || text.split('\n').some((line) => line.length > LONGEST);

/** A message's or a form's blocks: what can be pressed and tables by ourselves, the rest as prose. */
export function Blocks({ blocks, at }: { blocks: KnownBlock[]; at: At }) {
  return (
    <div className="blocks">
      {blocks.map((block, number) => (
        <BlockView key={block.block_id ?? number} block={block} at={at} />
      ))}
    </div>
  );
}

function BlockView({ block, at }: { block: KnownBlock; at: At }) {
  const blockId = block.block_id;
  switch (block.type) {
    case 'divider':
      return <hr />;
    case 'header':
      return <h3 className="header">{block.text.text}</h3>;
    case 'section':
      return (
        <div className="section">
          {block.text?.type === 'plain_text' && <p className="letter">{block.text.text}</p>}
          {block.text?.type === 'mrkdwn' && <Prose blocks={[{ type: 'section', text: block.text }]} />}
          {block.accessory && block.accessory.type !== 'image' && (
            <div className="accessory">
              <ElementView element={block.accessory} blockId={blockId} at={at} />
            </div>
          )}
          {block.fields && (
            <dl className="fields">
              {block.fields.map((field, number) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: fields have no other name and never move.
                <div key={number} className={isLong(field.text) ? 'long' : undefined}>
                  <Prose blocks={[{ type: 'section', text: field }]} />
                </div>
              ))}
            </dl>
          )}
        </div>
      );
    case 'actions':
      return (
        <div className="actions">
          {block.elements.map((element, number) => (
            <ElementView key={element.action_id ?? number} element={element} blockId={blockId} at={at} />
          ))}
        </div>
      );
    case 'context_actions':
      return (
        <div className="context-actions">
          {block.elements.map((element, number) =>
            element.type === 'feedback_buttons' ? (
              <FeedbackView key={element.action_id ?? number} element={element} blockId={blockId} at={at} />
            ) : (
              <ElementView key={element.action_id ?? number} element={element} blockId={blockId} at={at} />
            ),
          )}
        </div>
      );
    case 'card':
      return (
        <div className="card">
          <Prose blocks={[{ ...block, actions: undefined } as KnownBlock]} />
          {block.actions && <BlockView block={{ type: 'actions', elements: block.actions, block_id: blockId ?? '' }} at={at} />}
        </div>
      );
    case 'table':
      return <TableView rows={block.rows} settings={block.column_settings ?? []} />;
    case 'data_table':
      return <TableView rows={block.rows} settings={[]} caption={block.caption} />;
    case 'image':
      return (
        <figure>
          {block.title && <figcaption>{block.title.text}</figcaption>}
          <img src={sourceOf(block)} alt={block.alt_text} />
        </figure>
      );
    case 'container':
      return (
        <div className="card">
          {block.title && <h3 className="header">{block.title.text}</h3>}
          <Blocks blocks={block.child_blocks as KnownBlock[]} at={at} />
        </div>
      );
    default:
      return <Prose blocks={[block]} />;
  }
}

function sourceOf(image: object): string {
  if ('image_url' in image && typeof image.image_url === 'string') return image.image_url;
  if ('slack_file' in image && typeof image.slack_file === 'object' && image.slack_file && 'id' in image.slack_file) {
    return `/files/${String(image.slack_file.id)}`;
  }
  return '';
}
