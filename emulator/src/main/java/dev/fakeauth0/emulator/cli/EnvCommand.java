package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.seed.SeedDocument;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.refusal.Nearest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** {@code env}: prints what a program needs to use a tenant, for a shell: {@code eval "$(...)"}. */
final class EnvCommand implements Subcommand {

  static final String NAME = "env";

  private static final int HTTPS_PORT = 8443;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Prints AUTH0_DOMAIN, AUTH0_CLIENT_ID and so on for a shell: eval \"$(fake-auth0 env)\".";
  }

  @Override
  public List<OptionSpec> options() {
    List<OptionSpec> options =
        new ArrayList<>(
            List.of(
                Arguments.option(
                    "--client", "ID", "The client. The first M2M client granted an API"),
                Arguments.flag("--https", "Names the HTTPS issuer; --ca is then named, too")));
    options.addAll(SomeTenant.OPTIONS);
    return options;
  }

  @Override
  public int run(Arguments given, Surroundings surroundings) throws BadOptionException {
    try {
      Document tenant =
          Json.readObject(
              SomeTenant.exported(given, surroundings, false, false)
                  .getBytes(StandardCharsets.UTF_8));
      Map<String, String> variables = variables(issuer(given, surroundings), tenant, given);
      variables.forEach(
          (name, value) -> surroundings.out().println("export " + name + "=" + quoted(value)));
      surroundings.out().flush();
      return Exit.OK;
    } catch (Remote.RefusedException | MalformedJson e) {
      surroundings.complain(String.valueOf(e.getMessage()));
      return Exit.FAILED;
    }
  }

  private static Map<String, String> variables(String issuer, Document tenant, Arguments given)
      throws BadOptionException {
    Document client = client(tenant, given.value("--client"));
    String id = client.string("client_id", "");
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AUTH0_DOMAIN", URI.create(issuer).getAuthority());
    variables.put("AUTH0_ISSUER", issuer);
    variables.put("AUTH0_ISSUER_BASE_URL", issuer.substring(0, issuer.length() - 1));
    variables.put("AUTH0_CLIENT_ID", id);
    client
        .string("client_secret")
        .filter(secret -> !client.string("token_endpoint_auth_method", "").equals("none"))
        .ifPresent(secret -> variables.put("AUTH0_CLIENT_SECRET", secret));
    audiences(tenant, client).stream()
        .findFirst()
        .or(() -> customApis(tenant).stream().findFirst())
        .ifPresent(
            audience -> variables.put("AUTH0_AUDIENCE", ManagementApi.shown(audience, issuer)));
    if (given.has("--https")) {
      Optional<String> ca = given.value("--ca");
      ca.ifPresent(file -> variables.put("NODE_EXTRA_CA_CERTS", file));
    }
    return variables;
  }

  private static Document client(Document tenant, Optional<String> wanted)
      throws BadOptionException {
    List<Document> clients = tenant.objects("clients");
    if (wanted.isPresent()) {
      for (Document client : clients) {
        if (client.string("client_id").equals(wanted) || client.string("name").equals(wanted)) {
          return client;
        }
      }
      List<String> ids =
          clients.stream().flatMap(client -> client.string("client_id").stream()).toList();
      List<String> near = Nearest.to(wanted.get(), ids);
      throw new BadOptionException(
          "--client: there is no client "
              + wanted.get()
              + (near.isEmpty() ? "; there are " + ids : "; did you mean " + near.get(0) + "?"));
    }
    List<String> custom = customApis(tenant);
    return clients.stream()
        .filter(client -> client.strings("grant_types").contains("client_credentials"))
        .filter(client -> audiences(tenant, client).stream().anyMatch(custom::contains))
        .findFirst()
        .or(() -> clients.stream().findFirst())
        .orElseThrow(() -> new BadOptionException("the tenant has no client: add one to the seed"));
  }

  /** The identifiers of the APIs a client has grants for; grants name it by id or by name. */
  private static List<String> audiences(Document tenant, Document client) {
    return tenant.objects("clientGrants").stream()
        .filter(
            grant ->
                grant.string("client_id").isPresent()
                    && (grant.string("client_id").equals(client.string("client_id"))
                        || grant.string("client_id").equals(client.string("name"))))
        .flatMap(grant -> grant.string("audience").stream())
        .toList();
  }

  private static List<String> customApis(Document tenant) {
    return tenant.objects("resourceServers").stream()
        .flatMap(api -> api.string("identifier").stream())
        .filter(identifier -> !identifier.endsWith("/api/v2/"))
        .filter(identifier -> !identifier.equals(ManagementApi.IDENTIFIER))
        .toList();
  }

  private static String issuer(Arguments given, Surroundings surroundings)
      throws BadOptionException, Remote.RefusedException {
    boolean https = given.has("--https");
    Optional<SeedDocument> seed = SomeTenant.seed(given, surroundings);
    if (seed.isPresent()) {
      int port =
          (https ? seed.get().httpsPort() : seed.get().port())
              .filter(wish -> !wish.off() && wish.number() > 0)
              .map(SeedDocument.PortWish::number)
              .orElse(https ? HTTPS_PORT : Remote.port(surroundings.environment()));
      return seed.get()
          .issuer()
          .filter(issuer -> !issuer.equals("follow-host"))
          .map(issuer -> issuer.endsWith("/") ? issuer : issuer + "/")
          .orElse((https ? "https" : "http") + "://localhost:" + port + "/");
    }
    Remote remote = Remote.of(given, surroundings.environment());
    List<String> issuers =
        remote.get("health").objects("tenants").stream()
            .filter(
                tenant ->
                    remote.tenant().isEmpty() || tenant.string("tenant").equals(remote.tenant()))
            .findFirst()
            .map(tenant -> tenant.strings("issuers"))
            .orElse(List.of());
    String scheme = https ? "https://" : remote.base().getScheme() + "://";
    return issuers.stream()
        .filter(issuer -> issuer.startsWith(scheme))
        .findFirst()
        .or(() -> issuers.stream().findFirst().filter(any -> !https))
        .orElseThrow(
            () ->
                new Remote.RefusedException(
                    https
                        ? "the tenant has no HTTPS listener; start it with --https-port"
                        : "the emulator names no issuer"));
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
