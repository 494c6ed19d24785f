package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.json.Placed;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A seed that was read and is sound in itself: what a tenant begins with. Immutable. */
public final class SeedDocument {

  /** The presets there are, in the order they are offered. */
  public static final List<String> PRESETS = List.of("default", "mcp", "organizations", "opaque");

  /**
   * A port a seed asks for.
   *
   * @param off whether there is to be no such listener
   * @param number the port; 0 for any that is free
   */
  public record PortWish(boolean off, int number) {}

  private final String name;
  private final SeedContent content;
  private final Document fakeAuth0;
  private final ManagementAudiences audiences;
  private final List<String> warnings;

  SeedDocument(String name, SeedContent content, List<String> warnings) {
    this.content = content;
    this.fakeAuth0 = content.section("fakeAuth0");
    this.name = fakeAuth0.string("name", name);
    this.warnings = List.copyOf(warnings);
    this.audiences = audiences(content, fakeAuth0);
  }

  /**
   * A preset.
   *
   * @throws InvalidSeed if there is none of that name
   */
  public static SeedDocument preset(String name) {
    if (!PRESETS.contains(name)) {
      throw new InvalidSeed(
          "preset:" + name + ": there is no such preset; allowed: " + String.join(", ", PRESETS));
    }
    Map<String, @Nullable Object> root =
        new LinkedHashMap<>(resource("preset-" + name + ".json").asMap());
    SeedContent content = new SeedContent("preset:" + name, Placed.nowhere(root), root);
    return new SeedDocument(name, content, List.of());
  }

  /** The tenant's name. */
  public String name() {
    return name;
  }

  /** The port of plain HTTP it asks for. */
  public Optional<PortWish> port() {
    return port("port");
  }

  /** The port of HTTPS it asks for. */
  public Optional<PortWish> httpsPort() {
    return port("httpsPort");
  }

  /** The names it declares, and that of the tenant it was exported from. */
  public List<String> domains() {
    return audiences.domains();
  }

  /** The issuer it asks for: a URL or {@code follow-host}. */
  public Optional<String> issuer() {
    return fakeAuth0.string("issuer");
  }

  /** The failure rules it begins with. */
  public List<String> failures() {
    return fakeAuth0.strings("failures");
  }

  /** What is unknown but was kept, a line each. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * A tenant that has this and nothing else.
   *
   * @param keys its signing keys
   * @param ids where later ids come from; those of the seed follow from names
   * @param now the system's time, for a seed that sets the clock
   * @throws InvalidSeed naming each reference that leads nowhere; nothing is made then
   */
  public TenantState build(KeyRing keys, IdSource ids, Instant now) {
    TenantDraft draft = TenantDraft.of(TenantState.empty(keys), ids);
    draft.put(ManagementApiServer.shared());
    return TenantFiller.filled(content, audiences, draft, now);
  }

  /**
   * Adds this to what a tenant has; what is there under the same name is replaced.
   *
   * @param draft the tenant's draft, of no use if this throws
   * @param now the system's time, for a seed that sets the clock
   * @throws InvalidSeed naming each reference that leads nowhere
   */
  public void addTo(TenantDraft draft, Instant now) {
    TenantFiller.filled(content, audiences, draft, now);
  }

  private Optional<PortWish> port(String key) {
    if (fakeAuth0.string(key).isPresent()) {
      return Optional.of(new PortWish(true, 0));
    }
    return fakeAuth0.number(key).map(number -> new PortWish(false, number.intValue()));
  }

  private static ManagementAudiences audiences(SeedContent content, Document fakeAuth0) {
    List<String> apis =
        content.entries("resourceServers").stream()
            .filter(api -> !api.document().flag("is_system", false))
            .flatMap(api -> api.document().string("identifier").stream())
            .distinct()
            .toList();
    ManagementAudiences audiences = new ManagementAudiences(fakeAuth0.strings("domains"), apis);
    content
        .entries("clientGrants")
        .forEach(grant -> grant.document().string("audience").ifPresent(audiences::learn));
    content.section("tenant").string("default_audience").ifPresent(audiences::learn);
    return audiences;
  }

  private static Document resource(String file) {
    try (InputStream in = SeedDocument.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the jar");
      }
      return Json.readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedJson e) {
      throw new IllegalStateException(file + " in the jar is not JSON", e);
    }
  }
}
