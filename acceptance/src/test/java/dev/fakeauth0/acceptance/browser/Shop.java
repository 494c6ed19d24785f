package dev.fakeauth0.acceptance.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A single-page app on a free port of localhost: auth0-spa-js as its package has it, and some lines
 * of a page. What it logs in with stands in its address, as {@code ?client=..&screen_hint=..}, and
 * is remembered by the browser's tab.
 */
final class Shop implements AutoCloseable {

  /** Where npm puts Auth0's library. */
  static final Path LIBRARY =
      Path.of(
          "src",
          "test",
          "node",
          "node_modules",
          "@auth0",
          "auth0-spa-js",
          "dist",
          "auth0-spa-js.production.js");

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body>
      <h1>Shop</h1>
      <p id="who"></p><p id="problem"></p><pre id="token"></pre><pre id="organization"></pre>
      <button id="log-in">Log in</button> <button id="log-out">Log out</button>
      <script src="/auth0-spa-js.js"></script><script src="/shop.js"></script>
      </body></html>
      """;

  private static final String SCRIPT =
      """
      const show = (id, text) => { document.getElementById(id).textContent = text; };
      const problem = error => show("problem", `${error.error}: ${error.error_description}`);

      async function open() {
        const asked = new URLSearchParams(location.search);
        const answered = asked.has("state") && (asked.has("code") || asked.has("error"));
        if (!answered && asked.has("client")) {
          sessionStorage.setItem("login", JSON.stringify(Object.fromEntries(asked)));
        }
        const { client, ...further } = JSON.parse(sessionStorage.getItem("login"));
        const auth0Client = new auth0.Auth0Client({
          domain: "DOMAIN",
          clientId: client,
          authorizationParams: {
            redirect_uri: location.origin + "/",
            audience: "https://api.example.com",
            scope: "openid profile email read:messages",
            ...further,
          },
        });
        const leaving = () => { delete document.body.dataset.ready; };
        document.getElementById("log-in").onclick = () => {
          leaving();
          auth0Client.loginWithRedirect();
        };
        document.getElementById("log-out").onclick = () => {
          leaving();
          auth0Client.logout({ logoutParams: { returnTo: location.origin + "/" } });
        };
        if (answered) {
          history.replaceState({}, "", "/");
          await auth0Client.handleRedirectCallback(location.origin + "/?" + asked);
        }
        // Nothing outlives the page but the tenant's session: this asks by a frame that nobody sees.
        show("token", await auth0Client.getTokenSilently());
        const user = await auth0Client.getUser();
        show("organization", user.org_id ?? "");
        show("who", user.email);
      }

      open().catch(problem).finally(() => { document.body.dataset.ready = "yes"; });
      """;

  private final HttpServer server;
  private final URI issuer;

  private Shop(HttpServer server, URI issuer) {
    this.server = server;
    this.issuer = issuer;
  }

  /** Opens it; its people log in at the issuer. */
  static Shop open(URI issuer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Shop shop = new Shop(server, issuer);
    server.createContext("/", shop::serve);
    server.start();
    return shop;
  }

  /** Its address, which is its callback too. */
  String address() {
    return origin() + "/";
  }

  /** Its origin. */
  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String domain = issuer.toString().substring(0, issuer.toString().length() - 1);
    byte[] body =
        switch (path) {
          case "/" -> PAGE.getBytes(StandardCharsets.UTF_8);
          case "/shop.js" -> SCRIPT.replace("DOMAIN", domain).getBytes(StandardCharsets.UTF_8);
          case "/auth0-spa-js.js" -> Files.readAllBytes(LIBRARY);
          default -> new byte[0];
        };
    exchange
        .getResponseHeaders()
        .set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8");
    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
