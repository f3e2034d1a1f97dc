import type { Schema } from 'mongoose';

/** The fixed defaults a schema gives the fields a document leaves out. Bulk writes bypass Mongoose, which would have filled them in. */
export function defaultsOf(schema: Schema): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  schema.eachPath((path, type) => {
    const value: unknown = type.options.default;
    if (path.includes('.') || value === undefined || typeof value === 'function') return;
    defaults[path] = value;
  });
  return defaults;
}
