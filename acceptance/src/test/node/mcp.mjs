// A remote MCP server behind FakeAuth0 and a client that registers itself, with the protocol's official SDK.
// usage: node mcp.mjs ISSUER accept|deny|closed
import assert from "node:assert/strict";
import { once } from "node:events";

import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { requireBearerAuth } from "@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js";
import { mcpAuthMetadataRouter } from "@modelcontextprotocol/sdk/server/auth/router.js";
import { InvalidTokenError } from "@modelcontextprotocol/sdk/server/auth/errors.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";
import { createRemoteJWKSet, jwtVerify } from "jose";

import { Browser } from "./browser.mjs";

const [issuer, wanted] = process.argv.slice(2);
const CALLBACK = "http://localhost:6274/oauth/callback";

/** The server: one tool, open to tokens of its own audience only (RFC 9728 metadata by the SDK). */
async function serve() {
  const app = express();
  const listener = app.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const resource = new URL(`http://localhost:${listener.address().port}/mcp`);
  const metadata = await (await fetch(new URL(".well-known/oauth-authorization-server", issuer))).json();
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri ?? new URL(".well-known/jwks.json", issuer)));
  const verifier = {
    async verifyAccessToken(token) {
      try {
        const { payload } = await jwtVerify(token, keys, { issuer, audience: resource.href });
        return {
          token,
          clientId: payload.client_id ?? payload.azp,
          scopes: (payload.scope ?? "").split(" "),
          expiresAt: payload.exp,
          extra: { sub: payload.sub },
        };
      } catch (error) {
        throw new InvalidTokenError(error.message);
      }
    },
  };
  app.use(mcpAuthMetadataRouter({ oauthMetadata: metadata, resourceServerUrl: resource, scopesSupported: ["mcp:read"] }));
  app.use(express.json());
  app.post(
    "/mcp",
    requireBearerAuth({
      verifier,
      requiredScopes: ["mcp:read"],
      resourceMetadataUrl: new URL("/.well-known/oauth-protected-resource/mcp", resource).href,
    }),
    async (request, response) => {
      const server = new McpServer({ name: "whoami", version: "1.0.0" });
      server.registerTool("whoami", { description: "Who calls" }, async (extra) => ({
        content: [{ type: "text", text: extra.authInfo.extra.sub }],
      }));
      const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
      response.on("close", () => transport.close());
      await server.connect(transport);
      await transport.handleRequest(request, response, request.body);
    },
  );
  return { resource, close: () => listener.close() };
}

/** What an MCP client keeps of its registration and login; its browser is driven by the test. */
class Host {
  get redirectUrl() {
    return CALLBACK;
  }

  get clientMetadata() {
    return {
      client_name: "MCP acceptance test",
      redirect_uris: [CALLBACK],
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
    };
  }

  clientInformation() {
    return this.registration;
  }

  saveClientInformation(information) {
    this.registration = information;
  }

  tokens() {
    return this.granted;
  }

  saveTokens(tokens) {
    this.granted = tokens;
  }

  saveCodeVerifier(verifier) {
    this.verifier = verifier;
  }

  codeVerifier() {
    return this.verifier;
  }

  redirectToAuthorization(url) {
    this.authorizing = url;
  }
}

async function logIn(url, consents) {
  const browser = new Browser();
  let page = await browser.open(url);
  assert.match(page.url, /\/u\/login\/identifier/);
  page = await browser.submit(page, { username: "ada@example.com", action: "default" });
  assert.match(page.url, /\/u\/login\/password/);
  page = await browser.submit(page, { password: "Passw0rd!", action: "default" });
  assert.match(page.url, /\/u\/consent/);
  assert.match(page.text, /MCP acceptance test/);
  return browser.submit(page, { action: consents ? "accept" : "deny" });
}

const server = await serve();
try {
  const management = await token();
  await call("POST", "resource-servers", {
    name: "MCP server under test",
    identifier: server.resource.href,
    scopes: [{ value: "mcp:read" }],
    token_dialect: "rfc9068_profile",
  });

  const host = new Host();
  const connect = async () => {
    const client = new Client({ name: "acceptance", version: "1.0.0" });
    const transport = new StreamableHTTPClientTransport(server.resource, { authProvider: host });
    return { client, transport, done: client.connect(transport) };
  };

  const first = await connect();
  if (wanted === "closed") {
    await assert.rejects(first.done, (error) => /registration|disabled|access_denied/i.test(String(error)));
    assert.equal(host.registration, undefined);
    console.log("ok registration is refused while the tenant has it switched off");
  } else {
    await assert.rejects(first.done, UnauthorizedError);
    assert.ok(host.registration.client_id);
    assert.equal(host.authorizing.searchParams.get("resource"), server.resource.href);
    console.log("ok the client discovers the tenant and registers itself");

    const answer = new URL((await logIn(host.authorizing, wanted === "accept")).url);
    assert.equal(answer.origin + answer.pathname, CALLBACK);
    if (wanted === "deny") {
      assert.equal(answer.searchParams.get("error"), "access_denied");
      assert.equal(answer.searchParams.get("code"), null);
      console.log("ok a consent that is denied gives no code");
    } else {
      await first.transport.finishAuth(answer.searchParams.get("code"));
      const second = await connect();
      await second.done;
      const { content } = await second.client.callTool({ name: "whoami" });
      assert.match(content[0].text, /^auth0\|/);
      await second.client.close();
      console.log("ok the tool is called as the user who consented");
    }
  }

  async function call(method, path, body) {
    const response = await fetch(new URL(`api/v2/${path}`, issuer), {
      method,
      headers: { authorization: `Bearer ${management}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    assert.ok(response.ok, `${response.status} ${await response.text()}`);
  }
} finally {
  server.close();
}

async function token() {
  const response = await fetch(new URL("oauth/token", issuer), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      grant_type: "client_credentials",
      client_id: "management",
      client_secret: "management-secret",
      audience: new URL("api/v2/", issuer).href,
    }),
  });
  assert.equal(response.status, 200);
  return (await response.json()).access_token;
}
