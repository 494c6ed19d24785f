package dev.fakeauth0.emulator.control.doctor;

import dev.fakeauth0.emulator.control.doctor.Web.Answer;
import dev.fakeauth0.emulator.control.doctor.Web.Answered;
import dev.fakeauth0.emulator.control.doctor.Web.Obstacle;
import dev.fakeauth0.emulator.control.doctor.Web.Unreachable;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.token.KnownTenant;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspection.Check;
import dev.fakeauth0.emulator.token.TokenInspector;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a tenant as a client would, from the domain to the token, in the order in which things
 * go wrong; the first that is wrong is the mistake. Goes on after it where the rest can still be
 * seen. One examination; used by one thread.
 */
public final class Doctor {

  private final Question question;
  private final Web web;
  private final InstantSource clock;
  private final List<Check> checks = new ArrayList<>();
  private @Nullable Mistake mistake;

  private Doctor(Question question, Web web, InstantSource clock) {
    this.question = question;
    this.web = web;
    this.clock = clock;
  }

  /**
   * Examines.
   *
   * @param clock the time tokens are judged at, unless the tenant is an emulator, which has its own
   */
  public static Report examine(Question question, Web web, InstantSource clock) {
    Doctor doctor = new Doctor(question, web, clock);
    doctor.examine();
    return new Report(doctor.checks, Optional.ofNullable(doctor.mistake));
  }

  /** A tenant that was found, and what it publishes. */
  private record Tenant(URI base, String issuer, Document jwks, boolean emulator) {}

  private void examine() {
    Domain domain = Domain.of(question.domain());
    if (domain.mistake().isPresent()) {
      fail(
          "domain",
          question.domain().isBlank() ? "(empty)" : question.domain(),
          domain.mistake().get());
      if (domain.host().isEmpty()) {
        return;
      }
    } else {
      pass("domain", domain.right());
    }
    Optional<URI> base = reached(domain);
    if (base.isPresent()) {
      tenant(base.get()).ifPresent(this::examine);
    }
  }

  private void examine(Tenant tenant) {
    Optional<String> got = question.client().flatMap(client -> tokenFor(client, tenant));
    got.ifPresent(token -> inspect(token, tenant));
    question.token().ifPresent(token -> inspect(token, tenant));
    if (question.api().isPresent()) {
      got.or(question::token).ifPresent(token -> callApi(question.api().get(), token));
    }
  }

  // Is anybody there?

  private Optional<URI> reached(Domain domain) {
    String first = domain.scheme().orElse("https");
    List<String> schemes =
        domain.local() ? List.of(first, first.equals("https") ? "http" : "https") : List.of(first);
    Optional<Unreachable> obstacle = Optional.empty();
    for (String scheme : schemes) {
      URI base = URI.create(scheme + "://" + domain.right() + "/");
      Answer answer = web.get(base.resolve(".well-known/openid-configuration"));
      if (answer.answered().isPresent()) {
        boolean plain = scheme.equals("http");
        pass(
            "reachable",
            base
                + " answers"
                + (plain ? ", without TLS: SDKs that insist on https need the HTTPS port" : ""));
        return Optional.of(base);
      }
      if (obstacle.isEmpty()
          || obstacle.get().obstacle() == Obstacle.NO_TLS
          || obstacle.get().obstacle() == Obstacle.REFUSED) {
        obstacle = Optional.of((Unreachable) answer);
      }
    }
    Unreachable unreachable = obstacle.orElseThrow();
    fail("reachable", found(unreachable), Obstacles.mistake(domain, unreachable, this::emulatorAt));
    return Optional.empty();
  }

  /** Whether an emulator answers at an address: asked only when nobody answers where one should. */
  private boolean emulatorAt(URI base) {
    return web.get(base.resolve("__admin/health"))
        .answered()
        .filter(answer -> answer.status() == 200)
        .isPresent();
  }

  private static String found(Unreachable unreachable) {
    return switch (unreachable.obstacle()) {
      case UNKNOWN_HOST -> "the name does not resolve";
      case REFUSED -> "nobody listens there";
      case TIMEOUT -> "nobody answers in time";
      case NOT_TRUSTED -> "its certificate is not trusted";
      case OTHER_NAME -> "its certificate is for another name";
      case NO_TLS -> "the port speaks no TLS";
      case OTHER -> unreachable.detail();
    };
  }

  // What does it publish?

  private Optional<Tenant> tenant(URI base) {
    Optional<Document> discovery =
        document(
            "discovery",
            base.resolve(".well-known/openid-configuration"),
            "no tenant answers there",
            "check the domain: the dashboard shows it at Settings of the application");
    Optional<String> issuer = discovery.flatMap(document -> document.string("issuer"));
    if (discovery.isEmpty()) {
      return Optional.empty();
    }
    if (issuer.isEmpty() || discovery.get().string("jwks_uri").isEmpty()) {
      fail(
          "discovery",
          "it names no issuer or no jwks_uri",
          Mistake.of("discovery-malformed", "the discovery document is not one of OpenID Connect")
              .fact("members", List.copyOf(discovery.get().asMap().keySet()))
              .remedy("check the domain: something else answers there"));
      return Optional.empty();
    }
    pass("discovery", "readable");
    issuer(base, issuer.get());
    String jwksUri = discovery.get().string("jwks_uri", "");
    Optional<Document> jwks = jwks(jwksUri);
    boolean emulator = emulatorAt(base);
    return jwks.map(keys -> new Tenant(base, issuer.get(), keys, emulator));
  }

  private void issuer(URI base, String issuer) {
    String expected = base.toString();
    if (issuer.equals(expected)) {
      pass("issuer", issuer + " (with the slash at its end, as tokens have it)");
      return;
    }
    boolean slash = (issuer + "/").equals(expected);
    fail(
        "issuer",
        issuer + " where a client expects " + expected,
        Mistake.of(
                "issuer-mismatch",
                slash
                    ? "the tenant's issuer lacks the slash that Auth0's have"
                    : "the tenant calls itself by another name than it was called")
            .fact("issuer", issuer)
            .fact("expected", expected)
            .remedy(
                slash
                    ? "look for what stands in the tenant's place: Auth0's issuers end in a slash"
                    : "set the domain to the issuer's name, or the issuer of your API to "
                        + issuer));
  }

  private Optional<Document> jwks(String uri) {
    Optional<Document> jwks =
        document(
            "jwks",
            URI.create(uri),
            "the keys cannot be read",
            "open the address: a proxy or firewall may stand in between");
    List<Document> usable =
        jwks.map(document -> document.objects("keys")).orElse(List.of()).stream()
            .filter(key -> key.string("kty", "").equals("RSA"))
            .filter(key -> key.string("kid").isPresent() && key.string("n").isPresent())
            .toList();
    if (jwks.isEmpty()) {
      return jwks;
    }
    if (usable.isEmpty()) {
      fail(
          "jwks",
          "it has no RSA key with a kid",
          Mistake.of("jwks-empty", "no signature can be verified: the JWKS has no usable key")
              .fact("jwks_uri", uri)
              .remedy("rotate the signing keys, and look for what answers in the tenant's place"));
      return jwks;
    }
    pass("jwks", usable.size() + (usable.size() == 1 ? " usable key" : " usable keys"));
    return jwks;
  }

  private Optional<Document> document(String check, URI url, String because, String remedy) {
    Answer answer = web.get(url);
    if (answer instanceof Unreachable unreachable) {
      fail(
          check,
          url + ": " + found(unreachable),
          Mistake.of(check + "-unreachable", "%s", because)
              .fact("url", url.toString())
              .fact("problem", unreachable.detail())
              .remedy("%s", remedy));
      return Optional.empty();
    }
    Answered answered = (Answered) answer;
    Optional<Document> document = answered.status() == 200 ? object(answered) : Optional.empty();
    if (document.isEmpty()) {
      fail(
          check,
          url
              + " answers "
              + answered.status()
              + (answered.status() == 200 ? " without a JSON object" : ""),
          Mistake.of(check + "-unreadable", "%s", because)
              .fact("url", url.toString())
              .fact("status", answered.status())
              .remedy("%s", remedy));
    }
    return document;
  }

  // Does it issue a token?

  private Optional<String> tokenFor(Question.Credentials client, Tenant tenant) {
    Answer answer = ask(client, question.audience(), tenant);
    if (answer instanceof Unreachable unreachable) {
      fail(
          "token endpoint",
          found(unreachable),
          Mistake.of("token-endpoint-unreachable", "the token endpoint does not answer")
              .fact("problem", unreachable.detail())
              .remedy("try again; a proxy or firewall may stand in between"));
      return Optional.empty();
    }
    Answered answered = (Answered) answer;
    Optional<String> token =
        object(answered)
            .filter(body -> answered.status() == 200)
            .flatMap(body -> body.string("access_token"));
    if (token.isEmpty()) {
      refused(client, tenant, answered);
      return Optional.empty();
    }
    pass("client", client.clientId() + " authenticated");
    question.audience().ifPresent(audience -> pass("audience", audience));
    pass("client grant", "a token was issued");
    return token;
  }

  private Answer ask(Question.Credentials client, Optional<String> audience, Tenant tenant) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("grant_type", "client_credentials");
    body.put("client_id", client.clientId());
    body.put("client_secret", client.clientSecret());
    audience.ifPresent(api -> body.put("audience", api));
    if (!question.scope().isEmpty()) {
      body.put("scope", String.join(" ", question.scope()));
    }
    return web.post(tenant.base().resolve("oauth/token"), Json.text(body));
  }

  private void refused(Question.Credentials client, Tenant tenant, Answered answered) {
    Optional<Document> explained =
        answered
            .header("X-Auth0-RequestId")
            .filter(id -> tenant.emulator())
            .flatMap(id -> explain(tenant, Map.of("request_id", id)))
            .flatMap(explanation -> explanation.object("diagnosis"));
    Refusal refusal =
        Refusal.of(
            answered.status(),
            object(answered).orElse(Document.EMPTY),
            client.clientId(),
            question.audience(),
            explained.map(Mistake::of));
    if (explained.isEmpty() && refusal.unknownAudience()) {
      refusal = refusal.withSlash(audienceThatExists(client, tenant));
    }
    refusal.passed().forEach(check -> pass(check, "accepted"));
    fail(refusal.check(), refusal.finding(), refusal.mistake());
  }

  /** The audience with or without a slash at its end, if that one exists. */
  private Optional<String> audienceThatExists(Question.Credentials client, Tenant tenant) {
    String asked = question.audience().orElse("");
    String other = asked.endsWith("/") ? asked.substring(0, asked.length() - 1) : asked + "/";
    boolean exists =
        ask(client, Optional.of(other), tenant)
            .answered()
            .filter(answer -> !answer.text().contains("Service not found"))
            .isPresent();
    return exists ? Optional.of(other) : Optional.empty();
  }

  // What is the token worth?

  private void inspect(String token, Tenant tenant) {
    if (tenant.emulator()) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("token", token);
      question.audience().ifPresent(audience -> body.put("audience", audience));
      if (!question.scope().isEmpty()) {
        body.put("scope", String.join(" ", question.scope()));
      }
      Optional<Document> explanation = explain(tenant, body);
      if (explanation.isPresent()) {
        explained(explanation.get());
        return;
      }
    }
    TokenInspection inspection =
        TokenInspector.inspect(
            token,
            KnownTenant.published(Set.of(tenant.issuer()), tenant.jwks()),
            new TokenInspector.Wanted(question.audience(), question.scope()),
            clock.instant());
    checks.addAll(inspection.checks());
    inspection.diagnosis().map(Mistake::of).ifPresent(this::found);
  }

  private void explained(Document explanation) {
    for (Document check : explanation.objects("checks")) {
      checks.add(
          new Check(
              check.string("name", ""), check.flag("ok", false), check.string("finding", "")));
    }
    explanation.object("diagnosis").map(Mistake::of).ifPresent(this::found);
  }

  private Optional<Document> explain(Tenant tenant, Map<String, ?> body) {
    return web.post(tenant.base().resolve("__admin/explain"), Json.text(body))
        .answered()
        .filter(answer -> answer.status() == 200)
        .flatMap(Doctor::object);
  }

  // What does the API say to it?

  private void callApi(URI api, String token) {
    Answer without = web.ask("GET", api, Map.of(), "");
    if (without instanceof Unreachable unreachable) {
      fail(
          "api",
          api + ": " + found(unreachable),
          Mistake.of("api-unreachable", "the API does not answer")
              .fact("url", api.toString())
              .fact("problem", unreachable.detail())
              .remedy("start the API, and check its address"));
      return;
    }
    Answer with = web.ask("GET", api, Map.of("Authorization", "Bearer " + token), "");
    if (with instanceof Unreachable unreachable) {
      fail(
          "api",
          api + ": with a token, " + found(unreachable),
          Mistake.of("api-unreachable", "the API does not answer a call that has a token")
              .fact("url", api.toString())
              .fact("problem", unreachable.detail())
              .remedy("read the API's log: it may be waiting for the issuer's keys"));
      return;
    }
    withoutToken(api, (Answered) without, ((Answered) with).status());
    withToken(api, (Answered) with, token);
  }

  private void withoutToken(URI api, Answered answered, int statusWithToken) {
    Challenge challenge = Challenge.of(answered);
    String finding = api + " answers " + answered.status() + " without a token";
    if (answered.status() == 401 && challenge.bearer()) {
      pass("api without token", finding + ", and asks for one");
    } else if (answered.status() == 401 || answered.status() == 403) {
      pass("api without token", finding + ", without a Bearer challenge: it should send one");
    } else if (answered.status() < 400 && statusWithToken < 400) {
      fail(
          "api without token",
          finding,
          Mistake.of("api-open", "the API answers without a token: nothing protects this path")
              .fact("url", api.toString())
              .fact("status", answered.status())
              .remedy(
                  "protect the path in the API; in Spring:"
                      + " authorizeHttpRequests(calls -> calls.anyRequest().authenticated())"));
    } else {
      pass("api without token", finding);
    }
  }

  private void withToken(URI api, Answered answered, String token) {
    String finding = api + " answers " + answered.status();
    boolean decided = answered.status() == 401 || answered.status() == 403;
    if (!decided && answered.status() < 500) {
      pass("api", finding + (answered.status() == 404 ? ": it let the token in" : ""));
      return;
    }
    String challenge = Challenge.of(answered).text();
    fail(
        "api",
        finding + ", WWW-Authenticate " + (challenge.isEmpty() ? "(none)" : challenge),
        ApiRefusal.judge(answered, Optional.of(ShownToken.of(token))).fact("url", api.toString()));
  }

  private void pass(String name, String finding) {
    checks.add(new Check(name, true, finding));
  }

  private void fail(String name, String finding, Mistake why) {
    checks.add(new Check(name, false, finding));
    found(why);
  }

  private void found(Mistake why) {
    if (mistake == null) {
      mistake = why;
    }
  }

  private static Optional<Document> object(Answered answer) {
    try {
      return Optional.of(Json.readObject(answer.body()));
    } catch (MalformedJson e) {
      return Optional.empty(); // The caller says what that means.
    }
  }
}
