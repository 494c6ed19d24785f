// Auth0's Deploy CLI, unmodified: a seeded tenant is exported and imported into an empty one, which then exports the same;
// a second import changes nothing.
// usage: node deploy-cli.mjs SEEDED_DOMAIN EMPTY_DOMAIN WORK_FOLDER
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";

const { load } = createRequire(new URL("./node_modules/auth0-deploy-cli/", import.meta.url))("js-yaml");
const [seeded, empty, work] = process.argv.slice(2);

function a0deploy(domain, secrets, ...args) {
  return execFileSync(
    process.execPath,
    [new URL("./node_modules/auth0-deploy-cli/lib/index.js", import.meta.url).pathname, ...args],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        AUTH0_DOMAIN: domain,
        AUTH0_CLIENT_ID: "management",
        AUTH0_CLIENT_SECRET: "management-secret",
        AUTH0_ALLOW_DELETE: "false",
        AUTH0_EXCLUDED_CLIENTS: '["management"]',
        AUTH0_KEYWORD_REPLACE_MAPPINGS: JSON.stringify(secrets),
      },
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64 * 1024 * 1024,
    },
  );
}

function exported(domain, name) {
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  a0deploy(domain, {}, "export", "--format", "yaml", "--output_folder", folder);
  return folder;
}

function imported(domain, folder) {
  const file = join(folder, "tenant.yaml");
  // Who imports names the secrets, which are never exported, and the Management API of the target.
  const text = readFileSync(file, "utf8").replaceAll(seeded, domain);
  writeFileSync(file, text);
  const secrets = [...text.matchAll(/##([A-Z0-9_]+)##/g)].map(([, name]) => [name, `secret of ${name}`]);
  return a0deploy(domain, Object.fromEntries(secrets), "import", "--input_file", file);
}

/** All files, the tenant's own parsed and without what no two tenants have in common. */
function files(folder) {
  const found = {};
  (function walk(at) {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) walk(path);
      else found[relative(folder, path)] = readFileSync(path, "utf8");
    }
  })(folder);
  const tenant = load(found["tenant.yaml"]);
  for (const organization of tenant.organizations ?? []) {
    for (const domain of organization.discovery_domains ?? []) {
      delete domain.verification_txt;
      delete domain.verification_host;
    }
  }
  tenant.customDomains = tenant.customDomains?.map(({ domain, type }) => ({ domain, type }));
  return { ...found, "tenant.yaml": tenant };
}

const first = exported(seeded, "first");
console.log("ok the seeded tenant is exported");

imported(empty, first);
console.log("ok it is imported into an empty tenant");

const second = exported(empty, "second");
assert.deepEqual(files(second), files(first));
console.log("ok which then exports the same");

const again = imported(empty, first);
const third = exported(empty, "third");
assert.equal(readFileSync(join(third, "tenant.yaml"), "utf8"), readFileSync(join(second, "tenant.yaml"), "utf8"));
assert.deepEqual(files(third), files(second));
assert.doesNotMatch(again, /(Created|Deleted) \[/, again);
console.log("ok and a second import changes nothing");
