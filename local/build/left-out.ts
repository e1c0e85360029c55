import { readFileSync } from "node:fs";
import { build, type OnLoadResult, type Plugin } from "esbuild";

/** A module of a library that a function on Lambda has no use for, and what stands in its place. */
type LeftOut = {
  /** Its file, by the end of its path. */
  module: RegExp;
  /** What is bundled instead; without it each of its exports throws, should anything ever call it. */
  instead?: (path: string) => OnLoadResult;
};

const source = (contents: string) => (): OnLoadResult => ({ contents, loader: "js" });

/**
 * Errors that the operations we call may answer with (AWS: API references of the services, "Errors").
 * The SDK registers a class for each error of a whole service.
 */
const answered = new Set([
  // GetItem, PutItem, UpdateItem, Query, TransactWriteItems
  "ConditionalCheckFailedException",
  "IdempotentParameterMismatchException",
  "InternalServerError",
  "InvalidEndpointException",
  "ItemCollectionSizeLimitExceededException",
  "ProvisionedThroughputExceededException",
  "ReplicatedWriteConflictException",
  "RequestLimitExceeded",
  "ResourceNotFoundException",
  "ThrottlingException",
  "TransactionCanceledException",
  "TransactionConflictException",
  "TransactionInProgressException",
  "DynamoDBServiceException",
  // StartExecution, SendTaskSuccess, SendTaskFailure
  "ExecutionAlreadyExists",
  "ExecutionLimitExceeded",
  "InvalidArn",
  "InvalidExecutionInput",
  "InvalidName",
  "InvalidOutput",
  "InvalidToken",
  "KmsAccessDeniedException",
  "KmsInvalidStateException",
  "KmsThrottlingException",
  "StateMachineDeleting",
  "StateMachineDoesNotExist",
  "TaskDoesNotExist",
  "TaskTimedOut",
  "ValidationException",
  "SFNServiceException",
  // GetSecretValue; what else CreateSecret answers with, the one function that calls it knows by name
  "DecryptionFailure",
  "InternalServiceError",
  "InvalidParameterException",
  "InvalidRequestException",
  "SecretsManagerServiceException",
]);

/** Leaves out what registers the other errors' classes; such an error still arrives, under its name, as the service's. */
function answeredErrorsOnly(path: string): OnLoadResult {
  const registering = /^\w+\.registerError\([\w$]+, (\w+)\);$/gm;
  const contents = readFileSync(path, "utf8").replace(registering, (line, name: string) =>
    answered.has(name) ? line : "",
  );
  return { contents, loader: "js" };
}

/**
 * Modules of the AWS SDK that are idle on Lambda. The local runtime runs the same bundles, and gives them what Lambda
 * gives: region and credentials in the environment.
 */
export const idleOnLambda = {
  /**
   * The chain that looks for credentials in profiles, in single sign-on and on instances, with the clients of four
   * services. Lambda gives the credentials of the role in the environment, which is the chain's own first link, and
   * replaces the whole process before they expire (AWS: Lambda, defined runtime environment variables).
   */
  credentialChain: {
    module: /@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/,
    instead: source('export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";'),
  },
  /** Files of profiles, in a home folder that Lambda does not have; a developer's own must not reach the functions. */
  profileFiles: {
    module: /@smithy\/core\/dist-es\/submodules\/config\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
    instead: source(
      "export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });" +
        'export { CONFIG_PREFIX_SEPARATOR } from "./constants";',
    ),
  },
  /** The region of an instance, asked of its metadata service: Lambda gives the region in the environment. */
  instanceRegion: {
    module: /@smithy\/core\/dist-es\/submodules\/config\/config-resolver\/regionConfig\/getInstanceMetadataRegion\.js$/,
  },
  /** Retries of the mode `adaptive`, for which the environment would have to ask; ours are those of the standard mode. */
  adaptiveRetries: { module: /@smithy\/core\/dist-es\/submodules\/retry\/util-retry\/AdaptiveRetryStrategy\.js$/ },
  /** Event streams: no operation that a function calls has one; the SDK loads them when one is called. */
  eventStreams: { module: /@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/ },
  /** What an event stream's messages are signed with: a signer makes one, and uses it for nothing else. */
  eventStreamHeaders: {
    module: /@smithy\/signature-v4\/dist-es\/HeaderFormatter\.js$/,
    instead: source("export class HeaderFormatter {}"),
  },
  /** SHA-256 in JavaScript, for a Node.js without OpenSSL: that of Lambda has it, and the SDK takes it first. */
  sha256InJavaScript: { module: /@smithy\/core\/dist-es\/submodules\/checksum\/sha256\/Sha256Js\.js$/ },
  /**
   * The cache of endpoint discovery, which is off unless the environment turns it on. The client of DynamoDB makes one
   * and hands it to operations that discover; those left in the bundle do not.
   */
  endpointCache: {
    module: /@aws-sdk\/endpoint-cache\/dist-es\/index\.js$/,
    instead: source("export class EndpointCache {}"),
  },
  /** Endpoints of S3, which the SDK works out for a client of S3 alone. */
  bucketEndpoints: {
    module: /@smithy\/core\/dist-es\/submodules\/endpoints\/middleware-endpoint\/service-customizations\/s3\.js$/,
  },
  /** Paginators, made at once for scans and queries alike: the stores page by cursors of their own. */
  paginators: { module: /@aws-sdk\/lib-dynamodb\/dist-es\/pagination\/index\.js$/ },
  /** The classes of errors that only operations answer with which no function calls. */
  otherErrors: {
    module: /@aws-sdk\/client-(dynamodb|sfn|secrets-manager)\/dist-es\/schemas\/schemas_0\.js$/,
    instead: answeredErrorsOnly,
  },
  /** The package file of a client, of which the SDK reads the version, for the user agent. */
  packageFile: { module: /@aws-sdk\/[^/]+\/package\.json$/, instead: versionOnly },
} as const satisfies Record<string, LeftOut>;

/** Modules that only a function that describes its schemas calls: zod's way from a schema to JSON Schema. */
export const idleWithoutDescriptions = {
  jsonSchema: { module: /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/ },
} as const satisfies Record<string, LeftOut>;

/** Bundles something smaller in the place of these modules. */
export function leaveOut(modules: Readonly<Record<string, LeftOut>>): Plugin {
  return {
    name: "leave-out",
    setup: (bundling) => {
      for (const [name, { module, instead }] of Object.entries(modules)) {
        const filter = new RegExp(module.source.replaceAll("\\/", "[\\\\/]"));
        bundling.onLoad({ filter }, async ({ path }) => instead?.(path) ?? throwing(name, path));
      }
    },
  };
}

/** Nothing but the exports of a module, each a function that says what is missing. */
async function throwing(name: string, path: string): Promise<OnLoadResult> {
  const { metafile } = await build({
    entryPoints: [path],
    bundle: false,
    format: "esm",
    outdir: ".",
    write: false,
    metafile: true,
  });
  const exported = Object.values(metafile.outputs).flatMap((output) => output.exports);
  const contents = [
    `function absent() { throw new Error("left out of the bundle: ${name}"); }`,
    ...exported.map((one) => `export { absent as ${one} };`),
  ];
  return { contents: contents.join("\n"), loader: "js" };
}

function versionOnly(path: string): OnLoadResult {
  const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
  return { contents: JSON.stringify({ version }), loader: "json" };
}
