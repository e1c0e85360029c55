import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { afterAll, beforeAll, expect, it } from "vitest";
import { epochOf, Instant, plus } from "../../../core/contract/instant.ts";
import { removed } from "../../support/e2e-answer.ts";
import { verdictOf } from "../../support/e2e-api.ts";
import { sandboxNotice } from "../../support/e2e-notice.ts";
import { faultsOfChain } from "../../support/e2e-record.ts";
import { temporaryFolder } from "../../support/embedded-bundle.ts";
import { declared, officer, openProcedure, type Procedure } from "../../support/procedure.ts";
import type { Receiver } from "../../support/receiver.ts";
import { startRuntime } from "../../support/runtime.ts";

const all = new AsyncDisposableStack();
const as = "dgccrf";
const day = 86_400_000;
const Anchor = z.looseObject({ legal: Instant });
let folder: string;
let world: Procedure;
let shein: Receiver;

beforeAll(async () => {
  ({ path: folder } = all.adopt(await temporaryFolder(), async ({ remove }) => remove()));
  world = all.use(await openProcedure({ folder }));
  shein = await world.receiverOf("platforms/shein");
});

afterAll(async () => all.disposeAsync());

async function answered() {
  const notice = sandboxNotice({ on: ["shein"], acknowledgeWithin: "P2D", actWithin: "P3D" });
  const opened = await world.open(as, notice);
  await shein.took(opened.caseId, "notice.issued");
  await world.answer("shein", removed(opened, opened.items));
  return opened;
}

/** Sets the legal clock of the folder forward, as it would stand had the service not been there for so long. */
async function letPass(milliseconds: number): Promise<void> {
  const file = join(folder, "clock.json");
  const { legal, ...others } = Anchor.parse(JSON.parse(await readFile(file, "utf8")));
  await writeFile(file, JSON.stringify({ ...others, legal: plus(legal, milliseconds) }));
}

it("a case that nobody disputes is closed thirty days after its last answer, across a stop of the service", async () => {
  const [plain, disputed, withdrawn] = await Promise.all([answered(), answered(), answered()]);
  await world.answer("shein", declared("contested", disputed));
  await world.acted(as, "withdrawCase", withdrawn.caseId);
  const { answeredAt, closesAt, status } = await world.api.readCase(as, plain.caseId);
  expect(status).toBe("answered");
  expect(epochOf(closesAt!) - epochOf(answeredAt!)).toBe(30 * day);
  expect((await world.api.readCase(as, disputed.caseId)).closesAt).toBeUndefined();

  await world.runtime.stop();
  await letPass(30 * day);
  const { api } = all.use(await startRuntime({ folder }));
  const read = async ({ caseId }: { caseId: string }) => api.readCase(as, caseId);
  await expect.poll(async () => (await read(plain)).status, { timeout: 30_000 }).toBe("closed");
  await expect.poll(async () => (await read(withdrawn)).status, { timeout: 30_000 }).toBe("closed");
  const record = await api.readEvents(as, plain.caseId);
  const closed = record.at(-1)!;
  expect([closed.type, closed.actor, closed.at >= closesAt!]).toEqual(["case.closed", { kind: "system" }, true]);
  expect(faultsOfChain(record)).toEqual([]);

  // What the platform contests waits for the authority, however long.
  expect((await read(disputed)).status).toBe("answered");
  const { version } = await read(disputed);
  const close = await api.call("closeCase", {
    as,
    params: { caseId: disputed.caseId },
    headers: { "if-match": `"${version}"` },
    body: officer,
  });
  expect(verdictOf(close)).toBe("200");
});
