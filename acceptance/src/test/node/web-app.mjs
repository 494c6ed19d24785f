// A web application on Express and express-openid-connect, as its documentation writes it.
// usage: node web-app.mjs ISSUER CLIENT; prints the port it listens at, ends with its standard input.
import { createServer } from "node:http";
import express from "express";
import openid from "express-openid-connect";

const [issuer, clientID] = process.argv.slice(2);
const app = express();
const server = createServer(app).listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  app.use(
    openid.auth({
      issuerBaseURL: issuer.replace(/\/$/, ""),
      baseURL: `http://localhost:${port}`,
      clientID,
      secret: "signs the cookies of this application",
      authRequired: false,
      idpLogout: true,
    }),
  );
  app.get("/", (request, response) => {
    const who = request.oidc.isAuthenticated() ? request.oidc.user.email : "nobody";
    response.type("html").send(`<!DOCTYPE html><title>Web</title><body data-ready="yes"><p id="who">${who}</p>`);
  });
  // Express would print each refusal with its stack.
  app.use((error, request, response, next) => {
    const text = `${error.error ?? error.name}: ${error.error_description ?? error.message}`;
    response.status(error.status ?? 500).type("text").send(text);
    console.error(text);
  });
  console.log(port);
});
process.stdin.on("end", () => process.exit()).resume();
