/**
 * A document as plain data. Mongoose infers a list that may be absent as a list object of its own, which no
 * literal fits; this gives ordinary arrays throughout.
 */
export type Plain<Value> = Value extends string | number | bigint | boolean | Date | null | undefined
  ? Value
  : Value extends { readonly [index: number]: infer Item; readonly length: number }
    ? Plain<Item>[]
    : { [Key in keyof Value]: Plain<Value[Key]> };
