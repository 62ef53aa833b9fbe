// A signal that never aborts, for work that nobody can give up.

export const NEVER: AbortSignal = new AbortController().signal;
