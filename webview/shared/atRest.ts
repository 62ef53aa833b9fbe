// Work that waits until what calls it rests, such as keeping where someone scrolled to: each keeping goes to the editor.

const REST_MS = 100;

/** Gives a function that does `act` once it has not been called for a moment. */
export function atRest(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, REST_MS);
  };
}
