package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs (Management API, "jobs"). A job is done in the step that makes it; its first answer calls it
 * pending, as Auth0's does, and whoever asks for it finds it completed.
 */
final class JobRules implements ResourceRules {

  static final String JOBS = "jobs";

  private static final Duration KEPT = Duration.ofHours(24);
  private static final int LARGEST_FILE = 512_000;

  @Override
  public String place() {
    return JOBS;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "POST /jobs/users-imports", JobRules::importUsers,
        "POST /jobs/users-exports", JobRules::exportUsers,
        "POST /jobs/verification-email", JobRules::verificationEmail,
        "GET /jobs/{id}", work -> job(work).map(work::answer),
        "GET /jobs/{id}/errors", JobRules::errors);
  }

  @Override
  public Document shown(Document job, Work work) {
    Document shown = job.without("errors").without("users").without(UserExport.KEY);
    return job.has(UserExport.KEY)
        ? shown.with("location", UserExport.location(job, work.request(), work.now()))
        : shown;
  }

  /** The job that is asked for, until it is forgotten. */
  private static Decision<Document> job(Work work) {
    Decision<Document> found = work.required(JOBS, work.owner());
    return found.then(
        job ->
            forgotten(job, work.now())
                ? Decision.refuse(Work.missing(JOBS, work.owner()))
                : Decision.grant(job));
  }

  /** Whether all that belongs to a job is gone: a day after it was made. */
  static boolean forgotten(Document job, Instant now) {
    return job.string("created_at")
        .map(made -> Instant.parse(made).plus(KEPT).isBefore(now))
        .orElse(false);
  }

  private static Decision<Answer> importUsers(Work work) {
    Map<String, byte[]> parts = Multipart.parts(work.request().raw()).orElse(Map.of());
    byte[] file = parts.get("users");
    if (file == null) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("Must provide 'users' file as multipart part."),
              "the body has no part called users",
              "send multipart/form-data with a file called users and a connection_id"));
    }
    if (file.length == 0) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("Users file must not be empty."),
              "the part users is empty",
              "send a JSON array of users"));
    }
    if (file.length > LARGEST_FILE) {
      return Decision.refuse(
          RefusalReason.BODY_TOO_LARGE
              .because("the users file has %d bytes, and %d are taken", file.length, LARGEST_FILE)
              .fact("bytes", file.length)
              .remedy("split the file: a job takes up to 500 KB"));
    }
    return connection(work, text(parts, "connection_id"))
        .then(
            connection -> {
              if (!connection.database()) {
                return Decision.refuse(
                    Refusals.badRequest(
                        Words.of("Connection must be a database connection."),
                        "users are imported into databases only",
                        "take the id of a connection of strategy auth0"));
              }
              return Decision.grant(imported(work, connection, file, parts));
            });
  }

  private static Answer imported(
      Work work, UserConnection connection, byte[] file, Map<String, byte[]> parts) {
    Document job = job(work, "users_import", connection);
    String externalId = text(parts, "external_id");
    if (!externalId.isEmpty()) {
      job = job.with("external_id", externalId);
    }
    Optional<List<?>> users = array(file);
    Document done;
    if (users.isPresent()) {
      UserImport run = new UserImport(work, connection, text(parts, "upsert").equals("true"));
      run.all(users.get());
      done =
          job.with("status", "completed")
              .with("summary", run.summary())
              .with("errors", run.errors());
    } else {
      done =
          job.with("status", "failed")
              .with(
                  "status_details",
                  "Failed to parse users file JSON when importing users. Make sure it is valid"
                      + " JSON.");
    }
    work.draft().put(JOBS, job.string("id", ""), done);
    return work.shaped(202, job);
  }

  private static Optional<List<?>> array(byte[] file) {
    try {
      return Json.read(file) instanceof List<?> users ? Optional.of(users) : Optional.empty();
    } catch (MalformedJson e) {
      return Optional.empty(); // The job fails, and says so.
    }
  }

  private static Decision<Answer> exportUsers(Work work) {
    Document body = work.body();
    Optional<String> id = body.string("connection_id");
    if (id.isEmpty()) {
      return Decision.grant(exported(work, Optional.empty()));
    }
    return connection(work, id.get()).map(connection -> exported(work, Optional.of(connection)));
  }

  private static Answer exported(Work work, Optional<UserConnection> connection) {
    Document body = work.body();
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("type", "users_export");
    made.put("status", "pending");
    connection.ifPresent(named -> made.put("connection_id", named.id()));
    made.put("format", body.string("format", "json"));
    body.number("limit").ifPresent(limit -> made.put("limit", limit));
    if (body.has("fields")) {
      made.put("fields", body.objects("fields"));
    }
    connection.ifPresent(named -> made.put("connection", named.name()));
    made.put("created_at", work.timestamp());
    String id = work.ids().prefixed("job_");
    made.put("id", id);
    Document job = Document.of(made);
    work.draft()
        .put(
            JOBS,
            id,
            job.with("status", "completed")
                .with(UserExport.KEY, work.ids().clientSecret())
                .with("percentage_done", 100L)
                .with("time_left_seconds", 0L));
    return work.shaped(200, job);
  }

  private static Decision<Answer> verificationEmail(Work work) {
    String user = work.body().string("user_id", "");
    if (work.stored(TenantState.USERS, user).isEmpty()) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("The user does not exist.", "inexistent_user"),
              "there is no user " + user,
              "create the user first, or name one that is there"));
    }
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("type", "verification_email");
    job.put("status", "pending");
    job.put("created_at", work.timestamp());
    job.put("id", work.ids().prefixed("job_"));
    Document made = Document.of(job);
    work.draft().put(JOBS, made.string("id", ""), made.with("status", "completed"));
    return Decision.grant(work.shaped(201, made));
  }

  /** What went wrong with single users, or with the job; 204 where nothing did. */
  private static Decision<Answer> errors(Work work) {
    return job(work)
        .map(
            job -> {
              if (job.string("status", "").equals("failed")) {
                return Answer.of(200, job.without("errors").asMap());
              }
              List<Document> errors = job.objects("errors");
              return errors.isEmpty() ? Answer.empty(204) : Answer.of(200, errors);
            });
  }

  private static Document job(Work work, String type, UserConnection connection) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("type", type);
    job.put("status", "pending");
    job.put("connection_id", connection.id());
    job.put("connection", connection.name());
    job.put("created_at", work.timestamp());
    job.put("id", work.ids().prefixed("job_"));
    return Document.of(job);
  }

  private static Decision<UserConnection> connection(Work work, String id) {
    if (!id.matches("con_[A-Za-z0-9]{16}")) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of(
                  id.isEmpty()
                      ? "Payload validation error: 'Missing required property: connection_id'."
                      : "Payload validation error: 'String does not match pattern"
                          + " ^con_[A-Za-z0-9]{16}$: "
                          + id
                          + "' on property connection_id."),
              "connection_id is no connection's id",
              "take an id from GET /api/v2/connections"));
    }
    Optional<? extends Resource> found = work.state().collection("connections").find(id);
    Optional<UserConnection> connection =
        found.flatMap(
            resource -> UserConnection.of(work.state(), resource.document().string("name", "")));
    return connection.isPresent()
        ? Decision.grant(connection.get())
        : Decision.refuse(inexistent(id));
  }

  private static Diagnosis inexistent(String id) {
    return Refusals.badRequest(
        Words.of("The connection does not exist", "inexistent_connection"),
        "there is no connection " + id,
        "take an id from GET /api/v2/connections");
  }

  private static String text(Map<String, byte[]> parts, String name) {
    byte[] value = parts.get(name);
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }
}
