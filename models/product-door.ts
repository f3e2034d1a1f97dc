import { collection, envelope } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** A tenant's product events as a whole: in a week nobody at all was heard, nobody is known to have been silent. */
export const productDoorSchema = defineSchema(
  {
    ...envelope,
    /** Weeks since 1970-01-05. */
    heardWeeks: { type: [Number], default: [] },
  },
  collection('product_doors'),
);
productDoorSchema.index({ tenant: 1 }, { unique: true });

export type ProductDoor = Row<typeof productDoorSchema>;
