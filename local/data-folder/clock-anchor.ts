import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { epochOf, Instant, instantOf } from "../../core/contract/instant.ts";
import type { ClockAnchor } from "../clock/legal-clock.ts";
import { writeAtomically } from "./write-atomically.ts";

const StoredAnchor = z.strictObject({ wall: Instant, legal: Instant, scale: z.number().positive() });

const fileIn = (folder: string) => join(folder, "clock.json");

/**
 * The anchor a former run left in the folder; undefined when there is none.
 *
 * @throws when the file is there and is not an anchor: guessing one would move every deadline.
 */
export async function readClockAnchor(folder: string): Promise<ClockAnchor | undefined> {
  let text: string;
  try {
    text = await readFile(fileIn(folder), "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  }
  const { wall, legal, scale } = StoredAnchor.parse(JSON.parse(text));
  return { anchorWall: epochOf(wall), anchorLegal: epochOf(legal), scale };
}

/** Stores the anchor with the data, so that the clock goes on after a kill as if it had never stopped. */
export async function writeClockAnchor(folder: string, anchor: ClockAnchor): Promise<void> {
  const stored = { wall: instantOf(anchor.anchorWall), legal: instantOf(anchor.anchorLegal), scale: anchor.scale };
  await writeAtomically(fileIn(folder), `${JSON.stringify(stored, null, 2)}\n`);
}
