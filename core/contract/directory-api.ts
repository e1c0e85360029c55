import * as z from "zod";
import { Authority, DirectoryRecipient, HeldRole, Platform, PublicKey, WebhookAddress } from "./directory.ts";
import { DirectoryId } from "./ids.ts";

const Endpoint = z
  .strictObject({ url: WebhookAddress })
  .meta({ id: "DirectoryEndpoint", description: "Where signed webhooks are received." });

const endpoint = Endpoint.optional();
const publicKey = PublicKey.optional().meta({
  description: "ed25519 key that its answers may be signed with (`v1a`).",
});
const noEndpoint = Endpoint.nullable().optional().meta({ description: "`null` takes it away." });
const noPublicKey = PublicKey.nullable().optional().meta({ description: "`null` takes it away." });

/** A platform to be registered. */
export const NewPlatform = z
  .strictObject({ ...Platform.shape, endpoint, publicKey })
  .meta({ id: "NewPlatform", description: "A platform to be registered." });
export type NewPlatform = z.infer<typeof NewPlatform>;

/** Changes to a platform. Each field that is given takes the place of the present one, whole; its id never changes. */
export const PlatformChange = z
  .strictObject({
    ...Platform.omit({ id: true }).partial().shape,
    endpoint: noEndpoint,
    publicKey: noPublicKey,
  })
  .meta({ id: "PlatformChange", description: "Fields to be replaced, each whole." });
export type PlatformChange = z.infer<typeof PlatformChange>;

/** An authority to be registered; `endpoint` is where it is told of its cases, and receives what is referred to it. */
export const NewAuthority = z
  .strictObject({ ...Authority.shape, endpoint })
  .meta({ id: "NewAuthority", description: "An authority to be registered." });
export type NewAuthority = z.infer<typeof NewAuthority>;

/** Changes to an authority. Each field that is given takes the place of the present one, whole; its id never changes. */
export const AuthorityChange = z
  .strictObject({ ...Authority.omit({ id: true }).partial().shape, endpoint: noEndpoint })
  .meta({ id: "AuthorityChange", description: "Fields to be replaced, each whole." });
export type AuthorityChange = z.infer<typeof AuthorityChange>;

/** Secrets that were just made. This answer is the only one that ever shows them. */
const NewSecrets = z
  .strictObject({
    fromUs: z.string().optional().meta({ description: "`whsec_…`: verifies what we send to the endpoint." }),
    toUs: z.string().optional().meta({ description: "`whsec_…`: signs the platform's answers to us." }),
  })
  .meta({
    id: "NewSecrets",
    description: "Made just now, with the first endpoint, and shown this once: hand them over by a safe way.",
  });
export type NewSecrets = z.infer<typeof NewSecrets>;

const shown = {
  version: z.int().positive().meta({ description: "Send it back in `If-Match` when changing it." }),
  receives: z.boolean().meta({ description: "Whether an endpoint is registered." }),
  endpoint: Endpoint.optional().meta({ description: "Shown to administrators." }),
  secrets: NewSecrets.optional(),
  links: z.record(z.string(), z.string()),
};

/** A platform as the API shows it. */
export const PlatformView = z
  .strictObject({ ...Platform.shape, ...shown, publicKey })
  .meta({ id: "PlatformView", description: "A platform of the directory." });
export type PlatformView = z.infer<typeof PlatformView>;

/** An authority as the API shows it. */
export const AuthorityView = z
  .strictObject({ ...Authority.shape, ...shown })
  .meta({ id: "AuthorityView", description: "An authority of the directory." });
export type AuthorityView = z.infer<typeof AuthorityView>;

/** Every platform: a directory is small, and read whole. */
export const PlatformList = z.strictObject({ platforms: z.array(PlatformView) }).meta({ id: "PlatformList" });

/** Every authority. */
export const AuthorityList = z.strictObject({ authorities: z.array(AuthorityView) }).meta({ id: "AuthorityList" });

/** Every holder of a role. */
export const RecipientList = z
  .strictObject({ recipients: z.array(DirectoryRecipient) })
  .meta({ id: "RecipientList", description: "Who holds which role, for which State." });

/** Who holds a role from now on; the role is in the path. */
export const RecipientChange = DirectoryRecipient.omit({ role: true }).meta({ id: "RecipientChange" });

/** Parameters of the path of a role. */
export const OfRole = z.strictObject({ role: HeldRole });

/** An OAuth client of the issuer, as its tokens name it (`client_id`, RFC 9068 §2.2). */
export const ClientId = z
  .string()
  .regex(/^[A-Za-z0-9._~+:@|-]{1,128}$/)
  .meta({ description: "The client as its tokens name it in `client_id`." });

/** Whom a client speaks for. */
export const ClientMapping = z
  .strictObject({
    clientId: ClientId,
    speaksFor: z.strictObject({ kind: z.enum(["authority", "platform"]), id: DirectoryId }),
  })
  .meta({ id: "ClientMapping", description: "The authority or platform that a client's tokens speak for." });
export type ClientMapping = z.infer<typeof ClientMapping>;

/** Whom a client speaks for from now on; the client is in the path. */
export const ClientChange = ClientMapping.omit({ clientId: true }).meta({ id: "ClientChange" });
