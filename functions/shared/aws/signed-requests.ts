import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { Sha256Node } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from "@smithy/core/retry";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { SignatureV4 } from "@smithy/signature-v4";
import type { RetryErrorInfo, StandardRetryToken } from "@smithy/types";
import { placeInEnvironment, type Place } from "./place.ts";
import { serviceError } from "./service-error.ts";

/** Where a service is asked, and under which name. */
export type SignedAddress = {
  /** First label of its host. */
  host: string;
  /** Its name in signatures. */
  signingName: string;
  /** Variable with an endpoint of its own. */
  endpointVariable: string;
  /** How often a request is tried at most. */
  attempts: number;
};

/** A request, before it is addressed and signed. */
export type UnsignedRequest = { path: string; headers: Readonly<Record<string, string>>; body: string };

/** A service, as far as it takes signed requests. */
export type SignedRequests = {
  /**
   * Posts a request, and again what passes by itself.
   *
   * @returns The answer's body.
   * @throws ServiceError for what the service refuses, once retries have not helped; else the network's own error.
   */
  post: (request: UnsignedRequest) => Promise<string>;
  /** Closes its connections. */
  close: () => void;
};

/** Longer than any answer of these services takes; a connection that says nothing is broken, and the next one is not. */
const timeouts = { connectionTimeout: 2_000, requestTimeout: 6_000, throwOnRequestTimeout: true };

/**
 * Speaks to a service of AWS out of the parts that the SDK is made of: its signer, its connections, its standard retries.
 * The SDK's clients around them cost more time than DynamoDB itself does (docs/adr/0025).
 */
export function signedRequests({ host, signingName, endpointVariable, attempts }: SignedAddress, at?: Place) {
  const http = new NodeHttpHandler(timeouts);
  const retries = new StandardRetryStrategy(attempts);
  let signing: { place: Place; signer: SignatureV4 } | undefined;
  // At the first call: a function that never asks for anything needs no place to ask.
  const ready = () => (signing ??= signingAt(at ?? placeInEnvironment(host, endpointVariable), signingName));

  async function attempt({ path, headers, body }: UnsignedRequest): Promise<string> {
    const { place, signer } = ready();
    const { protocol, hostname, port, host: hostHeader } = place.endpoint;
    const request = new HttpRequest({
      method: "POST",
      protocol,
      hostname,
      ...(port !== "" && { port: Number(port) }),
      path,
      headers: { host: hostHeader, ...headers },
      body,
    });
    const { response } = await http.handle(new HttpRequest(await signer.sign(request)));
    const answer = await text(response.body as NodeJS.ReadableStream);
    if (response.statusCode < 300) return answer;
    throw serviceError(response.statusCode, response.headers, answer);
  }

  async function post(request: UnsignedRequest): Promise<string> {
    let turn = await retries.acquireInitialRetryToken("");
    for (;;) {
      try {
        const answer = await attempt(request);
        retries.recordSuccess(turn);
        return answer;
      } catch (error) {
        turn = await nextTurn(retries, turn, error);
        await pause(turn.getRetryDelay());
      }
    }
  }

  const close = () => {
    http.destroy();
  };
  return { post, close } satisfies SignedRequests;
}

function signingAt(place: Place, service: string) {
  const { region, credentials } = place;
  return { place, signer: new SignatureV4({ service, region, credentials, sha256: Sha256Node }) };
}

/** Leave to try again. @throws the error itself, where it would come again or enough has been tried. */
async function nextTurn(
  retries: StandardRetryStrategy,
  turn: StandardRetryToken,
  error: unknown,
): Promise<StandardRetryToken> {
  try {
    return await retries.refreshRetryTokenForRetry(turn, { errorType: kindOf(error as Failure) });
  } catch {
    throw error;
  }
}

/** What the SDK tells passing failures by: names, codes of the network, statuses. */
type Failure = Parameters<typeof isTransientError>[0];

function kindOf(error: Failure): RetryErrorInfo["errorType"] {
  if (isThrottlingError(error)) return "THROTTLING";
  if (isTransientError(error)) return "TRANSIENT";
  return isServerError(error) ? "SERVER_ERROR" : "CLIENT_ERROR";
}
