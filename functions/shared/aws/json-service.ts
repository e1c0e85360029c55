import type { Place } from "./place.ts";
import { signedRequests } from "./signed-requests.ts";

/** How a service of AWS that speaks JSON is addressed. */
export type ServiceAddress = {
  /** First label of its host, and its name in signatures. */
  host: string;
  /** Variable with an endpoint of its own. */
  endpointVariable: string;
  /** What stands before the operation in `X-Amz-Target`. */
  target: string;
  /** Version of the protocol. */
  version: "1.0" | "1.1";
  /** How often a request is tried at most. */
  attempts: number;
};

/** A service, as far as it is asked. */
export type JsonService = {
  /**
   * Asks for an operation.
   *
   * @param body The operation's input, in JSON.
   * @returns Its output, in JSON.
   * @throws ServiceError for what the service refuses, once retries have not helped; else the network's own error.
   */
  call: (operation: string, body: string) => Promise<string>;
  /** Closes its connections. */
  close: () => void;
};

/**
 * Speaks to a service in the AWS JSON protocol.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function jsonService({ host, endpointVariable, target, version, attempts }: ServiceAddress, at?: Place) {
  const { post, close } = signedRequests({ host, signingName: host, endpointVariable, attempts }, at);
  const contentType = `application/x-amz-json-${version}`;
  const call = async (operation: string, body: string) =>
    post({ path: "/", headers: { "content-type": contentType, "x-amz-target": `${target}.${operation}` }, body });
  return { call, close } satisfies JsonService;
}
