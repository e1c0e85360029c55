import { exampleAcknowledgement, exampleNotice } from "../examples.ts";
import type { Addresses } from "../openapi-document.ts";

/** Asks for a token (RFC 6749 §4.4). */
export function tokenCommand({ tokenUrl }: Addresses): string {
  return `curl -s -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials \\
  ${tokenUrl}
# {"access_token":"…","token_type":"Bearer","expires_in":3600}
TOKEN=…`;
}

/** Submits the example notice. */
export function submitCommand({ publicUrl }: Addresses): string {
  return `cat > notice.json <<'END'
${JSON.stringify(exampleNotice, null, 2)}
END

curl -s "${publicUrl}/v1/notices?dryRun=true" \\
  -H "authorization: Bearer $TOKEN" -H "idempotency-key: try-1" \\
  -H "content-type: application/json" --data-binary @notice.json`;
}

/** Reads the open cases, one case and its record. */
export function readCommands({ publicUrl }: Addresses): string {
  return `curl -s "${publicUrl}/v1/cases" -H "authorization: Bearer $TOKEN"
curl -s "${publicUrl}/v1/cases/$CASE" -H "authorization: Bearer $TOKEN"
curl -s "${publicUrl}/v1/cases/$CASE/events" -H "authorization: Bearer $TOKEN"`;
}

/** Withdraws a notice. */
export function actCommand({ publicUrl }: Addresses): string {
  return `curl -s "${publicUrl}/v1/cases/$CASE/withdrawal" \\
  -H "authorization: Bearer $TOKEN" -H "if-match: $VERSION" \\
  -H "content-type: application/json" \\
  -d '{"by":{"id":"agent-12","name":"A. Martin"},"reason":"Seller identified; order replaced."}'`;
}

/** Signs an answer with the shared secret and sends it. */
export function answerCommand({ publicUrl }: Addresses): string {
  return `body='${JSON.stringify(exampleAcknowledgement, null, 2)}'
id=ack-77-1
now=$(date +%s)
key=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')
signature=$(printf %s "$id.$now.$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)

curl -s "${publicUrl}/v1/platforms/$PLATFORM/webhook" \\
  -H "content-type: application/json" -H "webhook-id: $id" \\
  -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" \\
  --data-binary "$body"`;
}

/** Lists what a platform has open. */
export function openCasesCommand({ publicUrl }: Addresses): string {
  return `curl -s "${publicUrl}/v1/platforms/$PLATFORM/cases" -H "authorization: Bearer $TOKEN"`;
}
