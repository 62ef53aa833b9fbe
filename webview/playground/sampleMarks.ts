// What people say of rows of a made-up run.
import type { SampleMark } from "./sampleRun.ts";

export const MARKS: readonly SampleMark[] = [
  { row: 1, exclusion: "The reference answer is out of date: the limit was raised to 512 MB in March." },
  { row: 4, exclusion: "ambiguous question", note: "asked on the docs channel, no answer yet" },
  { row: 6, note: "good example for the talk" },
];
