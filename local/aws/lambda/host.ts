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
  /** The thread it shares with others of the same; by default it has one of its own. */
  thread?: string;
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
const atOnce = 48;

/** What an invocation under way may still take once the host is to close. */
const graceMilliseconds = 2_000;

export function hostFunctions({
  functions,
  clock = () => undefined,
  onLine = () => undefined,
}: HostOptions): LambdaHost {
  const known = new Map(functions.map((hosted) => [hosted.name, { hosted, inTurn: turns(atOnce) }]));
  const workers = new Map<string, FunctionWorker>();
  const alive = new Set<FunctionWorker>();
  const underWay = new Set<Promise<InvocationResult>>();
  let closed = false;

  function workerOf(hosted: HostedFunction): FunctionWorker {
    const thread = threadOf(hosted);
    const current = workers.get(thread);
    if (current?.isUsable() === true) return current;
    const sharing = functions.filter((other) => threadOf(other) === thread);
    const loaded = sharing.map(({ name, file }) => ({ functionName: name, file }));
    const worker = startWorker(thread, loaded, hosted.environment, onLine);
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
      const invocation = inTurn(async () => runIn(workerOf(hosted), hosted, event, clock));
      underWay.add(invocation);
      const result = await invocation;
      underWay.delete(invocation);
      return result;
    },
    warm: async () => {
      const threads = new Set(functions.map(workerOf));
      const broken = await Promise.all([...threads].map(async ({ loaded }) => loaded));
      return broken.flat();
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

function threadOf({ name, thread }: HostedFunction): string {
  return thread ?? name;
}

function failed(errorType: string, errorMessage: string): InvocationResult {
  return { error: { errorType, errorMessage } };
}
