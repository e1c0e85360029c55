/**
 * Published list prices, in US dollars, without the free tier: region eu-west-3 (Paris), arm64. They are kept from
 * memory, as of November 2025: check each on the service's own page before you rely on a sum.
 */
export const prices = {
  /** API Gateway, REST API, first tier: one request. */
  apiRequest: 3.7 / 1e6,
  /** Lambda: one request. */
  invocation: 0.2 / 1e6,
  /** Lambda on arm64: one gigabyte for one second. */
  gigabyteSecond: 0.0000133334,
  /** Step Functions, standard workflows: one state transition. */
  stateTransition: 0.0297 / 1e3,
  /** DynamoDB on demand: one write request unit. */
  writeUnit: 0.742 / 1e6,
  /** DynamoDB on demand: one read request unit. */
  readUnit: 0.1485 / 1e6,
  /** Secrets Manager: one call. */
  secretRead: 0.05 / 1e4,
} as const satisfies Record<string, number>;

/** What an invocation is billed, in gigabyte-seconds: assumed, 0.1 s at the largest memory a function of a case has. */
export const assumedGigabyteSeconds = 0.1;
