/** A limit in time for the scope that holds it by `using`: leaving the scope ends its timer. */
type Deadline = Disposable & { signal: AbortSignal };

/**
 * A signal that aborts after so many milliseconds, or as soon as `other` does.
 * Not `AbortSignal.any` of a timeout: that holds its sources weakly, and a collected one never fires.
 */
export function deadlineAfter(milliseconds: number, other?: AbortSignal): Deadline {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  const timer = setTimeout(abort, milliseconds);
  if (other?.aborted) abort();
  other?.addEventListener("abort", abort);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      other?.removeEventListener("abort", abort);
    },
  };
}
