import type { KnownBlock, View } from '@slack/types';
import { viewJson } from '../payloads.ts';
import type { Store } from '../store.ts';
import { Refusal } from '../validate/problems.ts';
import { checkedView } from '../validate/view.ts';
import type { OpenView } from '../wire.ts';
import { type Method, named } from './call.ts';

const hash = (store: Store) => `${Math.floor(store.now() / 1000)}.${crypto.randomUUID().slice(0, 8)}`;

/** A view as opened, with names for its blocks. */
export function opened(store: Store, user: string, view: View, id = store.nextId('V')): OpenView {
  return { id, hash: hash(store), user, view: { ...view, blocks: named(store, view.blocks as KnownBlock[]) } };
}

const open: Method = (args, { store, triggers }) => {
  const user = triggers.exchange(args.text('trigger_id'));
  const view = opened(store, user, checkedView(args.json('view'), 'modal'));
  store.setViews(user, [view]);
  return { view: viewJson(store, view) };
};

const push: Method = (args, { store, triggers }) => {
  const user = triggers.exchange(args.text('trigger_id'));
  const view = opened(store, user, checkedView(args.json('view'), 'modal'));
  store.setViews(user, [...(store.views.get(user) ?? []), view]);
  return { view: viewJson(store, view) };
};

const update: Method = (args, { store }) => {
  const found = store.findView(args.has('view_id') ? args.text('view_id') : args.text('external_id'));
  if (!found) throw new Refusal('not_found');
  if (args.has('hash') && args.text('hash') !== found.hash) throw new Refusal('hash_conflict');
  const changed = opened(store, found.user, checkedView(args.json('view'), 'modal'), found.id);
  store.setViews(
    found.user,
    (store.views.get(found.user) ?? []).map((each) => (each.id === found.id ? changed : each)),
  );
  return { view: viewJson(store, changed) };
};

const publish: Method = (args, { store }) => {
  const { id: user } = store.person(args.text('user_id'));
  const home = opened(store, user, checkedView(args.json('view'), 'home'), store.homes.get(user)?.id);
  store.setHome(home);
  return { view: viewJson(store, home) };
};

export const viewMethods: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
