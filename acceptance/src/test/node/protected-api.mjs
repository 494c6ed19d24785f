// An API on Express and express-oauth2-jwt-bearer, as its documentation writes it.
// usage: node protected-api.mjs ISSUER AUDIENCE SCOPE; prints the port it listens at, ends with its standard input.
import express from "express";
import oauth from "express-oauth2-jwt-bearer";

const [issuerBaseURL, audience, scope] = process.argv.slice(2);
const app = express();
app.use(oauth.auth({ issuerBaseURL, audience }));
app.get("/messages", oauth.requiredScopes(scope), (request, response) => response.json([]));
// Express would print each refusal with its stack.
app.use((error, request, response, next) => {
  response.set(error.headers ?? {}).status(error.status ?? 500).json({ error: error.code });
});
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.on("end", () => process.exit()).resume();
