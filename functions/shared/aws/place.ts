import type { AwsCredentialIdentity, Provider } from "@smithy/types";
import { fromEnv } from "@aws-sdk/credential-provider-env";

/** Where a service is, and as whom it is asked. */
export type Place = {
  endpoint: URL;
  region: string;
  credentials: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
};

/**
 * The place that Lambda names in the environment: region and credentials of the function's role. An endpoint of the
 * service's own may stand beside them, under the name that every AWS SDK reads.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 *
 * @param host First label of the service's host, as `dynamodb`.
 * @param variable Name of the variable with the endpoint.
 * @throws without a region; where credentials are missing, the first call does.
 */
export function placeInEnvironment(host: string, variable: string): Place {
  const { AWS_REGION: region = "", [variable]: endpoint = "" } = process.env;
  if (region === "") throw new Error("AWS_REGION is not set: Lambda sets it");
  return {
    endpoint: new URL(endpoint === "" ? `https://${host}.${region}.${domainOf(region)}` : endpoint),
    region,
    credentials: once(fromEnv()),
  };
}

/** Those of a role are in force as long as the process: Lambda replaces it before they expire. */
function once(credentials: Provider<AwsCredentialIdentity>): Provider<AwsCredentialIdentity> {
  let known: Promise<AwsCredentialIdentity> | undefined;
  return async () => (known ??= credentials());
}

/** The domain of a region's partition (AWS: ARNs and partitions; the European Sovereign Cloud has one of its own). */
function domainOf(region: string): string {
  if (region.startsWith("eusc-")) return "amazonaws.eu";
  return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}
