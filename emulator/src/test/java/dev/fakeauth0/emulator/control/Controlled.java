package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.FaultLayer;
import dev.fakeauth0.emulator.pipeline.Pipeline;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.pipeline.Requests;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.seed.SeedDocument;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.emulator.token.TokenMinter;
import java.util.List;
import java.util.Optional;

/** Two tenants of {@code preset:default}, {@code default} and {@code prod}, reached by values. */
final class Controlled {

  static final String HOST = "localhost:8080";

  final Tenant first = tenant("default", TenantNames.Listening.FIRST);
  final Tenant second = tenant("prod", TenantNames.Listening.BY_NAME);
  final TenantDirectory directory = new TenantDirectory(List.of(first, second));
  final List<Endpoint> endpoints =
      ControlEndpoints.over(
          directory, new TokenOnDemand(new TokenMinter()), Optional.empty(), () -> "a CA in PEM");
  private final Pipeline pipeline = new Pipeline(directory, endpoints, FaultLayer.NONE, line -> {});

  Reply get(String path) {
    return send(Requests.get(path, "Host", HOST));
  }

  Reply send(String method, String path, String body) {
    return send(Requests.request(method, path, body, "Host", HOST));
  }

  Reply send(Request request) {
    return pipeline.handle(request);
  }

  static Document json(Reply reply) {
    try {
      return Json.readObject(reply.body());
    } catch (MalformedJson e) {
      throw new AssertionError(reply.text(), e);
    }
  }

  /** What a refusal says. */
  static Document diagnosis(Reply reply) {
    return json(reply).object("diagnosis").orElseThrow();
  }

  private static Tenant tenant(String name, TenantNames.Listening listening) {
    IdSource ids = RandomIdSource.seeded(name.hashCode());
    return new Tenant(
        new TenantNames(
            name,
            List.of(Requests.PLAIN),
            List.of(name + ".eu.auth0.com"),
            listening,
            Optional.empty(),
            false),
        SeedDocument.preset("default").build(Keys.ring(), ids, Keys.NOW),
        ids,
        Keys.signingKeys(),
        () -> Keys.NOW,
        100);
  }
}
