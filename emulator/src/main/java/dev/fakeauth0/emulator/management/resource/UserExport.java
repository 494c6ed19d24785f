package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The file of one users export (Auth0 docs, "Bulk User Exports"): gzip, a JSON object or a line of
 * comma-separated values for each user. It is written when it is fetched, of the users there are
 * then.
 */
final class UserExport {

  private static final String FOLDER = "users-exports/";

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

  /** Where the file of a job is fetched, below the issuer. */
  static String location(Document job) {
    return FOLDER + job.string("id", "") + '.' + job.string("format", "json") + ".gz";
  }

  /** The file of a path below the issuer, if there is such a job. */
  static Optional<byte[]> file(TenantState state, String path) {
    String name = path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
    int dot = name.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : state
            .collection(JobRules.JOBS)
            .find(name.substring(0, dot))
            .filter(job -> location(job.document()).equals(path))
            .map(job -> file(state, job.document()));
  }

  private static byte[] file(TenantState state, Document job) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Document field : job.objects("fields")) {
      String name = field.string("name", "");
      fields.put(name, field.string("export_as", name));
    }
    boolean csv = job.string("format", "json").equals("csv");
    if (fields.isEmpty()) {
      USUAL.forEach(name -> fields.put(name, name));
    }
    long limit = job.number("limit").orElse(Long.MAX_VALUE);
    Optional<String> connection = job.string("connection");
    StringBuilder text = new StringBuilder();
    if (csv) {
      line(text, new ArrayList<>(fields.values()));
    }
    long written = 0;
    for (Item user : state.users().all()) {
      if (written == limit) {
        break;
      }
      Document view = UserView.of(user.document());
      if (connection.isEmpty() || connection.get().equals(UserView.connection(user.document()))) {
        written++;
        if (csv) {
          List<@Nullable Object> values = new ArrayList<>();
          fields.keySet().forEach(name -> values.add(value(view, name)));
          line(text, values);
        } else {
          Map<String, @Nullable Object> object = new LinkedHashMap<>();
          fields.forEach(
              (name, as) -> {
                Object value = value(view, name);
                if (value != null) {
                  object.put(as, value);
                }
              });
          text.append(Json.text(object)).append('\n');
        }
      }
    }
    return zipped(text.toString());
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

  private static void line(StringBuilder text, List<? extends @Nullable Object> values) {
    String separator = "";
    for (Object value : values) {
      String cell = value == null ? "" : value instanceof String plain ? plain : Json.text(value);
      text.append(separator);
      boolean quoted = cell.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
      text.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
      separator = ",";
    }
    text.append("\r\n");
  }

  private static byte[] zipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
