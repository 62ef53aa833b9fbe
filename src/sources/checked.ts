// An answer held against what it should be, with a sentence that names the place where it is something else.
import { type GenericSchema, getDotPath, type InferOutput, safeParse } from "valibot";
import { badResponse, type SourceTask } from "./sourceProblem.ts";

/** The answer in the schema's shape. Throws a `badResponse` SourceProblem. */
export function checked<T extends GenericSchema>(
  schema: T,
  answer: unknown,
  task: SourceTask,
): InferOutput<T> {
  const parsed = safeParse(schema, answer, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const place = getDotPath(issue);
  const found = issue.received.slice(0, 60);
  throw badResponse(
    task,
    `answered with something else than expected: ${place === null ? "it" : place} is ${found}${issue.expected === null ? "" : `, not ${issue.expected}`}`,
  );
}
