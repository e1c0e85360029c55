import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import { afterEach } from "vitest";

const open: { server: net.Server; sockets: Set<net.Socket> }[] = [];

afterEach(async () => {
  await Promise.all(
    open.splice(0).map(async ({ server, sockets }) => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    }),
  );
});

/** Listens on a free loopback port until the end of the test; answers with the port. */
export async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  open.push({ server, sockets });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return (server.address() as net.AddressInfo).port;
}

/** A platform's endpoint over plain http; answers with its URL. */
export async function serve(answer: http.RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(http.createServer(answer))}/hook`;
}

/** A platform's endpoint over TLS; answers with its port. */
export function serveTls(identity: Identity, answer: http.RequestListener): Promise<number> {
  return listen(https.createServer({ key: identity.key, cert: identity.certificate }, answer));
}

/** A port on which bytes, not HTTP, are spoken. */
export async function speak(onConnection: (socket: net.Socket) => void): Promise<string> {
  return `http://127.0.0.1:${await listen(net.createServer(onConnection))}/hook`;
}

/** A port of this machine that nothing listens on. */
export async function closedPort(): Promise<number> {
  const server = net.createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve((server.address() as net.AddressInfo).port);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A private key and its self-signed certificate, both PEM. */
type Identity = { key: string; certificate: string };

/** Makes a certificate for one host name (X.509 v3, RFC 5280), so that no key is kept in the project. */
export function selfSigned(hostname: string): Identity {
  const pair = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
  const name = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(hostname)))));
  const validity = sequence(der(0x17, Buffer.from("250101000000Z")), der(0x18, Buffer.from("20990101000000Z")));
  const subjectAltName = sequence(oid("551d11"), der(0x04, sequence(der(0x82, Buffer.from(hostname)))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    pair.publicKey,
    der(0xa3, sequence(subjectAltName)),
  );
  const signature = sign("sha256", body, createPrivateKey(pair.privateKey));
  const whole = sequence(body, ecdsaWithSha256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").match(/.{1,64}/g)!;
  const certificate = ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
  return { key: pair.privateKey, certificate };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}
