#!/usr/bin/env bash
# Answers a notice as its platform: a signed webhook, as docs/webhooks describes it.
#
#   SOMMATION_SECRET=whsec_… docs/samples/answer.sh <platform> <case> acknowledged
#   SOMMATION_SECRET=whsec_… docs/samples/answer.sh <platform> <case> removed
#
# SOMMATION_SECRET is the secret "you → us" of the platform; SOMMATION_URL the API (http://127.0.0.1:4600).
# Needs curl, openssl, and node to read JSON.
set -euo pipefail

api=${SOMMATION_URL:-http://127.0.0.1:4600}
platform=${1:?which platform?} case=${2:?which case?} says=${3:?acknowledged, or a measure such as removed?}
: "${SOMMATION_SECRET:?the secret with which the platform signs}"

# What the platform was served. It could keep it from the webhook; this one has lost its webhooks and asks again.
token=$(curl -fsS "$api/oauth2/token" -u "platform-$platform:development" -d grant_type=client_credentials |
  sed 's/.*"access_token":"\([^"]*\)".*/\1/')
body=$(curl -fsS "$api/v1/platforms/$platform/cases?limit=100" -H "authorization: Bearer $token" |
  node -e '
    const [caseId, says] = process.argv.slice(1);
    const served = JSON.parse(require("node:fs").readFileSync(0)).cases.find((kase) => kase.caseId === caseId);
    if (!served) throw new Error(`${caseId} is not an open case of this platform`);
    const { version, digest, document } = served;
    const data = { caseId, version, digest };
    const items = document.items.map(({ itemId }) => ({ itemId, outcome: says }));
    const answer = says === "acknowledged"
      ? { type: "notice.acknowledged", data }
      : { type: "notice.action_taken", data: { ...data, items } };
    process.stdout.write(JSON.stringify(answer));
  ' "$case" "$says")

# The signature: HMAC-SHA256 over id.timestamp.body, with the bytes that the base64 after whsec_ stands for.
id="answer-$(date +%s)-$RANDOM"
timestamp=$(date +%s)
key=$(printf %s "${SOMMATION_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
signature=$(printf %s "$id.$timestamp.$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)

printf %s "$body" | curl -sS "$api/v1/platforms/$platform/webhook" \
  -H "content-type: application/json" \
  -H "webhook-id: $id" -H "webhook-timestamp: $timestamp" -H "webhook-signature: v1,$signature" \
  --data-binary @-
echo
