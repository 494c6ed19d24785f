// Tokens with the authentication clients of Auth0's packages for Node.
// usage: node authentication.mjs DOMAIN
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const { AuthenticationClient } = createRequire(import.meta.url)("auth0/legacy");
const domain = process.argv[2];

const machine = new AuthenticationClient({ domain, clientId: "m2m", clientSecret: "m2m-secret" });
const { data } = await machine.oauth.clientCredentialsGrant({ audience: "https://api.example.com" });
assert.equal(data.token_type, "Bearer");
assert.equal(data.scope, "read:messages write:messages");
console.log("ok a token for a granted API");

const stranger = new AuthenticationClient({ domain, clientId: "stranger", clientSecret: "stranger-secret" });
await assert.rejects(stranger.oauth.clientCredentialsGrant({ audience: "https://api.example.com" }), (error) => {
  assert.equal(error.statusCode, 403);
  assert.equal(error.error, "access_denied");
  return true;
});
console.log("ok a refusal that the client understands");
