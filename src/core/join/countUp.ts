// The numbers 0, 1, 2, … as an array: what runs in one order and runs without repeated rows are made of, so that most
// comparisons need no numbering at all.

/** Shape: `count` entries, each its own place. */
export function countUp(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  return numbers;
}

/** Whether each entry is its own place. */
export function isCountedUp(numbers: Int32Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (numbers[i] !== i) return false;
  return true;
}
