import type { Instant } from "../../core/contract/instant.ts";
import type { Chance } from "../shared/chance.ts";
import type { Clock } from "../shared/clock.ts";
import type { DirectoryStore } from "../shared/dynamo/directory-store.ts";
import type { ErasureStore } from "../shared/dynamo/erasure-store.ts";
import type { RetentionStore } from "../shared/dynamo/retention-store.ts";
import type { Log } from "../shared/logger.ts";

/** What retention works with. */
export type RetentionServices = {
  directory: Pick<DirectoryStore, "read">;
  erasures: ErasureStore;
  lists: RetentionStore;
  clock: Pick<Clock, "now" | "wall">;
  chance: Pick<Chance, "nonce">;
  log: Log;
};

/** How much one run does. The next one goes on. */
export type Bounds = {
  /** Cases of one authority under one rule, besides those that are held. */
  cases: number;
  /** Wall milliseconds after which no other case is begun. */
  milliseconds: number;
};

/** One run: as of when, whether for show, and until when in wall milliseconds. */
export type Run = { services: RetentionServices; at: Instant; dryRun: boolean; bounds: Bounds; end: number };
