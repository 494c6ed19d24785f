package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.management.catalogue.Schema;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One operation at work: the request, the tenant as it stands in the draft, the time, and the hooks
 * of the resource. What is changed through the draft is committed when the behaviour grants, and
 * taken back when it refuses.
 */
public final class Work {

  private final ManagementRequest request;
  private final Shape shape;
  private final ResourceRules rules;
  private final TenantDraft draft;
  private final Instant now;

  Work(
      ManagementRequest request, Shape shape, ResourceRules rules, TenantDraft draft, Instant now) {
    this.request = request;
    this.shape = shape;
    this.rules = rules;
    this.draft = draft;
    this.now = now;
  }

  /** The request. */
  public ManagementRequest request() {
    return request;
  }

  /** The operation. */
  public Operation operation() {
    return request.operation();
  }

  /** The records of the tenant's log, oldest first. */
  public List<Document> log() {
    return request.log().records();
  }

  /** The query. */
  public Query query() {
    return request.query();
  }

  /** The body as an object. */
  public Document body() {
    return request.object();
  }

  /** The tenant, to read and to change. */
  public TenantDraft draft() {
    return draft;
  }

  /** The tenant as it stands now. */
  public TenantState state() {
    return draft.state();
  }

  /** The tenant's time. */
  public Instant now() {
    return now;
  }

  /** The tenant's time as answers write it, with milliseconds. */
  public String timestamp() {
    return Timestamp.of(now);
  }

  /** Where new ids come from. */
  public IdSource ids() {
    return draft.ids();
  }

  /** The kind of resource. */
  public Kind kind() {
    return Kinds.of(shape.place());
  }

  /** The path of the collection or singleton in the state, with the ids of this request. */
  public String collection() {
    return shape.concrete(request.pathValues());
  }

  /** The last value of the path: of an operation on one resource, its id. */
  public String id() {
    String last = "";
    for (String value : request.pathValues().values()) {
      last = value;
    }
    return last;
  }

  /** The first value of the path: the id of what all else is under. */
  public String owner() {
    for (String value : request.pathValues().values()) {
      return value;
    }
    return "";
  }

  /** A stored resource. */
  public Optional<Document> stored(String collection, String id) {
    Optional<? extends Resource> found = state().collection(collection).find(id);
    return found.isPresent() ? Optional.of(found.get().document()) : Optional.empty();
  }

  /** All stored resources of a collection, in the order they were made. */
  public List<Document> all(String collection) {
    List<Document> all = new ArrayList<>();
    for (Resource resource : state().collection(collection).all()) {
      all.add(resource.document());
    }
    return all;
  }

  /** The resource of an id and a kind, or its 404. */
  public Decision<Document> required(String place, String id) {
    Optional<Document> found = stored(place, id);
    return found.isPresent() ? Decision.grant(found.get()) : Decision.refuse(missing(place, id));
  }

  /** The 404 of a kind of resource. */
  public static dev.fakeauth0.refusal.Diagnosis missing(String place, String id) {
    return Refusals.notFound(
        Kinds.of(place).missing().about(id), place + (id.isEmpty() ? "" : " with the id " + id));
  }

  /** The answer of success with a stored resource, as rules and schema show it. */
  public Answer answer(Document document) {
    return shaped(operation().successStatus(), rules.shown(document, this));
  }

  /** The answer of success with a value, as the schema shows it; without one where it has none. */
  public Answer shaped(int status, @Nullable Object value) {
    Object plain = value instanceof Document document ? document.asMap() : value;
    if (status == 204) {
      return Answer.empty(204);
    }
    Optional<Schema> schema = operation().success();
    Object shown = schema.isPresent() ? View.of(schema.get(), plain) : plain;
    return shown == null ? Answer.empty(status) : Answer.of(status, shown);
  }

  /** The answer of success of what only does something: an empty object, or no body. */
  public Answer done() {
    int status = operation().successStatus();
    return status == 204 ? Answer.empty(204) : Answer.of(status, Map.of());
  }

  /** Whether answers of this operation have a member, by their schema. */
  public boolean shows(String member) {
    return property(member).isPresent();
  }

  /** Whether answers of this operation show null for a member, by their schema. */
  public boolean showsNull(String member) {
    Optional<Schema> property = property(member);
    if (property.isEmpty()) {
      return false;
    }
    if (property.get().types().contains(Schema.Type.NULL)) {
      return true;
    }
    for (List<Schema> parts : List.of(property.get().oneOf(), property.get().anyOf())) {
      for (Schema part : parts) {
        if (part.types().contains(Schema.Type.NULL)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The smallest document the answer's schema allows. */
  public Optional<Document> initialBySchema() {
    Optional<Schema> schema = operation().success();
    @Nullable Object sample = schema.isPresent() ? View.sample(schema.get()) : null;
    return Optional.of(sample instanceof Map<?, ?> members ? Document.of(members) : Document.EMPTY);
  }

  /** The smallest value the answer's schema allows, with the members that were sent. */
  public @Nullable Object sample() {
    Optional<Schema> schema = operation().success();
    if (schema.isEmpty()) {
      return Map.of();
    }
    @Nullable Object sample = View.sample(schema.get());
    return sample instanceof Map<?, ?> members
        ? Merge.over(Document.of(members), body(), this)
        : sample;
  }

  /** The same work about another kind of resource of the path: what leads to it. */
  Work about(String place, ResourceRules others) {
    return new Work(request, new Shape(shape.act(), place, place, List.of()), others, draft, now);
  }

  /** What the operation does where nothing is special, with the hooks of the resource. */
  public Decision<Answer> usual() {
    return Generic.run(this);
  }

  ResourceRules rules() {
    return rules;
  }

  Shape shape() {
    return shape;
  }

  private Optional<Schema> property(String member) {
    Optional<Schema> schema = operation().success();
    return schema.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(View.properties(schema.get(), Map.of(member, true)).get(member));
  }
}
