import type { ClockAnchor } from "../../clock/legal-clock.ts";
import { type FunctionWorker, type OutputLine, startWorker } from "./function-worker.ts";
import type { InvocationResult, Invoke } from "./invocation.ts";
import type { LoadFailure } from "./messages.ts";
import { turns } from "./turns.ts";

/** A function to host. */
export type HostedFunction = {
  name: string;
  /** Absolute path of its bundle: CommonJS that exports `handler`. */
  file: string;
  /** All of its environment; functions of one thread have the same. */
  environment: Readonly<Record<string, string>>;
  /** How long an invocation may take, in real milliseconds. */
  timeoutMilliseconds: number;
  /** The threads it shares with others that name them, the least busy of which runs it; by default it has one of its own. */
  threads?: readonly string[];
  /** How many invocations of it run at once; the others wait for their turn. */
  atOnce?: number;
};

/** Functions in threads that are started again when they die. */
export type LambdaHost = {
  /** Runs a function on an event; never rejects. */
  invoke: Invoke;
  /** Loads every bundle; resolves with those that cannot be loaded. */
  warm: () => Promise<LoadFailure[]>;
  /** Waits a little for what is under way, then ends every thread. */
  close: () => Promise<void>;
};

export type HostOptions = {
  functions: readonly HostedFunction[];
  /** What ties the functions' legal clock to the wall, asked at each invocation; undefined: the system's clock. */
  clock?: () => ClockAnchor | undefined;
  /** Told each line a function writes. */
  onLine?: (line: OutputLine) => void;
};

/**
 * Invocations of one function at once: on two cores more of them only wait for each other, until the slowest of their calls
 * run out of time. AWS starts another instance instead.
 */
const usualAtOnce = 48;

/** What an invocation under way may still take once the host is to close. */
const graceMilliseconds = 2_000;

export function hostFunctions({
  functions,
  clock = () => undefined,
  onLine = () => undefined,
}: HostOptions): LambdaHost {
  const known = new Map(
    functions.map((hosted) => [hosted.name, { hosted, inTurn: turns(hosted.atOnce ?? usualAtOnce) }]),
  );
  const workers = new Map<string, FunctionWorker>();
  const alive = new Set<FunctionWorker>();
  /** How many invocations each has been given and has not answered. */
  const tasked = new WeakMap<FunctionWorker, number>();
  const underWay = new Set<Promise<InvocationResult>>();
  let closed = false;

  function workerOf(hosted: HostedFunction): FunctionWorker {
    const usable = threadsOf(hosted).map((thread) => workerIn(thread, hosted));
    return usable.reduce((least, one) => (taskedWith(one) < taskedWith(least) ? one : least));
  }

  function taskedWith(worker: FunctionWorker): number {
    return tasked.get(worker) ?? 0;
  }

  async function invokeLeastBusy(hosted: HostedFunction, event: unknown): Promise<InvocationResult> {
    const worker = workerOf(hosted);
    tasked.set(worker, taskedWith(worker) + 1);
    const result = await runIn(worker, hosted, event, clock);
    tasked.set(worker, taskedWith(worker) - 1);
    return result;
  }

  function workerIn(thread: string, { environment }: HostedFunction): FunctionWorker {
    const current = workers.get(thread);
    if (current?.isUsable() === true) return current;
    const sharing = functions.filter((other) => threadsOf(other).includes(thread));
    const loaded = sharing.map(({ name, file }) => ({ functionName: name, file }));
    const worker = startWorker(thread, loaded, environment, onLine);
    workers.set(thread, worker);
    alive.add(worker);
    void worker.ended.then(() => alive.delete(worker));
    return worker;
  }

  return {
    invoke: async (name, event) => {
      const found = known.get(name);
      if (found === undefined) return failed("ResourceNotFoundException", `no function ${name}`);
      if (closed) return failed("Lambda.ServiceException", "the host is closed");
      const { hosted, inTurn } = found;
      const invocation = inTurn(async () => invokeLeastBusy(hosted, event));
      underWay.add(invocation);
      const result = await invocation;
      underWay.delete(invocation);
      return result;
    },
    warm: async () => {
      const started = functions.flatMap((hosted) => threadsOf(hosted).map((thread) => workerIn(thread, hosted)));
      const broken = await Promise.all([...new Set(started)].map(async ({ loaded }) => loaded));
      const byName = new Map(broken.flat().map((failure) => [failure.functionName, failure]));
      return [...byName.values()];
    },
    close: async () => {
      closed = true;
      const grace = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => {
        grace.resolve(undefined);
      }, graceMilliseconds);
      await Promise.race([Promise.all(underWay), grace.promise]);
      clearTimeout(timer);
      await Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}

/** Loading the bundle does not count against an invocation's time. */
async function runIn(
  worker: FunctionWorker,
  { name, timeoutMilliseconds }: HostedFunction,
  event: unknown,
  clock: () => ClockAnchor | undefined,
): Promise<InvocationResult> {
  const broken = await worker.loaded;
  const failure = worker.isUsable() ? undefined : broken.find(({ functionName }) => functionName === name);
  return failure === undefined ? worker.invoke(name, event, timeoutMilliseconds, clock()) : { error: failure.error };
}

function threadsOf({ name, threads }: HostedFunction): readonly [string, ...string[]] {
  const [first = name, ...others] = threads ?? [];
  return [first, ...others];
}

function failed(errorType: string, errorMessage: string): InvocationResult {
  return { error: { errorType, errorMessage } };
}
