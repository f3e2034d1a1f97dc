import type { Store } from './store.ts';
import { Refusal } from './validate/problems.ts';
import type { SharedFile } from './wire.ts';

interface Stored extends SharedFile {
  length: number;
  bytes: Buffer | undefined;
  shared: boolean;
}

const TYPES: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
};

/** Files uploaded in Slack's three steps: ask for an address, upload there, complete. */
export class Files {
  #store: Store;
  #files = new Map<string, Stored>();

  constructor(store: Store) {
    this.#store = store;
  }

  announce(name: string, length: number): string {
    const id = this.#store.nextId('F');
    const mimetype = TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
    const url = `/files/${id}/${encodeURIComponent(name)}`;
    this.#files.set(id, { id, name, title: name, mimetype, size: length, length, url, bytes: undefined, shared: false });
    return id;
  }

  /** @throws Refusal `file_not_found`, or `file_upload_size_mismatch` where the length differs from the announced one. */
  upload(id: string, bytes: Buffer): void {
    const file = this.#get(id);
    if (bytes.length !== file.length) throw new Refusal('file_upload_size_mismatch');
    file.bytes = bytes;
  }

  /** @throws Refusal `file_not_found` where nothing was uploaded. */
  complete(id: string, title: string | undefined): SharedFile {
    const file = this.#get(id);
    if (!file.bytes) throw new Refusal('file_not_found');
    file.shared = true;
    file.title = title ?? file.name;
    const { name, mimetype, size, url } = file;
    return { id, name, title: file.title, mimetype, size, url };
  }

  download(id: string): { name: string; mimetype: string; bytes: Buffer } | undefined {
    const file = this.#files.get(id);
    return file?.bytes && file.shared ? { name: file.name, mimetype: file.mimetype, bytes: file.bytes } : undefined;
  }

  #get(id: string): Stored {
    const file = this.#files.get(id);
    if (!file) throw new Refusal('file_not_found');
    return file;
  }
}
