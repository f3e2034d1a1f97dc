import type { Confirm } from '@slack/types';
import { Dialog } from './dialog.tsx';
import { Prose } from './prose.tsx';

export function ConfirmDialog(props: { confirm: Confirm; onConfirm: () => void; onDeny: () => void }) {
  const { title, text, confirm, deny, style } = props.confirm;
  return (
    <Dialog label={title?.text ?? 'Are you sure?'} testid="confirm" onClose={props.onDeny}>
      <h2>{title?.text ?? 'Are you sure?'}</h2>
      <Prose blocks={[{ type: 'section', text }]} />
      <footer>
        <button type="button" className="button" onClick={props.onDeny}>
          {deny?.text ?? 'Cancel'}
        </button>
        <button type="button" className={`button ${style ?? 'primary'}`} onClick={props.onConfirm} data-testid="confirm-yes">
          {confirm?.text ?? 'Yes'}
        </button>
      </footer>
    </Dialog>
  );
}
