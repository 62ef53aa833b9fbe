// Time and chance as they are, for sending requests to services.
import { sleep } from "./sleep.ts";

export const clockPacing = { nowMs: () => Date.now(), chance: () => Math.random(), sleep };
