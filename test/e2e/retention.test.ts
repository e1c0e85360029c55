import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NoticeView } from "../../core/contract/api.ts";
import { ServedNotice } from "../../core/contract/served-notice.ts";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { acceptedIn, problemIn, verdictOf, type Api } from "../support/e2e-api.ts";
import { removed } from "../support/e2e-answer.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { sandboxNotice } from "../support/e2e-notice.ts";
import { caseIn, officerOf } from "../support/e2e-officer.ts";
import { startRuntime } from "../support/runtime.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
/** Starts and stops, on a machine that has other work. */
const patience = 280_000;
const seller = "9100042";
const pseudonym = /^pseudonym-[0-9a-f]{12}$/;

describe.skipIf(findDynamoDbBinary() === undefined)(
  "a record that nobody needs any more",
  { timeout: patience },
  () => {
    let folder: string;
    let caseId: string;
    let noticeId: string;
    let reference: string;
    let closedAt: Date;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "sommation-retention-"));
      await withRuntime(async (api) => {
        const notice = sandboxNotice({ on: ["shein"] });
        ({ reference } = notice);
        const items = notice.items.map((item) => ({ ...item, locators: { sellerId: seller } }));
        const accepted = await api.submit("dgccrf", { ...notice, items });
        noticeId = accepted.noticeId;
        caseId = accepted.cases[0]!.caseId;
        const kase = await eventually("the notice is delivered", async () => {
          const read = await api.readCase("dgccrf", caseId);
          return read.status === "awaiting_acknowledgement" && read;
        });
        acceptedIn(await api.answer("shein", removed(kase, kase.items)));
        caseIn(await officerOf(api, "dgccrf").act("closeCase", caseId));
        const closed = (await api.readEvents("dgccrf", caseId)).findLast(({ type }) => type === "case.closed");
        closedAt = new Date(closed!.at);
      });
    }, patience);
    afterAll(async () => rm(folder, { recursive: true, force: true }));

    it("is whole as long as no rule ends it, and a try changes nothing", async () => {
      expect(await script("verify", "--case", caseId)).toContain(`${caseId}: whole\n`);
      const shown = await script("retention", "--dry-run", "--at", yearsLater(6));
      expect(shown).toContain(`erased        ${caseId}  dgccrf  case_record  `);
      expect(await script("retention", "--apply", "--at", yearsLater(1, -1))).toContain(
        "erased 0, pseudonymised 0, held 0",
      );
      expect(await script("verify", "--case", caseId)).toContain(`${caseId}: whole\n`);
    });

    it("names no seller after a year, to the authority as to anybody who looks into the table", async () => {
      expect(await script("retention", "--apply", "--at", yearsLater(1))).toContain("pseudonymised 1");
      expect(await script("verify", "--case", caseId)).toContain(`${caseId}: pseudonymised_under_retention\n`);
      await withRuntime(async (api) => {
        const notice = await api.get(NoticeView, "readNotice", { as: "dgccrf", params: { noticeId } });
        const served = await api.get(ServedNotice, "readDocument", { as: "dgccrf", params: { caseId } });
        const [inNotice, inServed] = [notice.notice.items[0], served.items[0]].map((item) => item?.locators?.sellerId);
        expect(inServed).toMatch(pseudonym);
        expect(inNotice).toBe(inServed);
        expect(await api.readEvents("dgccrf", caseId)).not.toHaveLength(0);
      });
    });

    it("is gone after six years, says so to its authority in its language, and to nobody else that it was there", async () => {
      expect(await script("retention", "--apply", "--at", yearsLater(6))).toContain("erased 1");
      expect(await script("verify", "--case", caseId)).toContain(`${caseId}: erased_under_retention\n`);
      await withRuntime(async (api) => {
        for (const name of ["readCase", "listEvents", "readDocument", "readAct"] as const) {
          const answered = await api.call(name, { as: "dgccrf", params: { caseId } });
          expect([name, verdictOf(answered)]).toEqual([name, "410 erased-under-retention"]);
          const foreign = await api.call(name, { as: "arcom", params: { caseId } });
          expect([name, verdictOf(foreign)]).toEqual([name, "404 not-found"]);
        }
        const act = { params: { caseId }, headers: { "if-match": '"1"' } };
        const hold = { ...act, body: { by: { id: "officer-7" }, reason: "A reason made up for a test.", on: true } };
        expect(verdictOf(await api.call("setHold", { as: "dgccrf", ...hold }))).toBe("410 erased-under-retention");
        expect(verdictOf(await api.call("setHold", { as: "arcom", ...hold }))).toBe("404 not-found");
        const draft = { params: { caseId, step: "escalate" } };
        expect(verdictOf(await api.call("draftStep", { as: "dgccrf", ...draft }))).toBe("410 erased-under-retention");
        expect(verdictOf(await api.call("draftStep", { as: "arcom", ...draft }))).toBe("404 not-found");
        expect(verdictOf(await api.call("readNotice", { as: "dgccrf", params: { noticeId } }))).toBe(
          "410 erased-under-retention",
        );
        const french = { as: "dgccrf", params: { caseId }, headers: { "accept-language": "fr" } };
        const [error] = problemIn(await api.call("readCase", french)).errors ?? [];
        expect(error).toMatchObject({ code: "case_record" });
        expect(error?.detail).toContain(`Effacé le ${yearsLater(6)}`);
        const again = sandboxNotice({ on: ["shein"], reference });
        const refused = await api.call("submitNotice", {
          as: "dgccrf",
          body: again,
          headers: { "idempotency-key": "again" },
        });
        expect(verdictOf(refused)).toBe("409 duplicate-reference");
      });
    });

    it("is verified without a word more where nobody reads on", async () => {
      const args = ["local/records/verify.ts", "--case", caseId];
      const child = spawn(process.execPath, args, { cwd: project, env: { ...process.env, SOMMATION_DATA: folder } });
      child.stdout.destroy();
      const [said] = await Promise.all([text(child.stderr), once(child, "exit")]);
      expect([said, child.exitCode]).toEqual(["", 0]);
    });

    /** The instant so many years after the closure, moved by milliseconds. */
    function yearsLater(years: number, milliseconds = 0): string {
      const later = new Date(closedAt);
      later.setUTCFullYear(later.getUTCFullYear() + years);
      return new Date(later.getTime() + milliseconds).toISOString();
    }

    async function withRuntime(use: (api: Api) => Promise<void>): Promise<void> {
      await using runtime = await startRuntime({ folder });
      await use(runtime.api);
    }

    /** Runs a script on the data of the runtime that has stopped; rejects when its exit code is not 0. */
    async function script(name: "retention" | "verify", ...args: string[]): Promise<string> {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [`local/records/${name}.ts`, ...args], {
        cwd: project,
        env: { ...process.env, SOMMATION_DATA: folder },
      });
      expect(stderr).toBe("");
      return stdout;
    }
  },
);
