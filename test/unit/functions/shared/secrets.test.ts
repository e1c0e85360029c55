import { once } from "node:events";
import { stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSecrets, secretKeeper } from "../../../../functions/shared/secrets.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

describe("secrets in files", () => {
  it("are read by the reference that keeping them gave, by their owner only", async () => {
    const keep = secretKeeper(`file:${folder.path}/new`);
    const reference = await keep("shein-to-us", "whsec_1");
    expect(reference).toBe(`file:${folder.path}/new/shein-to-us`);
    expect(await openSecrets(() => 0).read(reference)).toBe("whsec_1");
    expect((await stat(join(folder.path, "new/shein-to-us"))).mode & 0o777).toBe(0o600);
  });

  it("are never overwritten", async () => {
    const keep = secretKeeper(`file:${folder.path}`);
    const reference = await keep("once", "whsec_1");
    await expect(keep("once", "whsec_2")).rejects.toThrow("EEXIST");
    expect(await openSecrets(() => 0).read(reference)).toBe("whsec_1");
  });

  it("are read again after a minute, and at once after a failure", async () => {
    let wall = 0;
    const { read } = openSecrets(() => wall);
    const reference = `file:${join(folder.path, "changing")}`;
    await expect(read(reference)).rejects.toThrow("ENOENT");
    await writeFile(join(folder.path, "changing"), "whsec_1\n");
    expect(await read(reference)).toBe("whsec_1");
    await writeFile(join(folder.path, "changing"), "whsec_2\n");
    wall = 59_999;
    expect(await read(reference)).toBe("whsec_1");
    wall = 60_000;
    expect(await read(reference)).toBe("whsec_2");
  });
});

describe("a reference", () => {
  it.each(["vault:x", "constructor:x", "nothing", ""])("of an unknown scheme is refused: %j", async (reference) => {
    await expect(openSecrets(() => 0).read(reference)).rejects.toThrow("no adapter");
    await expect(secretKeeper(reference)("name", "whsec_1")).rejects.toThrow("no adapter");
  });
});

describe("secrets in Secrets Manager", () => {
  const key = "arn:aws:kms:eu-west-3:111122223333:key/11111111-2222-3333-4444-555555555555";
  const made = "arn:aws:secretsmanager:eu-west-3:111122223333:secret:Sommation-dev/shein-to-us-AbCdEf";
  const calls: { target: unknown; body: unknown }[] = [];
  const answers: Record<string, object> = {
    "secretsmanager.CreateSecret": { ARN: made, Name: "Sommation-dev/shein-to-us" },
    "secretsmanager.GetSecretValue": { ARN: made, SecretString: "whsec_1" },
  };
  const server = createServer((request, response) => {
    void (async () => {
      const target = String(request.headers["x-amz-target"]);
      const text = (await request.setEncoding("utf8").toArray()).join("");
      calls.push({ target, body: JSON.parse(text) });
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answers[target]));
    })();
  });

  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port ?? 0}`,
      AWS_REGION: "eu-west-3",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
  });
  beforeEach(() => {
    calls.length = 0;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });

  it("are made under the deployment's prefix, closed with its key, and referred to by their ARN", async () => {
    expect(await secretKeeper(`${key}#Sommation-dev/`)("shein-to-us", "whsec_1")).toBe(made);
    expect(calls).toMatchObject([
      {
        target: "secretsmanager.CreateSecret",
        body: { Name: "Sommation-dev/shein-to-us", KmsKeyId: key, SecretString: "whsec_1" },
      },
    ]);
  });

  it("are read by their ARN, once in a minute", async () => {
    const { read } = openSecrets(() => 0);
    expect([await read(made), await read(made)]).toEqual(["whsec_1", "whsec_1"]);
    expect(calls).toMatchObject([{ target: "secretsmanager.GetSecretValue", body: { SecretId: made } }]);
  });

  it("are not made where it is not said how their names begin", async () => {
    await expect(secretKeeper(key)("shein-to-us", "whsec_1")).rejects.toThrow("a place of secrets");
    expect(calls).toEqual([]);
  });
});
