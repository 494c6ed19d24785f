// A journey through the Management API with Auth0's own client for Node, unmodified: only domain and CA are ours.
// usage: node management.mjs DOMAIN      (NODE_EXTRA_CA_CERTS names the certificate to trust)
import assert from "node:assert/strict";
import { ManagementClient, ManagementError } from "auth0";

const domain = process.argv[2];
const auth0 = new ManagementClient({ domain, clientId: "management", clientSecret: "management-secret" });

async function all(page) {
  const items = [];
  for await (const item of await page) items.push(item);
  return items;
}

async function step(name, work) {
  await work();
  console.log(`ok ${name}`);
}

async function refused(status, work) {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof ManagementError, String(error));
    assert.equal(error.statusCode, status);
    return true;
  });
}

let client;
await step("a client is made, found, changed, and its secret rotated", async () => {
  client = await auth0.clients.create({ name: "node journey", app_type: "non_interactive" });
  assert.equal(client.client_secret.length, 64);
  assert.equal((await auth0.clients.get(client.client_id)).name, "node journey");
  const changed = await auth0.clients.update(client.client_id, { description: "changed" });
  assert.equal(changed.description, "changed");
  const rotated = await auth0.clients.rotateSecret(client.client_id);
  assert.notEqual(rotated.client_secret, client.client_secret);
  const named = (await all(auth0.clients.list())).filter((one) => one.name === "node journey");
  assert.equal(named.length, 1);
});

let api;
await step("an API is made and found by id and by identifier", async () => {
  api = await auth0.resourceServers.create({
    name: "Orders",
    identifier: "https://orders.example/",
    scopes: [{ value: "read:orders", description: "Read orders" }],
  });
  assert.equal((await auth0.resourceServers.get(api.id)).identifier, "https://orders.example/");
  assert.equal((await auth0.resourceServers.get(encodeURIComponent("https://orders.example/"))).id, api.id);
  await refused(409, () => auth0.resourceServers.create({ name: "Again", identifier: "https://orders.example/" }));
});

await step("a client grant makes tokens possible at once", async () => {
  const grant = await auth0.clientGrants.create({
    client_id: client.client_id,
    audience: "https://orders.example/",
    scope: ["read:orders"],
  });
  const found = await all(auth0.clientGrants.list({ client_id: client.client_id }));
  assert.deepEqual(found.map((one) => one.id), [grant.id]);
});

let user;
await step("a user is made, searched, and both metadata are merged", async () => {
  user = await auth0.users.create({
    connection: "Username-Password-Authentication",
    email: "Node.Journey@example.com",
    password: "Secret-Passw0rd!",
    user_metadata: { colour: "green" },
  });
  assert.match(user.user_id, /^auth0\|[0-9a-f]{24}$/);
  assert.equal(user.email, "node.journey@example.com");
  const patched = await auth0.users.update(user.user_id, { app_metadata: { plan: "gold" }, user_metadata: { size: 4 } });
  assert.deepEqual(patched.user_metadata, { colour: "green", size: 4 });
  const found = await all(auth0.users.list({ q: 'app_metadata.plan:"gold"', search_engine: "v3" }));
  assert.deepEqual(found.map((one) => one.user_id), [user.user_id]);
  assert.equal((await auth0.users.listUsersByEmail({ email: "node.journey@example.com" })).length, 1);
  await refused(409, () =>
    auth0.users.create({
      connection: "Username-Password-Authentication",
      email: "node.journey@example.com",
      password: "Secret-Passw0rd!",
    }),
  );
});

let role;
await step("a role is given permissions and the user", async () => {
  role = await auth0.roles.create({ name: "reader", description: "Reads" });
  await auth0.roles.permissions.add(role.id, {
    permissions: [{ resource_server_identifier: "https://orders.example/", permission_name: "read:orders" }],
  });
  await auth0.users.roles.assign(user.user_id, { roles: [role.id] });
  assert.deepEqual((await all(auth0.users.roles.list(user.user_id))).map((one) => one.name), ["reader"]);
  assert.deepEqual((await all(auth0.roles.users.list(role.id))).map((one) => one.user_id), [user.user_id]);
  const permissions = await all(auth0.users.permissions.list(user.user_id));
  assert.equal(permissions[0]?.permission_name, "read:orders");
});

await step("an organization has members, and they have roles", async () => {
  const organization = await auth0.organizations.create({ name: "node-journey", display_name: "Node journey" });
  await auth0.organizations.members.create(organization.id, { members: [user.user_id] });
  await auth0.organizations.members.roles.assign(organization.id, user.user_id, { roles: [role.id] });
  assert.deepEqual(
    (await all(auth0.organizations.members.list(organization.id))).map((one) => one.user_id),
    [user.user_id],
  );
  assert.equal((await auth0.organizations.getByName("node-journey")).id, organization.id);
  await auth0.organizations.delete(organization.id);
});

await step("a connection is made and offered to the client", async () => {
  const connection = await auth0.connections.create({ name: "node-journey", strategy: "auth0" });
  await auth0.connections.clients.update(connection.id, [{ client_id: client.client_id, status: true }]);
  assert.deepEqual(
    (await all(auth0.connections.clients.get(connection.id))).map((one) => one.client_id),
    [client.client_id],
  );
  await auth0.connections.delete(connection.id);
});

await step("lists of every shape hold what is there", async () => {
  assert.ok((await all(auth0.connections.list())).length > 0);
  assert.ok((await all(auth0.resourceServers.list())).length > 0);
  assert.ok((await all(auth0.roles.list())).length > 0);
  assert.ok((await all(auth0.users.list())).length > 0);
  assert.ok((await all(auth0.logs.list())).length > 0);
  assert.ok(Array.isArray(await auth0.keys.signing.list()));
});

await step("what is gone is refused as Auth0 refuses it", async () => {
  await auth0.users.delete(user.user_id);
  await refused(404, () => auth0.users.get(user.user_id));
  await auth0.clients.delete(client.client_id);
  await refused(404, () => auth0.clients.get(client.client_id));
  await auth0.roles.delete(role.id);
  await auth0.resourceServers.delete(api.id);
  await refused(400, () => auth0.clients.create({ name: "x", no_such_property: true }));
});
