import type { InputBlock, Option } from '@slack/types';
import { usePage } from './context.tsx';

/** One field of a form, named by its block so that what was typed finds its way back. */
export function InputView({ block, error }: { block: InputBlock; error: string | undefined }) {
  const id = block.block_id ?? '';
  return (
    <div className={error ? 'input wrong' : 'input'} data-testid={`input-${block.element.action_id}`}>
      <label htmlFor={`field-${id}`}>
        {block.label.text}
        {block.optional && <span className="optional"> (optional)</span>}
      </label>
      <Field block={block} described={error || block.hint ? `about-${id}` : undefined} />
      {(error || block.hint) && (
        <p id={`about-${id}`} className={error ? 'error' : 'hint'} role={error ? 'alert' : undefined}>
          {error ?? block.hint?.text}
        </p>
      )}
    </div>
  );
}

const TYPES = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
} as const;

function Field({ block, described }: { block: InputBlock; described: string | undefined }) {
  const { world } = usePage();
  const { element } = block;
  const name = block.block_id ?? '';
  const shared = { id: `field-${name}`, name, 'aria-describedby': described };
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input': {
      const typed = { ...shared, defaultValue: element.initial_value, placeholder: element.placeholder?.text };
      if (element.type !== 'plain_text_input') return <input {...typed} type={TYPES[element.type]} />;
      if (element.multiline) return <textarea {...typed} rows={9} maxLength={element.max_length} />;
      return <input {...typed} type="text" maxLength={element.max_length} />;
    }
    case 'datepicker':
      return <input {...shared} type="date" defaultValue={element.initial_date} />;
    case 'timepicker':
      return <input {...shared} type="time" defaultValue={element.initial_time} />;
    case 'static_select':
      return (
        <select {...shared} defaultValue={element.initial_option?.value ?? ''}>
          <option value="">{element.placeholder?.text ?? 'Choose'}</option>
          {[...(element.options ?? []), ...(element.option_groups ?? []).flatMap(({ options }) => options)].map((option) => (
            <option key={option.value} value={option.value}>
              {option.text.text}
            </option>
          ))}
        </select>
      );
    case 'users_select':
      return (
        <select {...shared} defaultValue={element.initial_user ?? ''}>
          <option value="">{element.placeholder?.text ?? 'Choose'}</option>
          {world.people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </select>
      );
    case 'radio_buttons':
    case 'checkboxes': {
      const chosen: Option[] =
        element.type === 'checkboxes' ? (element.initial_options ?? []) : element.initial_option ? [element.initial_option] : [];
      return (
        <div className="choices" id={shared.id}>
          {element.options.map((option) => (
            <label key={option.value}>
              <input
                type={element.type === 'checkboxes' ? 'checkbox' : 'radio'}
                name={name}
                value={option.value}
                defaultChecked={chosen.some(({ value }) => value === option.value)}
              />
              {option.text.text}
            </label>
          ))}
        </div>
      );
    }
    default:
      return <p className="hint">This kind of field ({element.type}) is not shown here.</p>;
  }
}
