package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.management.ManagementRequest;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.RefusalReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The file of one users export (Auth0 docs, "Bulk User Exports"): gzip, a JSON object or a line of
 * comma-separated values for each user. It is written when it is fetched, of the users there are
 * then. Its address is signed with a key of the job and good for a minute; whoever asks for the job
 * gets a new one.
 */
final class UserExport {

  /** The path of the endpoint that serves it. */
  static final String PATH = "/users-exports/{job}/{file}";

  /** What signs the addresses of a job's file; stored with the job and never shown. */
  static final String KEY = "file_key";

  private static final Duration LINK_LIFETIME = Duration.ofSeconds(60);

  /** What is exported where no fields are named, as the document says. */
  private static final List<String> USUAL =
      List.of(
          "user_id",
          "email",
          "email_verified",
          "name",
          "nickname",
          "given_name",
          "family_name",
          "picture",
          "username",
          "phone_number",
          "phone_verified",
          "created_at",
          "updated_at",
          "identities",
          "blocked",
          "last_ip",
          "last_login",
          "logins_count",
          "multifactor",
          "user_metadata",
          "app_metadata");

  private UserExport() {}

  /** Where the file of a job is fetched for a minute from now. */
  static String location(Document job, ManagementRequest request, Instant now) {
    long expires = now.plus(LINK_LIFETIME).getEpochSecond();
    String id = job.string("id", "");
    return request.issuer()
        + PATH.substring(1)
            .replace("{job}", id)
            .replace("{file}", encoded(request.tenantName()) + ending(job))
        + "?expires="
        + expires
        + "&signature="
        + signature(job, expires);
  }

  /**
   * The file at an address, or why there is none.
   *
   * @param id the job's id
   * @param expires when the address ends, in seconds since 1970, as it was sent
   * @param signature the signature, as it was sent
   */
  static Decision<byte[]> file(
      TenantState state, String id, String expires, String signature, Instant now) {
    Optional<Document> job =
        state
            .collection(JobRules.JOBS)
            .find(id)
            .map(Resource::document)
            .filter(found -> found.has(KEY) && !JobRules.forgotten(found, now));
    if (job.isEmpty() || !expires.matches("\\d{1,12}") || !signed(job.get(), expires, signature)) {
      return Decision.refuse(
          RefusalReason.NOT_FOUND
              .because("there is no export at this address")
              .fact("job", id)
              .remedy("take location from GET /api/v2/jobs/{id}, whole and with its query"));
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(expires));
    if (end.isBefore(now)) {
      return Decision.refuse(
          RefusalReason.NOT_FOUND
              .because("the address of the export has expired")
              .fact("job", id)
              .fact("expired_at", end.toString())
              .fact("now", now.toString())
              .remedy("ask GET /api/v2/jobs/%s again: each answer has a new location", id));
    }
    return Decision.grant(file(state, job.get()));
  }

  private static boolean signed(Document job, String expires, String signature) {
    return MessageDigest.isEqual(
        signature(job, Long.parseLong(expires)).getBytes(StandardCharsets.US_ASCII),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  private static String signature(Document job, long expires) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(job.string(KEY, "").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              mac.doFinal((job.string("id", "") + ' ' + expires).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String ending(Document job) {
    return '.' + job.string("format", "json") + ".gz";
  }

  /** A tenant's name as a part of a path. */
  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] file(TenantState state, Document job) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer text =
        new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
      write(state, job, text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void write(TenantState state, Document job, Writer text) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Document field : job.objects("fields")) {
      String name = field.string("name", "");
      fields.put(name, field.string("export_as", name));
    }
    if (fields.isEmpty()) {
      USUAL.forEach(name -> fields.put(name, name));
    }
    boolean csv = job.string("format", "json").equals("csv");
    if (csv) {
      text.write(String.join(",", fields.values().stream().map(UserExport::quoted).toList()));
      text.write("\r\n");
    }
    long left = job.number("limit").orElse(Long.MAX_VALUE);
    Optional<String> connection = job.string("connection");
    for (Item user : state.users().all()) {
      if (left == 0) {
        return;
      }
      Document stored = user.document();
      if (connection.isEmpty() || connection.get().equals(UserView.connection(stored))) {
        left--;
        Document view = UserView.of(stored);
        text.write(csv ? line(view, fields.keySet()) : object(view, fields));
      }
    }
  }

  private static String object(Document user, Map<String, String> fields) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    fields.forEach(
        (name, as) -> {
          Object value = value(user, name);
          if (value != null) {
            object.put(as, value);
          }
        });
    return Json.text(object) + '\n';
  }

  /**
   * One user. Strings stand in quotes behind an apostrophe, so that no spreadsheet takes them for a
   * formula.
   */
  private static String line(Document user, Set<String> fields) {
    List<String> cells = new ArrayList<>();
    for (String field : fields) {
      Object value = value(user, field);
      if (value instanceof String text) {
        cells.add(quoted("'" + text));
      } else if (value instanceof Map || value instanceof List) {
        cells.add(quoted(Json.text(value)));
      } else {
        cells.add(value == null ? "" : Json.text(value));
      }
    }
    return String.join(",", cells) + "\r\n";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** The value of a path such as {@code identities[0].connection}. */
  private static @Nullable Object value(Document user, String path) {
    Object at = user.asMap();
    for (String step : path.replace("[", ".[").split("\\.", -1)) {
      if (step.startsWith("[") && step.endsWith("]") && at instanceof List<?> items) {
        String number = step.substring(1, step.length() - 1);
        int index = number.matches("\\d{1,4}") ? Integer.parseInt(number) : items.size();
        at = index < items.size() ? items.get(index) : null;
      } else if (at instanceof Map<?, ?> members) {
        at = members.get(step);
      } else {
        return null;
      }
    }
    return at;
  }
}
