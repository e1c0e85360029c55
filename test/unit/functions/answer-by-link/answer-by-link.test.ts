import { describe, expect, it } from "vitest";
import { digestOf } from "../../../../functions/shared/digest.ts";
import { correctCommand, day, hour, officerActs } from "../../../support/cases.ts";
import { systemChance } from "../../../../functions/shared/chance.ts";
import { openLinkWorld, type Answered } from "../../../support/link-world.ts";

const problemOf = ({ body }: Answered) => (JSON.parse(body) as { type: string }).type.replace("/problems/", "");
const json = { accept: ["application/json"] };

describe("the answering page", () => {
  it("shows what is asked, by whom, by when and of what, in both languages", async () => {
    const world = await openLinkWorld();
    const english = await world.get(`${world.link()}&language=en`);
    expect(english.statusCode).toBe(200);
    for (const part of [
      "DGCCRF, National Investigation Service",
      world.document.reference,
      "C. conso. L.521-3-1",
      "(draft)",
      "hxxps[:]//www[.]wish[.]com/product/example-1?goods=7",
      "listing L-1",
      "seller seller-77",
      "remove the content",
      "By Monday 3 November 2025 at 21:00 (Paris time)",
      "By Wednesday 5 November 2025 at 09:00 (Paris time)",
      "Acknowledgement awaited",
      world.played.kase.digest,
      "/v1/acts/",
    ]) {
      expect(english.body).toContain(part);
    }
    const french = await world.get(`${world.link()}&language=fr`);
    expect(french.body).toContain('<html lang="fr">');
    expect(french.body).toContain("Accusé de réception attendu");
    expect(english.body + french.body).not.toMatch(/https?:\/\/(?:www\.)?wish\.com|undefined|\[object/);
    expect(english.body).not.toContain(world.document.statementOfReasons!.slice(0, 40));
  });

  it("runs and loads nothing, may be kept by nobody, and tells nobody its address", async () => {
    const world = await openLinkWorld();
    const { headers, body } = await world.get(world.link());
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": expect.stringContaining("noindex") as string,
    });
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(body).not.toMatch(/<(?:script|img|link|iframe)\b|\son\w+=|style="/i);
  });

  it("labels every field, and groups those that belong together", async () => {
    const world = await openLinkWorld();
    const { body } = await world.get(world.link());
    const ids = [...body.matchAll(/<(?:input|select|textarea)\s+id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(10);
    for (const id of ids) expect(body).toContain(`for="${id ?? ""}"`);
    const all = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(all).size).toBe(all.length);
    expect(body.match(/<fieldset/g)!.length).toBe(body.match(/<legend/g)!.length);
  });

  it("changes nothing by being opened, and is no receipt", async () => {
    const world = await openLinkWorld();
    const before = await world.stored();
    for (const language of ["fr", "en"]) await world.get(`${world.link()}&language=${language}`);
    expect(await world.stored()).toEqual(before);
    expect(world.lines.filter(({ code }) => code === "answer_page.read")).toHaveLength(2);
    expect(JSON.stringify(world.lines)).not.toMatch(/wish\.com|signature/);
  });

  it("offers what is possible now, and nothing else", async () => {
    const world = await openLinkWorld();
    const offered = async () => {
      const { body } = await world.get(world.link());
      return [...body.matchAll(/name="answer" value="(\w+)"/g)].map(([, answer]) => answer).sort();
    };
    expect(await offered()).toEqual([
      "acknowledged",
      "action_taken",
      "clarification_requested",
      "contested",
      "impossible",
      "not_addressee",
      "refused",
    ]);
    world.played.answer("action_taken");
    await world.keep();
    expect(await offered()).toEqual(["action_taken", "contested"]);
    world.played.must(officerActs.withdraw);
    await world.keep();
    expect(await offered()).toEqual(["restored"]);
  });

  it("shows what has been answered so far of each item, and what the authority has replied", async () => {
    const world = await openLinkWorld();
    const [first] = world.items;
    world.played.answer("action_taken", { items: [{ itemId: first!, outcome: "delisted" }] });
    world.played.answer("clarification_requested", { webhookId: "w-2", reason: "authenticity" });
    const reply = { nonce: "n", at: world.played.now, text: "See page 2.\nhttps://www.wish.com/x", language: "en" };
    world.played.must({ ...officerActs.clarify, content: digestOf(reply) });
    await world.cases.putDocument(world.played.kase.caseId, digestOf(reply), reply);
    await world.keep();
    const { body } = await world.get(`${world.link()}&language=en`);
    expect(body).toContain("Reported: delisted, on Monday 3 November 2025 at 09:00 (Paris time).");
    expect(body).toContain("See page 2.");
    expect(body).toContain("hxxps[:]//www[.]wish[.]com/x");
  });

  it("shows the version in force where the authority has corrected the notice since", async () => {
    const world = await openLinkWorld();
    const link = world.link();
    const corrected = { ...world.document, version: 2 };
    world.played.must(correctCommand(world.played.kase, { digest: digestOf(corrected) }));
    await world.cases.putDocument(world.played.kase.caseId, digestOf(corrected), corrected);
    await world.keep();
    const { body } = await world.get(`${link}&language=en`);
    expect(body).toContain("has corrected the act since");
    expect(body).toContain(digestOf(corrected));
  });
});

describe("a link", () => {
  it("that is changed, cut or made for something else leads nowhere, whether or not there is a case", async () => {
    const world = await openLinkWorld();
    const changed = (change: (url: URL) => void) => {
      const url = new URL(world.link());
      change(url);
      return url.href;
    };
    const answers = await Promise.all(
      [
        changed(({ searchParams }) => {
          searchParams.delete("signature");
        }),
        changed(({ searchParams }) => {
          searchParams.set("epoch", "1");
        }),
        changed(({ searchParams }) => {
          searchParams.set("expires", "9999999999");
        }),
        changed((url) => {
          url.pathname = "/v1/answers/case_00000000-0000-7000-8000-000000000000";
        }),
        changed((url) => {
          url.pathname = "/v1/answers/none";
        }),
        world.link().slice(0, -3),
      ].map(async (url) => world.get(url, json)),
    );
    for (const answer of answers) {
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toBe(answers[0]!.body);
    }
    expect(problemOf(answers[0]!)).toBe("bad-link");
  });

  it("ends thirty days after the deadline, and at once when the authority revokes it", async () => {
    const world = await openLinkWorld();
    const link = world.link();
    world.played.must(officerActs.revokeLinks);
    await world.keep();
    const revoked = await world.get(link, json);
    expect([revoked.statusCode, problemOf(revoked)]).toEqual([410, "link-revoked"]);
    const posted = await world.post(link, world.named("acknowledged"), json);
    expect(posted.statusCode).toBe(410);
    const newer = world.link();
    expect((await world.get(newer)).statusCode).toBe(200);
    world.played.wait(31 * day);
    expect((await world.get(newer)).statusCode).toBe(200);
    world.played.wait(2 * day);
    expect(problemOf(await world.get(newer, json))).toBe("link-expired");
  });

  it.each(["fr", "en"])("that has ended or was revoked says whom to ask, and names no case (%s)", async (language) => {
    const world = await openLinkWorld();
    const link = `${world.link()}&language=${language}`;
    const told = async (url: string) => {
      const { statusCode, body } = await world.get(url);
      expect(statusCode).toBe(410);
      expect(body).toContain(
        language === "fr"
          ? "demandez sans attendre à l&#39;autorité un nouveau courriel avec un lien"
          : "ask the authority without delay for a new mail with a link",
      );
      expect(body).not.toMatch(/case_|sha-256:|wish/);
      expect(body).toContain(language === "fr" ? "Numéro de cette demande" : "Number of this request");
    };
    world.played.must(officerActs.revokeLinks);
    await world.keep();
    await told(link);
    const newer = `${world.link()}&language=${language}`;
    world.played.wait(40 * day);
    await told(newer);
  });

  it("that is not good is told to a person as a page that names no case", async () => {
    const world = await openLinkWorld();
    const page = await world.get(`${world.link()}x&language=fr`);
    expect([page.statusCode, page.headers["content-type"]]).toEqual([403, "text/html; charset=utf-8"]);
    expect(page.body).toContain("incomplet");
    expect(page.body).not.toContain(world.played.kase.caseId);
  });
});

describe("an answer by the link", () => {
  it("is put on record once, however often it is sent, and marked as such", async () => {
    const world = await openLinkWorld();
    const fields = world.named("acknowledged", { reference: "T-77" });
    const answers = await Promise.all([1, 2, 3].map(async () => world.post(world.link(), fields)));
    for (const { statusCode, headers } of answers) {
      expect(statusCode).toBe(303);
      expect(headers["location"]).toContain(`recorded=${fields.answerId}`);
    }
    const { case: kase } = await world.stored();
    expect(kase.acknowledgedAt).toBe(world.played.now);
    const page = await world.cases.events(kase.caseId, { limit: 100 });
    if (page.kind === "bad_cursor") throw new Error("no page");
    const received = page.items.flatMap(({ event }) => (event.type === "answer.received" ? [event] : []));
    expect(received).toHaveLength(1);
    expect(received[0]!.data).toMatchObject({ identified: "link", webhookId: fields.answerId, answer: "acknowledged" });
    const evidence = await world.cases.readDocument(kase.caseId, received[0]!.data.document);
    expect(evidence).toMatchObject({
      identified: "link",
      receivedAt: world.played.now,
      link: { epoch: 0 },
      fields: { reference: ["T-77"] },
      answer: { type: "notice.acknowledged" },
    });
    expect(JSON.stringify(evidence)).not.toContain("signature");
  });

  it("leads back to the page, which says what was recorded and when", async () => {
    const world = await openLinkWorld();
    const { headers } = await world.post(`${world.link()}&language=en`, world.named("acknowledged"));
    const page = await world.get(new URL(headers["location"]!, world.link()).href);
    expect(page.body).toContain("Your acknowledgement is recorded");
    expect(page.body).toContain("Recorded on Monday 3 November 2025 at 09:00 (Paris time), as received by link.");
    const invented = await world.get(`${world.link()}&recorded=link_${"A".repeat(22)}`);
    expect(invented.body).not.toContain('role="status"');
  });

  it("is known on the page of its own case alone, and takes no id from another's", async () => {
    const world = await openLinkWorld();
    const other = { ...world.played.kase, caseId: systemChance.id("case") };
    await world.cases.putDocument(other.caseId, other.digest, world.document);
    await world.cases.write({ before: undefined, after: other, events: world.played.events, generation: 1 }, [], 0);
    const fields = world.named("acknowledged");
    expect((await world.post(world.link(), fields)).statusCode).toBe(303);
    const page = await world.get(`${world.link(other)}&recorded=${fields.answerId}`);
    expect(page.body).not.toContain('role="status"');
    expect((await world.post(world.link(other), { ...fields, reference: "T-78" })).statusCode).toBe(303);
    expect((await world.cases.read(other.caseId))!.case.acknowledgedAt).toBe(world.played.now);
  });

  it("reports a measure for each item, in the local time of the State, and the same for all others", async () => {
    const world = await openLinkWorld({ items: 3 });
    world.played.wait(2 * hour);
    const [first] = world.items;
    const { statusCode } = await world.post(
      world.link(),
      world.named("action_taken", {
        [`outcome.${first!}`]: "disabled_eu",
        [`measuredAt.${first!}`]: "2025-11-03T10:15",
        [`territory.${first!}`]: "eu, eea fr",
        [`outcome.${world.items[1]!}`]: "",
        "outcome.all": "removed",
        "measuredAt.all": "2025-11-03T10:30",
        "territory.all": "",
      }),
    );
    expect(statusCode).toBe(303);
    expect((await world.stored()).case.items).toMatchObject([
      { outcome: "disabled_eu", measuredAt: "2025-11-03T09:15:00.000Z" },
      { outcome: "removed", measuredAt: "2025-11-03T09:30:00.000Z" },
      { outcome: "removed", measuredAt: "2025-11-03T09:30:00.000Z" },
    ]);
  });

  it.each([
    ["clarification_requested", { reason: "authenticity", note: "Who are you?" }],
    ["impossible", { reason: "technical", note: "" }],
    ["contested", { reason: "appeal_filed", note: "Line 1\r\nLine 2" }],
    ["refused", { reason: "not_illegal" }],
    ["not_addressee", { note: "Not ours." }],
  ])("can be %s, for some items or all", async (answer, more) => {
    const world = await openLinkWorld();
    const one = { items: [world.items[1]!] };
    const { statusCode } = await world.post(world.link(), world.named(answer, { ...more, ...one }));
    expect(statusCode).toBe(303);
    expect((await world.stored()).case.questions).toMatchObject([{ type: answer, concerned: one.items }]);
  });

  it.each<[string, string, Record<string, string | string[]>, string]>([
    ["no measure at all", "action_taken", {}, "Choose a measure for one item at least."],
    ["a time without a measure", "action_taken", { "measuredAt.all": "2025-11-03T09:00" }, "Choose the measure taken."],
    [
      "a time that is skipped",
      "action_taken",
      { "outcome.all": "removed", "measuredAt.all": "2025-03-30T02:30" },
      "There is no such time (Paris time).",
    ],
    [
      "a time to come",
      "action_taken",
      { "outcome.all": "removed", "measuredAt.all": "2025-11-04T09:00" },
      "This time is still to come",
    ],
    ["an unknown measure", "action_taken", { "outcome.all": "burnt" }, "Choose from the list."],
    ["a territory in words", "action_taken", { "outcome.all": "removed", "territory.all": "Europe" }, "Write EU, EEA"],
    ["no reason", "impossible", { note: "x" }, "This field has to be filled in."],
    [
      "an embedded picture",
      "impossible",
      { reason: "technical", note: "data:image/png;base64,AA" },
      "embedded content",
    ],
    ["an unknown field", "acknowledged", { extra: "1" }, "not one of this form"],
    ["a field twice", "acknowledged", { reference: ["a", "b"] }, "One value only."],
    ["another form's name", "acknowledged", { answerId: "x" }, "Reload the page"],
  ])("is refused with %s, beside the field, and nothing is recorded", async (_title, answer, more, words) => {
    const world = await openLinkWorld();
    const before = await world.stored();
    const fields = { ...world.named(answer), ...more };
    const page = await world.post(`${world.link()}&language=en`, fields);
    expect([page.statusCode, page.headers["content-type"]]).toEqual([422, "text/html; charset=utf-8"]);
    expect(page.body).toContain("Nothing has been recorded");
    expect(page.body).toContain(words);
    expect(await world.stored()).toEqual(before);
    const problem = await world.post(world.link(), fields, json);
    expect([problem.statusCode, problemOf(problem)]).toEqual([
      422,
      words.startsWith("This time") ? "impossible-time" : "invalid-request",
    ]);
  });

  it("that is refused comes back as it was filled in, each fault tied to its field", async () => {
    const world = await openLinkWorld();
    const [first] = world.items;
    const page = await world.post(
      world.link(),
      world.named("action_taken", { [`outcome.${first!}`]: "removed", [`measuredAt.${first!}`]: "2025-11-09T09:00" }),
    );
    const id = `action_taken-measuredAt-${first!}`;
    expect(page.body).toMatch(new RegExp(`id="${id}"[^>]*value="2025-11-09T09:00"[^>]*aria-invalid="true"`));
    expect(page.body).toContain(`href="#${id}"`);
    expect(page.body).toContain(`id="${id}-fault"`);
  });

  it("writes what was filled in as text", async () => {
    const world = await openLinkWorld();
    const note = '</textarea><script>alert("1")</script>';
    const page = await world.post(world.link(), world.named("impossible", { note }));
    expect(page.statusCode).toBe(422);
    expect(page.body).not.toContain("<script");
  });

  it("to a version that has been corrected meanwhile is refused, and the page shows the one in force", async () => {
    const world = await openLinkWorld();
    const link = `${world.link()}&language=en`;
    const fields = world.named("acknowledged");
    const corrected = { ...world.document, version: 2 };
    world.played.must(correctCommand(world.played.kase, { digest: digestOf(corrected) }));
    await world.cases.putDocument(world.played.kase.caseId, digestOf(corrected), corrected);
    await world.keep();
    const page = await world.post(link, fields);
    expect(page.statusCode).toBe(409);
    expect(page.body).toContain("The page shows the version in force");
    expect(page.body).toContain(digestOf(corrected));
    expect((await world.post(link, world.named("acknowledged"))).statusCode).toBe(303);
  });

  it("that has no place now is refused with 409", async () => {
    const world = await openLinkWorld();
    const restored = await world.post(world.link(), world.named("restored"), json);
    expect([restored.statusCode, problemOf(restored)]).toEqual([409, "case-not-withdrawn"]);
    const fields = world.named("acknowledged");
    expect((await world.post(world.link(), fields)).statusCode).toBe(303);
    const other = await world.post(world.link(), { ...fields, reference: "changed" }, json);
    expect([other.statusCode, problemOf(other)]).toEqual([409, "webhook-id-reused"]);
    expect((await world.post(world.link(), world.named("acknowledged"))).statusCode).toBe(409);
  });

  it("is answered to a program as its webhook would be", async () => {
    const world = await openLinkWorld();
    const answered = await world.post(world.link(), world.named("acknowledged"), json);
    expect(answered.statusCode).toBe(200);
    expect(JSON.parse(answered.body)).toMatchObject({ accepted: true, late: false, status: "awaiting_action" });
  });

  it("is taken from a form alone", async () => {
    const world = await openLinkWorld();
    const type = { "content-type": ["application/json"], ...json };
    expect((await world.send(world.link(), JSON.stringify(world.named("acknowledged")), type)).statusCode).toBe(415);
  });
});
