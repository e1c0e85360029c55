import { randomBytes } from "node:crypto";
import { v7 } from "uuid";

/** Everything that is left to chance: a port, so that a simulation can replay what once went wrong. */
export type Chance = {
  /** A new identifier: a prefix and a UUIDv7 (RFC 9562), which sorts by the moment it was made. */
  id: <P extends string>(prefix: P) => `${P}_${string}`;
  /** 128 bits, base64url. */
  nonce: () => string;
  /** From 0 up to, but not, 1: spreads what would otherwise meet again. */
  fraction: () => number;
};

/** The system's own. */
export const systemChance: Chance = {
  id: (prefix) => `${prefix}_${v7()}`,
  nonce: () => randomBytes(16).toString("base64url"),
  fraction: () => Math.random(),
};
