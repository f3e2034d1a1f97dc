import { createRequire } from 'node:module';

interface Mapper {
  type: { additionalProperties?: { type: { name: string } } };
}

/**
 * The connector's serializer leaves out what it does not know of an entity, so that streaming, the label of AI and citations
 * would arrive bare. Told once that there is more, it sends it.
 */
export function keepEntities(): void {
  const load = createRequire(import.meta.url);
  const { Entity } = load('botframework-connector/lib/connectorApi/models/mappers') as { Entity: Mapper };
  Entity.type.additionalProperties = { type: { name: 'Object' } };
}
