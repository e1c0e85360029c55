import { afterEach, describe, expect, it, vi } from "vitest";
import { placeInEnvironment } from "../../../../../functions/shared/aws/place.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("where a service is", () => {
  it.each([
    ["eu-west-3", "https://dynamodb.eu-west-3.amazonaws.com/"],
    ["eusc-de-east-1", "https://dynamodb.eusc-de-east-1.amazonaws.eu/"],
    ["cn-north-1", "https://dynamodb.cn-north-1.amazonaws.com.cn/"],
  ])("follows from its region: %s", (region, endpoint) => {
    vi.stubEnv("AWS_REGION", region);
    vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", undefined);
    expect(placeInEnvironment("dynamodb", "AWS_ENDPOINT_URL_DYNAMODB")).toMatchObject({
      endpoint: new URL(endpoint),
      region,
    });
  });

  it("is where the environment says, when it says so", () => {
    vi.stubEnv("AWS_REGION", "eu-west-3");
    vi.stubEnv("AWS_ENDPOINT_URL_SFN", "http://127.0.0.1:8083");
    expect(placeInEnvironment("states", "AWS_ENDPOINT_URL_SFN").endpoint.href).toBe("http://127.0.0.1:8083/");
  });

  it("is asked as the role of the function, and without one not at all", async () => {
    vi.stubEnv("AWS_REGION", "eu-west-3");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    vi.stubEnv("AWS_SESSION_TOKEN", "session");
    const { credentials } = placeInEnvironment("states", "AWS_ENDPOINT_URL_SFN");
    const identity = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "session" };
    expect(typeof credentials === "function" && (await credentials())).toMatchObject(identity);
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
    const { credentials: none } = placeInEnvironment("states", "AWS_ENDPOINT_URL_SFN");
    await expect(typeof none === "function" && none()).rejects.toThrow("credentials");
  });
});
