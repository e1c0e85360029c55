import { existsSync } from "node:fs";
import { createRequire } from "node:module";

/** Path of the embedded DynamoDB's program; undefined on a system for which none is published. */
export function findDynamoDbBinary(): string | undefined {
  try {
    const path = createRequire(import.meta.url).resolve("@dynoxide/linux-x64/dynoxide");
    return existsSync(path) ? path : undefined;
  } catch {
    // An optional dependency: npm leaves it out elsewhere.
    return undefined;
  }
}
