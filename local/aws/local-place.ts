import type { Place } from "../../functions/shared/aws/place.ts";

/** A service of this machine: it takes any credentials, and is of no region. */
export function localPlace(url: string): Place {
  return {
    endpoint: new URL(url),
    region: "eu-west-3",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
}
