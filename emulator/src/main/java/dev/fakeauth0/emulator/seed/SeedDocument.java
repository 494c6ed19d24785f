package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.seed.SeedPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A seed that was read and is sound in itself: what a tenant begins with. Immutable. */
public final class SeedDocument {

  /** The presets there are, in the order they are offered. */
  public static final List<String> PRESETS = List.of("default", "mcp", "organizations", "opaque");

  private static final String PRESET = "preset:";
  private static final int MAX_BYTES = 64 * 1024 * 1024;

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
    this.audiences = ManagementAudiences.of(content);
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
    // Not checked by the schema here, which would cost the start: a test does.
    SeedContent content =
        SeedContent.nowhere("preset:" + name, resource("preset-" + name + ".json").asMap());
    return new SeedDocument(name, content, List.of());
  }

  /**
   * What {@code --tenant} names: a file, or a preset as {@code preset:NAME}.
   *
   * @throws InvalidSeed if there is no such file or preset, or anything is wrong with it
   */
  public static SeedDocument named(String fileOrPreset, SeedOptions options) {
    if (fileOrPreset.startsWith(PRESET)) {
      return preset(fileOrPreset.substring(PRESET.length()));
    }
    try {
      return read(Path.of(fileOrPreset), options);
    } catch (InvalidPathException e) {
      throw new InvalidSeed(fileOrPreset + ": is no path; allowed: a file, or preset:NAME");
    }
  }

  /**
   * A file in YAML or JSON. The files it names are found from its folder.
   *
   * @throws InvalidSeed if it cannot be read, or anything is wrong with it
   */
  public static SeedDocument read(Path file, SeedOptions options) {
    byte[] text;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidSeed(file + ": is too large; allowed: " + MAX_BYTES + " bytes");
      }
      text = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InvalidSeed(
          file + ": there is no such file; allowed: a seed in YAML or JSON, or preset:NAME");
    } catch (IOException e) {
      throw new InvalidSeed(file + ": cannot be read: " + e.getMessage());
    }
    Path folder = file.toAbsolutePath().getParent();
    return of(
        nameOf(file),
        new SeedReader(options).read(file.toString(), text, Optional.ofNullable(folder)));
  }

  /**
   * A text in YAML or JSON. It cannot name files.
   *
   * @param source what mistakes begin with, such as {@code seed}
   * @throws InvalidSeed if anything is wrong with it
   */
  public static SeedDocument read(String source, String text, SeedOptions options) {
    return of(
        source,
        new SeedReader(options)
            .read(source, text.getBytes(StandardCharsets.UTF_8), Optional.empty()));
  }

  /**
   * Parts said in Java.
   *
   * @throws InvalidSeed naming the part and the property that cannot be used
   */
  public static SeedDocument of(List<? extends SeedPart> parts) {
    Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();
    for (SeedPart part : parts) {
      part.resources()
          .forEach(
              (key, resources) ->
                  all.computeIfAbsent(key, added -> new ArrayList<>()).addAll(resources));
    }
    // As documents are read, so that numbers are of the kinds a reader makes.
    return ofParts(Document.of(all));
  }

  /**
   * Parts said in Java elsewhere.
   *
   * @param resources the resources by top-level key
   * @throws InvalidSeed naming the part and the property that cannot be used
   */
  public static SeedDocument ofParts(Document resources) {
    return of("parts", new SeedReader(SeedOptions.plain()).read(resources.asMap()));
  }

  private static SeedDocument of(String name, SeedReader.Read read) {
    return new SeedDocument(name, read.content(), read.warnings());
  }

  /** A file's name without folder and ending. */
  private static String nameOf(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "tenant" : last.toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
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

  /** The failure rules it sets, oldest first; empty if it says nothing of them. */
  public Optional<List<FailureRule>> failures() {
    return fakeAuth0.get("failures") == null
        ? Optional.empty()
        : Optional.of(fakeAuth0.strings("failures").stream().map(FailureRule::parse).toList());
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
    new TenantFiller(content, audiences, draft).fill(now);
    return draft.state();
  }

  /**
   * Adds this to what a tenant has; what is there under the same name is replaced.
   *
   * @param draft the tenant's draft, of no use if this throws
   * @param now the system's time, for a seed that sets the clock
   * @throws InvalidSeed naming each reference that leads nowhere
   */
  public void addTo(TenantDraft draft, Instant now) {
    new TenantFiller(content, ManagementAudiences.of(content, draft.state()), draft).fill(now);
  }

  /**
   * Adds this to a tenant that serves, in one step; failure rules, where it has any, take the place
   * of the tenant's.
   *
   * @throws InvalidSeed naming each reference that leads nowhere; nothing is added then
   */
  public void addTo(Tenant tenant) {
    tenant
        .epoch()
        .store()
        .change(
            draft -> {
              addTo(draft, tenant.systemTime());
              return this;
            });
    failures().ifPresent(rules -> tenant.failures().replace(rules.toArray(FailureRule[]::new)));
  }

  private Optional<PortWish> port(String key) {
    if (fakeAuth0.string(key).isPresent()) {
      return Optional.of(new PortWish(true, 0));
    }
    Optional<Long> number = fakeAuth0.number(key);
    return number.isPresent()
        ? Optional.of(new PortWish(false, number.get().intValue()))
        : Optional.empty();
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
