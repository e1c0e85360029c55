import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { presets } from "../../../../core/law/legal-bases.ts";
import { Answer } from "../../../../core/contract/answer.ts";
import { instantOf } from "../../../../core/contract/instant.ts";
import { judgeNotice } from "../../../../core/law/judge-notice.ts";
import { answerCommand } from "../../../../functions/describe-api/docs/commands.ts";
import { exampleAnswer, exampleNotice } from "../../../../functions/describe-api/examples.ts";
import { verifyWebhook } from "../../../../functions/shared/webhooks/verify.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

const addresses = { publicUrl: "https://sommation.example", tokenUrl: "https://sommation.example/oauth2/token" };
const hasTools = spawnSync("sh", ["-c", "command -v openssl base64 od tr"]).status === 0;

describe("what the documentation shows", () => {
  it.each(
    startingDirectory.authorities.filter(({ instruments }) =>
      instruments.some((instrument) => instrument === "report"),
    ),
  )("is a notice that $id may submit as it stands", (authority) => {
    const now = instantOf(Date.parse("2025-11-03T08:00:00Z"));
    expect(
      judgeNotice(exampleNotice, { authority, now, directory: startingDirectory, bases: presets, allowSandbox: false }),
    ).toMatchObject({
      kind: "accepted",
      parts: [{ platform: { id: "vinted" }, items: [0] }],
    });
  });

  it("is an answer that can be read", () => {
    expect(Answer.safeParse(exampleAnswer)).toMatchObject({ success: true });
  });

  it.skipIf(!hasTools)("is a command that signs so that the receiver verifies it", async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    // In place of the real curl: its arguments, one a line of hexadecimal digits, so that none is changed on the way.
    const script = `curl() { for a in "$@"; do printf %s "$a" | od -An -v -tx1 | tr -d ' \\n'; echo; done; }
${answerCommand(addresses)}`;
    const { stdout } = await promisify(execFile)("sh", ["-c", script], {
      env: { PATH: process.env["PATH"], SECRET: secret, PLATFORM: "vinted" },
    });
    const sent = stdout
      .trimEnd()
      .split("\n")
      .map((line) => Buffer.from(line, "hex").toString());
    const headers = Object.fromEntries(
      sent.filter((_, index) => sent[index - 1] === "-H").map((header) => header.split(": ") as [string, string]),
    );
    const rawBody = sent[sent.indexOf("--data-binary") + 1] ?? "";
    const now = Number(headers["webhook-timestamp"]) * 1_000;
    expect(verifyWebhook({ headers, rawBody, keys: [{ kind: "hmac", secret }], now })).toMatchObject({
      kind: "verified",
      id: "ack-77-1",
    });
    expect(Answer.safeParse(JSON.parse(rawBody))).toMatchObject({ success: true });
    expect(sent).toContain("https://sommation.example/v1/platforms/vinted/webhook");
  });
});
