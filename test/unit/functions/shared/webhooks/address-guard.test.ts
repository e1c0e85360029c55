import { describe, expect, it } from "vitest";
import {
  checkDestination,
  type HostAddress,
  type Resolve,
} from "../../../../../functions/shared/webhooks/address-guard.ts";

const published = { address: "93.184.215.14", family: 4 };
const resolveTo =
  (...addresses: HostAddress[]): Resolve =>
  () =>
    Promise.resolve(addresses);
const neverAsked: Resolve = () => Promise.reject(new Error("no name should have been resolved"));
const of = (address: string): HostAddress => ({ address, family: address.includes(":") ? 6 : 4 });

function check(url: string, resolve: Resolve = resolveTo(published)) {
  return checkDestination(url, { allowLoopbackHttp: false, resolve });
}

function checkLocally(url: string, resolve: Resolve = neverAsked) {
  return checkDestination(url, { allowLoopbackHttp: true, resolve });
}

describe("the address guard", () => {
  it("lets https on port 443 to public addresses through, with the addresses to connect to", async () => {
    const both = [published, of("2606:2800:21f:cb07:6820:80da:af6b:8b2c")];
    const allowed = await check("https://hooks.shop.example:443/notices?x=1", resolveTo(...both));
    expect(allowed).toEqual({
      kind: "allowed",
      url: new URL("https://hooks.shop.example/notices?x=1"),
      addresses: both,
    });
  });

  it("resolves a name once", async () => {
    const asked: string[] = [];
    await check("https://hooks.shop.example/", (hostname) => {
      asked.push(hostname);
      return Promise.resolve([published]);
    });
    expect(asked).toEqual(["hooks.shop.example"]);
  });

  it.each([
    "http://hooks.shop.example/",
    "http://hooks.shop.example:443/",
    "https://hooks.shop.example:8443/",
    "https://hooks.shop.example:80/",
    "https://user@hooks.shop.example/",
    "https://:secret@hooks.shop.example/",
    "https://user:secret@hooks.shop.example/",
    "ftp://hooks.shop.example/",
    "file:///etc/passwd",
    "data:text/plain,x",
    "//hooks.shop.example/",
    "https://",
    "",
  ])("refuses '%s' without resolving anything", async (url) => {
    expect(await check(url, neverAsked)).toEqual({ kind: "refused" });
  });

  it.each([
    ["this network", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["private", "10.0.0.1"],
    ["private", "172.16.0.1"],
    ["private", "172.31.255.255"],
    ["private", "192.168.1.1"],
    ["carrier-grade NAT", "100.64.0.1"],
    ["carrier-grade NAT", "100.127.255.255"],
    ["link-local", "169.254.0.1"],
    ["metadata of EC2", "169.254.169.254"],
    ["credentials of ECS", "169.254.170.2"],
    ["protocol assignments", "192.0.0.8"],
    ["documentation", "192.0.2.1"],
    ["documentation", "198.51.100.1"],
    ["documentation", "203.0.113.1"],
    ["6to4 relay", "192.88.99.1"],
    ["benchmarking", "198.18.0.1"],
    ["multicast", "224.0.0.1"],
    ["multicast", "239.255.255.255"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["unspecified", "::"],
    ["loopback", "::1"],
    ["IPv4-compatible", "::127.0.0.1"],
    ["IPv4-compatible", "::8.8.8.8"],
    ["IPv4-mapped", "::ffff:127.0.0.1"],
    ["IPv4-mapped", "::ffff:a9fe:a9fe"],
    ["IPv4-mapped, of a public address", "::ffff:93.184.215.14"],
    ["IPv4-translated", "::ffff:0:10.0.0.1"],
    ["NAT64", "64:ff9b::a9fe:a9fe"],
    ["local NAT64", "64:ff9b:1::a00:1"],
    ["6to4", "2002:a9fe:a9fe::1"],
    ["Teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    ["discard", "100::1"],
    ["benchmarking", "2001:2::1"],
    ["ORCHID", "2001:20::1"],
    ["documentation", "2001:db8::1"],
    ["documentation", "3fff::1"],
    ["segment routing", "5f00::1"],
    ["unique local", "fc00::1"],
    ["metadata of EC2 over IPv6", "fd00:ec2::254"],
    ["link-local", "fe80::1"],
    ["link-local with its zone", "fe80::1%eth0"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
    ["unassigned", "4000::1"],
  ])("refuses a name with an address that is %s: %s", async (_, address) => {
    expect(await check("https://hooks.shop.example/", resolveTo(of(address)))).toEqual({ kind: "refused" });
    expect(await check("https://hooks.shop.example/", resolveTo(published, of(address)))).toEqual({ kind: "refused" });
  });

  it.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://①②⑦.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fd00:ec2::254]/",
  ])("refuses the address written as %s", async (url) => {
    expect(await check(url, neverAsked)).toEqual({ kind: "refused" });
  });

  it("lets a public address be written as such", async () => {
    expect(await check("https://93.184.215.14/", neverAsked)).toMatchObject({ addresses: [published] });
    expect(await check("https://[2606:2800:21f::1]/", neverAsked)).toMatchObject({
      addresses: [of("2606:2800:21f::1")],
    });
  });

  it("refuses what this machine calls localhost", async () => {
    expect(await checkDestination("https://localhost/", { allowLoopbackHttp: false })).toEqual({ kind: "refused" });
  });

  it("says when a name has no address", async () => {
    const missing: Resolve = () => Promise.reject(new Error("ENOTFOUND"));
    expect(await check("https://nowhere.example/", missing)).toEqual({ kind: "unresolved" });
    expect(await check("https://nowhere.example/", resolveTo())).toEqual({ kind: "unresolved" });
  });
});

describe("the address guard of the local runtime", () => {
  it("lets plain http to this machine through, on any port", async () => {
    expect(await checkLocally("http://127.0.0.1:4601/hook")).toMatchObject({ addresses: [of("127.0.0.1")] });
    expect(await checkLocally("http://[::1]:4601/hook")).toMatchObject({ addresses: [of("::1")] });
    const localhost = resolveTo(of("127.0.0.1"), of("::1"));
    expect(await checkLocally("http://localhost:4601/hook", localhost)).toMatchObject({ kind: "allowed" });
  });

  it.each(["0.0.0.0", "10.0.0.1", "169.254.169.254", "93.184.215.14", "::ffff:127.0.0.1"])(
    "refuses plain http to %s",
    async (address) => {
      expect(await checkLocally("http://hooks.shop.example/", resolveTo(of(address)))).toEqual({ kind: "refused" });
      const mixed = resolveTo(of("127.0.0.1"), of(address));
      expect(await checkLocally("http://hooks.shop.example/", mixed)).toEqual({ kind: "refused" });
    },
  );

  it("keeps every other rule", async () => {
    expect(await checkLocally("https://127.0.0.1/")).toEqual({ kind: "refused" });
    expect(await checkLocally("https://hooks.shop.example:8443/")).toEqual({ kind: "refused" });
    expect(await checkLocally("http://user@127.0.0.1:4601/")).toEqual({ kind: "refused" });
    expect(await checkLocally("https://hooks.shop.example/", resolveTo(published))).toMatchObject({ kind: "allowed" });
  });
});
