// Members as the Weave service sends them: nulls and missing ones are alike.
import * as v from "valibot";

export const text = v.nullish(v.string(), null);
export const number = v.nullish(v.number(), null);
export const count = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)), 0);
export const id = v.pipe(v.string(), v.nonEmpty());
export const anyObject = v.record(v.string(), v.unknown());
