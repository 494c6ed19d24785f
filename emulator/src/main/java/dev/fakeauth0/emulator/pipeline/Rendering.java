package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns outcomes into replies, each in the form of its door. */
final class Rendering {

  private static final String JSON = "application/json; charset=utf-8";

  private static final Headers GRANTED =
      Headers.of(
          "Content-Type", "application/json", "Cache-Control", "no-store", "Pragma", "no-cache");

  private static final byte[] NO_BODY = {};

  private Rendering() {}

  static Reply of(Outcome outcome) {
    if (outcome instanceof Outcome.Grant grant) {
      return new Reply(200, GRANTED, Json.write(grant.body()));
    }
    if (outcome instanceof Outcome.Refuse refusal) {
      return refusal(refusal.diagnosis(), refusal.door(), refusal.more());
    }
    if (outcome instanceof Outcome.Content content) {
      return withFields(
          Reply.of(content.status(), JSON, Json.write(content.json())), content.headers());
    }
    if (outcome instanceof Outcome.Managed managed) {
      return managed(managed);
    }
    if (outcome instanceof Outcome.File file) {
      return Reply.of(200, file.contentType(), file.bytes());
    }
    if (outcome instanceof Outcome.Page page) {
      return withFields(
          Reply.of(page.status(), "text/html; charset=utf-8", page.html()), page.headers());
    }
    if (outcome instanceof Outcome.Redirect redirect) {
      return withFields(
          new Reply(302, Headers.of("Location", redirect.location()), NO_BODY), redirect.headers());
    }
    if (outcome instanceof Outcome.Told told) {
      return of(told.telling().of(error(told.diagnosis(), told.door())));
    }
    return Reply.empty(((Outcome.Nothing) outcome).status());
  }

  /** What a refusal says at a door. */
  private static WireError error(Diagnosis diagnosis, Door door) {
    WireForm form = form(diagnosis, door);
    return new WireError(
        form.status(),
        WireForms.filled(form.error(), diagnosis),
        WireForms.filled(form.text(), diagnosis),
        form.errorUri());
  }

  /** Fields as they are given: cookies have one name. */
  private static Reply withFields(Reply reply, Headers more) {
    return reply.withHeaders(reply.headers().and(more));
  }

  private static WireForm form(Diagnosis diagnosis, Door door) {
    return WireForms.find(door, diagnosis.reason())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no wire form for " + diagnosis.reason() + " at " + door));
  }

  private static Reply refusal(Diagnosis diagnosis, Door door, Document more) {
    WireForm form = form(diagnosis, door);
    String text = WireForms.filled(form.text(), diagnosis);
    return switch (door) {
      case TOKEN, REVOCATION ->
          diagnosis.reason() == RefusalReason.DPOP_NONCE_REQUIRED
              ? challenge(oauth(form, text, form.error(), Document.EMPTY), more)
              : oauth(form, text, WireForms.filled(form.error(), diagnosis), more);
      // Documented: who calls from a page that may not is told in a word, not in JSON.
      case CROSS_ORIGIN ->
          form.error().isEmpty()
              ? Reply.of(form.status(), "text/plain; charset=utf-8", text)
              : oauth(form, text, form.error(), more);
      case USERINFO -> userInfo(form, text);
      case MANAGEMENT -> management(form, text, diagnosis);
      // An endpoint of pages tells its own refusals; this is said where its page cannot be made.
      case CALLBACK, PAGE, PLAIN -> Reply.of(form.status(), "text/plain; charset=utf-8", text);
      case CONTROL -> control(form, diagnosis);
    };
  }

  /** Recorded: a 401 is one word without a content type, and the header says more. */
  private static Reply userInfo(WireForm form, String text) {
    if (form.status() != 401) {
      return Reply.of(form.status(), "text/plain; charset=utf-8", text);
    }
    String more =
        form.error().isEmpty()
            ? ""
            : ", error=\"" + form.error() + "\", error_description=\"" + quotable(text) + '"';
    return new Reply(
        401,
        Headers.of("WWW-Authenticate", "Bearer realm=\"Users\"" + more),
        "Unauthorized".getBytes(StandardCharsets.UTF_8));
  }

  /** RFC 9449 section 8: who lacks a nonce is given one, in a field of its own. */
  private static Reply challenge(Reply reply, Document more) {
    return reply.with("DPoP-Nonce", more.string("dpop_nonce", ""));
  }

  private static Reply oauth(WireForm form, String text, String error, Document more) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("error_description", text);
    if (!form.errorUri().isEmpty()) {
      body.put("error_uri", form.errorUri());
    }
    body.putAll(more.asMap());
    Reply reply =
        Reply.of(form.status(), "application/json", Json.write(body))
            .with(
                "Cache-Control",
                "private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0,"
                    + " no-transform");
    // Documented for CIBA: who polls too fast is told how long to wait, in the field as well.
    Object interval = more.asMap().get("interval");
    return interval instanceof Number seconds
        ? reply.with("retry-after", Long.toString(seconds.longValue()))
        : reply;
  }

  private static Reply managed(Outcome.Managed managed) {
    // Recorded: an answer without a body has the content type, too.
    byte[] body = managed.json().isPresent() ? Json.write(managed.json().get()) : NO_BODY;
    Reply reply = Reply.of(managed.status(), JSON, body).with("Cache-Control", "no-cache");
    for (Map.Entry<String, String> field : managed.headers().fields()) {
      reply = reply.with(field.getKey(), field.getValue());
    }
    return reply;
  }

  private static Reply management(WireForm form, String text, Diagnosis diagnosis) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("statusCode", form.status());
    body.put("error", phrase(form.status()));
    body.put("message", text);
    boolean token = diagnosis.reason() == RefusalReason.INVALID_TOKEN;
    if (token) {
      body.put("attributes", Map.of("error", text));
    }
    String errorCode = WireForms.filled(form.error(), diagnosis);
    if (!errorCode.isEmpty()) {
      body.put("errorCode", errorCode);
    }
    Reply reply = Reply.of(form.status(), JSON, Json.write(body)).with("Cache-Control", "no-cache");
    if (form.status() != 401) {
      return reply;
    }
    return reply.with(
        "WWW-Authenticate", token ? "Bearer error=\"" + quotable(text) + '"' : "Bearer");
  }

  /** A text that can stand in quotes in a header; what a token says may hold anything. */
  private static String quotable(String text) {
    StringBuilder quotable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean plain = character >= ' ' && character < 127 && character != '"' && character != '\\';
      quotable.append(plain ? character : '?');
    }
    return quotable.toString();
  }

  private static Reply control(WireForm form, Diagnosis diagnosis) {
    return Reply.of(
            form.status(), JSON, Json.write(Map.of("diagnosis", DiagnosisJson.of(diagnosis))))
        .with("Cache-Control", "no-store");
  }

  private static String phrase(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 413 -> "Request Entity Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
