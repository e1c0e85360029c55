import type { ClockAnchor } from "../../clock/legal-clock.ts";
import { type FunctionWorker, type OutputLine, startWorker } from "./function-worker.ts";
import type { FunctionError, InvocationResult, Invoke } from "./invocation.ts";

/** A function to host. */
export type HostedFunction = {
  name: string;
  /** Absolute path of its bundle: CommonJS that exports `handler`. */
  file: string;
  /** All of its environment. */
  environment: Readonly<Record<string, string>>;
  /** How long an invocation may take, in real milliseconds. */
  timeoutMilliseconds: number;
};

/** Functions, each in a thread of its own that is started again when it dies. */
export type LambdaHost = {
  /** Runs a function on an event; never rejects. */
  invoke: Invoke;
  /** Loads every bundle; resolves with those that cannot be loaded. */
  warm: () => Promise<{ functionName: string; error: FunctionError }[]>;
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

/** What an invocation under way may still take once the host is to close. */
const graceMilliseconds = 2_000;

export function hostFunctions({
  functions,
  clock = () => undefined,
  onLine = () => undefined,
}: HostOptions): LambdaHost {
  const known = new Map(functions.map((hosted) => [hosted.name, hosted]));
  const workers = new Map<string, FunctionWorker>();
  const alive = new Set<FunctionWorker>();
  const underWay = new Set<Promise<InvocationResult>>();
  let closed = false;

  function workerOf({ name, file, environment }: HostedFunction): FunctionWorker {
    const current = workers.get(name);
    if (current?.isUsable() === true) return current;
    const worker = startWorker({ functionName: name, file }, environment, onLine);
    workers.set(name, worker);
    alive.add(worker);
    void worker.ended.then(() => alive.delete(worker));
    return worker;
  }

  return {
    invoke: async (name, event) => {
      const hosted = known.get(name);
      if (hosted === undefined) return failed("ResourceNotFoundException", `no function ${name}`);
      if (closed) return failed("Lambda.ServiceException", "the host is closed");
      const invocation = runIn(workerOf(hosted), event, hosted.timeoutMilliseconds, clock);
      underWay.add(invocation);
      const result = await invocation;
      underWay.delete(invocation);
      return result;
    },
    warm: async () => {
      const loading = functions.map(async (hosted) => {
        const error = await workerOf(hosted).loaded;
        return error === undefined ? [] : [{ functionName: hosted.name, error }];
      });
      return (await Promise.all(loading)).flat();
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
  event: unknown,
  timeoutMilliseconds: number,
  clock: () => ClockAnchor | undefined,
): Promise<InvocationResult> {
  const error = await worker.loaded;
  return error === undefined ? worker.invoke(event, timeoutMilliseconds, clock()) : { error };
}

function failed(errorType: string, errorMessage: string): InvocationResult {
  return { error: { errorType, errorMessage } };
}
