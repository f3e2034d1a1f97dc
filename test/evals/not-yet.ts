/** Cases that do not come out right yet, by name. Whoever makes one right takes it out. */
export const NOT_YET: readonly string[] = [
  'omar: my red and orange ones? start with orange',
  'red or orange? just the orange ones in manufacturing',
  'accounts of Marcus Johnson as AE below 65',
  'how long do they take to answer at DataFlow',
  'TechCorp said no to the testimonial',
  'pls draft mail to mark rodrigez about the api errors',
  'who wrote to Mark Rodriguez? who do we know at DataFlow',
  'follow Foxglove Payments and tell me each time something happens',
  'which accounts need a new region',
  'what is going on with obsidian mobile, they sound angry',
  'quick check on tallis components before my 11am',
];
