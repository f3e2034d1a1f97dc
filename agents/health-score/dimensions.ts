export const DIMENSIONS = ['usage', 'relationship', 'value', 'support', 'financial'] as const;
export type DimensionKey = (typeof DIMENSIONS)[number];

export const DIMENSION_LABELS: Record<DimensionKey, string> = {
  usage: 'Usage',
  relationship: 'Relationship',
  value: 'Value',
  support: 'Support',
  financial: 'Financial',
};
