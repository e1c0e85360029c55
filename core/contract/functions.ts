/** How a function runs, in both homes. */
type FunctionSettings = {
  /** How long an invocation may take, in seconds. */
  timeoutSeconds: number;
  /** Memory on AWS, in MB; processor time is in proportion (one core at 1,769 MB). */
  memoryMegabytes: number;
};

/** API Gateway gives a function 29 s; one that ran longer would answer nobody. */
const api = { timeoutSeconds: 29, memoryMegabytes: 1_024 } as const;

/**
 * A call to a platform takes at most 15 s and all that are due go out at once; the state of the definition waits 120 s.
 * Network-bound: more processor would wait as long.
 */
const task = { timeoutSeconds: 60, memoryMegabytes: 512 } as const;

/** Every function, by the name of its folder. */
export const functions = {
  "submit-notice": api,
  "correct-notice": api,
  "read-cases": api,
  "act-on-case": api,
  "manage-directory": api,
  "receive-answer": api,
  "answer-by-link": api,
  // Builds the OpenAPI document once, then answers from memory.
  "describe-api": { timeoutSeconds: 29, memoryMegabytes: 512 },
  // A PDF of hundreds of listings takes a second of processor time.
  "serve-act": { timeoutSeconds: 29, memoryMegabytes: 1_024 },
  // In front of every call: it checks a signature, fetches the issuer's keys on a cold start (jose waits 5 s for them),
  // and looks a client up.
  "authorize-request": { timeoutSeconds: 10, memoryMegabytes: 512 },
  "deliver-messages": task,
  "await-answer": task,
  "escalate-case": task,
  // What SES tells of one mail, by SNS.
  "record-mail-event": { timeoutSeconds: 30, memoryMegabytes: 512 },
  // One request to our own door, one item written.
  "watch-inbound": { timeoutSeconds: 15, memoryMegabytes: 256 },
  // Lambda's longest: thousands of closed cases a run, each in a transaction or two.
  "apply-retention": { timeoutSeconds: 900, memoryMegabytes: 512 },
  // Lambda's longest: a backlog of 5,000 cases, paced to 50 new executions a second.
  "reconcile-cases": { timeoutSeconds: 900, memoryMegabytes: 1_024 },
} as const satisfies Record<string, FunctionSettings>;

/** Name of a function. */
export type FunctionName = keyof typeof functions;
