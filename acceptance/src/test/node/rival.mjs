// Another emulator of the npm registry, set up as near to Auth0 as its options go.
// usage: node rival.mjs NAME; prints where it serves and its version as JSON, ends with its standard input.
// @simulacrum/auth0-simulator takes its certificate from ~/.simulacrum/certs, so HOME is to be a folder that has one.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);

const rivals = {
  "@simulacrum/auth0-simulator": async () => {
    const { simulation } = require("@simulacrum/auth0-simulator");
    const simulator = simulation({
      options: {
        clientID: "web",
        audience: "https://api.example.com",
        scope: [
          { clientID: "machine", audience: "https://api.example.com", scope: "read:things write:things" },
          { clientID: "default", scope: "openid profile email offline_access" },
        ],
      },
      initialState: { users: [{ id: "auth0|user", name: "User", email: "user@example.com", password: "user-password" }] },
    });
    const { port } = await simulator.listen(0, "localhost");
    return `https://localhost:${port}/`;
  },
  "oauth2-mock-server": async () => {
    const { OAuth2Server } = await import("oauth2-mock-server");
    const server = new OAuth2Server(undefined, undefined, {
      shouldIssuerUrlBeSuffixedWithATralingSlash: true,
      endpoints: {
        token: "/oauth/token",
        jwks: "/.well-known/jwks.json",
        authorize: "/authorize",
        userinfo: "/userinfo",
        revoke: "/oauth/revoke",
        endSession: "/oidc/logout",
      },
    });
    await server.issuer.keys.generate("RS256");
    await server.start(0, "localhost");
    return server.issuer.url;
  },
};

const name = process.argv[2];
const issuer = await rivals[name]();
const packaged = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8"));
console.log(JSON.stringify({ issuer, version: packaged.version }));
process.stdin.on("end", () => process.exit()).resume();
