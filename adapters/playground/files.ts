import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from './store.ts';
import { Refusal } from './validate/problems.ts';
import type { SharedFile } from './wire.ts';

interface Stored extends SharedFile {
  bytes: Buffer | undefined;
  /** When its completion was asked for; undefined before. */
  completedAt: number | undefined;
}

export interface FilesOptions {
  /** How long a completed file is worked on before a message may show it, in ms. */
  processing: number;
  /** Where completed files are kept between starts; without it they are gone with the process. */
  folder: string | undefined;
}

const ID = /^F[A-Z0-9]{8,}$/;
const IMAGE = /^image\/(png|jpeg|gif)$/;
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const TYPES: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  pptx: `${OFFICE}.presentationml.presentation`,
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
};

/** Files uploaded in Slack's three steps: ask for an address, upload there, complete once. */
export class Files {
  #store: Store;
  #options: FilesOptions;
  #files = new Map<string, Stored>();

  constructor(store: Store, options: FilesOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** @throws Refusal `invalid_arguments` where the length is none. */
  announce(name: string, length: number): string {
    if (!Number.isInteger(length) || length < 1) throw new Refusal('invalid_arguments', ['[ERROR] length: bytes, at least 1']);
    const id = `F${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`;
    const mimetype = TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
    const url = `/files/${id}/${encodeURIComponent(name)}`;
    this.#files.set(id, { id, name, title: name, mimetype, size: length, url, bytes: undefined, completedAt: undefined });
    return id;
  }

  /** @throws Refusal `file_not_found`, or `file_upload_size_mismatch` where the length differs from the announced one. */
  upload(id: string, bytes: Buffer): void {
    const file = this.#get(id);
    if (bytes.length !== file.size) throw new Refusal('file_upload_size_mismatch');
    file.bytes = bytes;
  }

  /** @throws Refusal `file_not_found` where nothing was uploaded or it was completed before. */
  complete(id: string, title: string | undefined): SharedFile {
    const file = this.#get(id);
    if (!file.bytes || file.completedAt !== undefined) throw new Refusal('file_not_found');
    file.completedAt = this.#store.now();
    file.title = title ?? file.name;
    const { name, mimetype, size, url } = file;
    const shared = { id, name, title: file.title, mimetype, size, url };
    if (this.#options.folder) {
      mkdirSync(this.#options.folder, { recursive: true });
      writeFileSync(join(this.#options.folder, id), file.bytes);
      writeFileSync(join(this.#options.folder, `${id}.json`), JSON.stringify(shared));
    }
    return shared;
  }

  /** Whether a message may show it as a picture: a completed image that is no longer worked on. */
  isPicture(id: string): boolean {
    const file = this.#find(id);
    return file?.completedAt !== undefined && IMAGE.test(file.mimetype) && this.#store.now() - file.completedAt >= this.#options.processing;
  }

  download(id: string): { name: string; mimetype: string; bytes: Buffer } | undefined {
    const file = this.#find(id);
    return file?.bytes && file.completedAt !== undefined ? { name: file.name, mimetype: file.mimetype, bytes: file.bytes } : undefined;
  }

  #get(id: string): Stored {
    const file = this.#find(id);
    if (!file) throw new Refusal('file_not_found');
    return file;
  }

  #find(id: string): Stored | undefined {
    const known = this.#files.get(id);
    const { folder } = this.#options;
    if (known || !folder || !ID.test(id) || !existsSync(join(folder, `${id}.json`))) return known;
    const shared = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as SharedFile;
    const kept: Stored = { ...shared, bytes: readFileSync(join(folder, id)), completedAt: 0 };
    this.#files.set(id, kept);
    return kept;
  }
}
