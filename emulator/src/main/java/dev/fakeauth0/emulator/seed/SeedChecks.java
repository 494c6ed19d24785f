package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.InvalidFailureRule;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a seed must be in itself beyond its schema: names that are there once, and well formed. */
final class SeedChecks {

  private static final String DEFAULT_CONNECTION = "Username-Password-Authentication";

  private final SeedContent seed;
  private final Mistakes mistakes;

  SeedChecks(SeedContent seed, Mistakes mistakes) {
    this.seed = seed;
    this.mistakes = mistakes;
  }

  void check() {
    clients();
    once("resourceServers", "identifier");
    once("resourceServers", "id");
    once("clientGrants", "id");
    once("organizations", "name");
    once("organizations", "id");
    once("databases", "name");
    once("connections", "name");
    once("roles", "name");
    grants();
    seed.entries("organizations").forEach(this::organization);
    users();
    fakeAuth0();
  }

  private void clients() {
    Set<String> names = new HashSet<>();
    Set<String> unpinned = new HashSet<>();
    for (SeedContent.Entry client : seed.entries("clients")) {
      Optional<String> name = client.document().string("name");
      Optional<String> id = client.document().string("client_id");
      if (name.isEmpty() && id.isEmpty()) {
        mistakes.add(client.place(), "a client needs a name or a client_id");
      }
      name.ifPresent(
          text -> {
            // Clients may share a name, but not the id that follows from it.
            boolean known = !names.add(text);
            if (known && (id.isEmpty() || unpinned.contains(text))) {
              mistakes.add(
                  client.place("name"),
                  "there is a client "
                      + text
                      + " already; allowed: a name once, or a client_id for each of them");
            }
            if (id.isEmpty()) {
              unpinned.add(text);
            }
          });
    }
    once("clients", "client_id");
  }

  private void grants() {
    Map<String, SeedContent.Entry> seen = new HashMap<>();
    for (SeedContent.Entry grant : seed.entries("clientGrants")) {
      Document document = grant.document();
      Optional<String> owner =
          document.string("client_id").or(() -> document.string("default_for"));
      if (owner.isEmpty()) {
        mistakes.add(
            grant.place(), "a client grant needs a client_id; allowed: a client's name or id");
      }
      String key =
          owner.orElse("")
              + '\n'
              + document.string("audience", "")
              + '\n'
              + document.string("subject_type", "client");
      if (seen.put(key, grant) != null) {
        mistakes.add(
            grant.place("audience"),
            "client "
                + owner.orElse("")
                + " has a client grant for it already; allowed: one for an API and subject_type");
      }
    }
  }

  private void organization(SeedContent.Entry entry) {
    String name = entry.document().string("name", "");
    boolean fits =
        !name.startsWith("org_")
            && name.length() <= 50
            && !name.isEmpty()
            && letterOrDigit(name.charAt(0))
            && name.chars().allMatch(c -> letterOrDigit((char) c) || c == '-' || c == '_');
    if (!fits) {
      mistakes.add(
          entry.place("name"),
          "is no organization's name; allowed: up to 50 of a to z, 0 to 9, - and _, not beginning"
              + " with org_, - or _");
    }
  }

  private static boolean letterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private void users() {
    once("users", "user_id");
    once("users", "email", SeedChecks::connection);
    once("users", "username", SeedChecks::connection);
    for (SeedContent.Entry user : seed.entries("users")) {
      if (user.string("email").isEmpty()
          && user.string("username").isEmpty()
          && user.string("phone_number").isEmpty()
          && user.string("user_id").isEmpty()) {
        mistakes.add(
            user.place(),
            "a user needs a name to be told by; allowed: email, username, phone_number, user_id");
      }
      user.string("email")
          .filter(mail -> mail.indexOf('@') < 1 || mail.endsWith("@"))
          .ifPresent(
              mail ->
                  mistakes.add(
                      user.place("email"),
                      "is no e-mail address; allowed: such as ada@example.com"));
    }
  }

  private static String connection(SeedContent.Entry user) {
    return user.string("connection").orElse(DEFAULT_CONNECTION);
  }

  private void fakeAuth0() {
    if (!(seed.root().get("fakeAuth0") instanceof Map<?, ?> section)) {
      return;
    }
    Document document = Document.of(section);
    for (String domain : document.strings("domains")) {
      if (!domain.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
        mistakes.add(
            seed.place(section, "domains", "fakeAuth0.domains"),
            domain
                + " is no name; allowed: lower case, without scheme, port and path, such as"
                + " acme.eu.auth0.com");
      }
    }
    failures(section);
    document
        .string("issuer")
        .filter(issuer -> !issuer.equals("follow-host") && !absolute(issuer))
        .ifPresent(
            issuer ->
                mistakes.add(
                    seed.place(section, "issuer", "fakeAuth0.issuer"),
                    issuer + " is no issuer; allowed: an http or https URL, follow-host"));
  }

  private void failures(Map<?, ?> section) {
    if (!(section.get("failures") instanceof List<?> rules)) {
      return;
    }
    for (int i = 0; i < rules.size(); i++) {
      try {
        FailureRule rule = FailureRule.parse(String.valueOf(rules.get(i)));
        if (rule.tenant().isPresent()) {
          throw new InvalidFailureRule(
              rule.toString(), "a seed's rules are for its own tenant; leave tenant= out");
        }
      } catch (InvalidFailureRule e) {
        mistakes.add(
            seed.place(rules, i, "fakeAuth0.failures[" + i + "]"), String.valueOf(e.getMessage()));
      }
    }
  }

  private static boolean absolute(String issuer) {
    try {
      URI url = URI.create(issuer);
      return url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void once(String key, String property) {
    once(key, property, entry -> "");
  }

  private void once(String key, String property, Function<SeedContent.Entry, String> within) {
    Map<String, Integer> seen = new HashMap<>();
    int index = 0;
    for (SeedContent.Entry entry : seed.entries(key)) {
      Optional<String> value = entry.string(property);
      if (value.isPresent()) {
        Integer first = seen.putIfAbsent(value.get() + '\n' + within.apply(entry), index);
        if (first != null) {
          mistakes.add(
              entry.place(property),
              value.get() + " is there already, as " + entry.path(first) + "; allowed: once");
        }
      }
      index++;
    }
  }
}
