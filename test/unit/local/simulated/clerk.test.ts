import { createServer, type IncomingMessage } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { lasting } from "../../../../core/law/lasting.ts";
import { listen } from "../../../../local/aws/listen.ts";
import { answerForm } from "../../../../local/simulated/answer-form.ts";
import { playClerk } from "../../../../local/simulated/clerk.ts";
import { eventually } from "../../../support/e2e-eventually.ts";
import { hour, idOf } from "../../../support/cases.ts";
import { manualClock } from "./manual-clock.ts";

const item = idOf("itm", 1);
const query = "digest=sha-256:1&expires=2&signature=abc";

const page = `<form id="form-acknowledged" method="post" action="?${query.replaceAll("&", "&amp;")}">
  <input type="hidden" name="answer" value="acknowledged" /><button type="submit">Acknowledge</button>
</form>
<form id="form-action_taken" method="post" action="?${query.replaceAll("&", "&amp;")}&amp;language=en">
  <input type="hidden" name="answer" value="action_taken" />
  <input type="hidden" name="answerId" value="link_&quot;1&quot;" />
  <select name="outcome.${item}"><option value="">-</option><option value="removed">removed</option></select>
  <input name="measuredAt.${item}" type="datetime-local" value="" />
  <input type="checkbox" name="items" value="${item}" />
  <textarea name="note" rows="4"></textarea>
  <button type="submit">Send</button>
</form>`;

describe("a form of a page", () => {
  it("is read with its hidden fields and everything else as it stands", () => {
    const form = answerForm(page, "action_taken");
    expect(form?.action).toBe(`?${query}&language=en`);
    expect([...form!.fields]).toEqual([
      ["answer", "action_taken"],
      ["answerId", 'link_"1"'],
      [`outcome.${item}`, ""],
      [`measuredAt.${item}`, ""],
      ["note", ""],
    ]);
  });

  it("is none where the page has no form for that answer", () => {
    expect(answerForm(page, "restored")).toBeUndefined();
  });
});

const letter = (recipient: string, reference: string, path = "/v1/answers/case_1") => ({
  recipients: [recipient],
  subject: `Requisition ${reference}`,
  text: `Read the act and answer:\nORIGIN${path}?${query}\n\n-- \nPass it on to nobody.`,
});

/** An inbox and an answering page; the statuses are those of what is posted. */
async function stage(mails: ReturnType<typeof letter>[], statuses: number[] = []) {
  const requests: { line: string; body: string; type: string | undefined }[] = [];
  const posted = () => requests.filter(({ line }) => line.startsWith("POST"));
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      requests.push({ line: `${request.method} ${request.url}`, body, type: request.headers["content-type"] });
      if (request.url === "/mail.json") {
        const inbox = mails.map((mail) => ({ ...mail, text: mail.text.replace("ORIGIN", apiUrl) }));
        response.end(JSON.stringify({ mails: inbox }));
      } else if (request.method === "POST") response.writeHead(statuses[posted().length - 1] ?? 200).end("ok");
      else response.end(page);
    });
  });
  const listening = await listen(server, 0);
  if (listening.kind === "port_taken") throw new Error("no port");
  onTestFinished(listening.close);
  const apiUrl = `http://127.0.0.1:${listening.port}`;
  const end = new AbortController();
  const time = manualClock();
  const clerk = { mailbox: "a@wish.example", reference: "R-1", after: lasting("PT52H"), reports: "removed" } as const;
  const played = playClerk(clerk, { apiUrl, clock: time.clock, signal: end.signal });
  return { requests, posted, time, played, end };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat((await request.toArray()) as Buffer[]).toString();
}

describe("the simulated clerk", () => {
  it("answers its mail by the page behind the link, after its time, with a measure for each item", async () => {
    const { requests, posted, time, played } = await stage([letter("a@wish.example", "R-1")]);
    await eventually("the answer is planned", () => time.planned() === 1);
    time.pass(52 * hour - 1);
    expect(requests.some(({ line }) => line.includes("/v1/answers/"))).toBe(false);
    time.pass(1);
    await played;
    const [{ line, body, type }] = posted() as [ReturnType<typeof posted>[number]];
    expect(line).toBe(`POST /v1/answers/case_1?${query}&language=en`);
    expect(type).toContain("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      answer: "action_taken",
      answerId: 'link_"1"',
      [`outcome.${item}`]: "removed",
    });
  });

  it("opens the page again where its answer was not taken", async () => {
    const { posted, time, played } = await stage([letter("a@wish.example", "R-1")], [503]);
    await eventually("the answer is planned", () => time.planned() === 1);
    time.pass(52 * hour);
    await played;
    expect(posted()).toHaveLength(2);
  });

  it("leaves mail to others and about other notices alone, and stops when told to", async () => {
    const others = [
      letter("b@wish.example", "R-1"),
      letter("a@wish.example", "R-2"),
      letter("a@wish.example", "R-1", "/docs"),
    ];
    const { requests, time, played, end } = await stage(others);
    await eventually("it has looked twice", () => requests.length > 1);
    end.abort();
    await played;
    expect(time.planned()).toBe(0);
  });
});
