package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is special about one kind of resource. Every hook has a default that does nothing special,
 * so a class says only what it must. Registered in {@code resource.Resources}; without state, since
 * one instance serves all tenants and threads. Ids and words (404, 409) stand in {@link Kinds}
 * already.
 *
 * <p>A create runs {@link #creating}, the check for a member that must be unique, the write, {@link
 * #created}. An update runs {@link #changing}, the same check, the write, {@link #changed}. A
 * delete runs {@link #removing}, the removal of it and all under its path, {@link #removed}.
 * Answers are made by {@link #shown}, then by the schema of the answer: members it does not know
 * are left out.
 */
public interface ResourceRules {

  /** The rules of what is not special. */
  ResourceRules NONE = () -> "";

  /**
   * The collection or singleton, below {@code /api/v2/}, every parameter written {@code {id}}:
   * {@code roles}, {@code organizations/{id}/invitations}, {@code tenants/settings}.
   */
  String place();

  /**
   * Operations that are something else altogether, by method and path as the catalogue writes it:
   * {@code POST /clients/{id}/rotate-secret}. They may stand anywhere.
   */
  default Map<String, Behaviour> operations() {
    return Map.of();
  }

  /** What an act on this place does, where it is something else than with other resources. */
  default Optional<Behaviour> behaviour(Act act) {
    return Optional.empty();
  }

  /** The kind of what lists of this place hold. */
  default Kind listed() {
    return Kinds.of(place());
  }

  /**
   * The request with what takes long and needs nothing of the tenant, such as the hash of a
   * password: done before the one step that rules run in.
   */
  default ManagementRequest prepared(ManagementRequest request, IdSource ids) {
    return request;
  }

  /** What a sent resource becomes before it is stored, with what Auth0 adds; or why not. */
  default Decision<Document> creating(Document sent, Work work) {
    return Decision.grant(sent);
  }

  /** What a stored resource becomes by a change; or why not. Else members are replaced. */
  default Decision<Document> changing(Document before, Document sent, Work work) {
    return Decision.grant(Merge.over(before, sent, work));
  }

  /** Why a resource is not shown to this token. */
  default Optional<Diagnosis> reading(Document document, Work work) {
    return Optional.empty();
  }

  /** Why a resource cannot be deleted. */
  default Optional<Diagnosis> removing(Document document, Work work) {
    return Optional.empty();
  }

  /** What else happens once a resource is stored. */
  default void created(Document document, Work work) {}

  /** What else happens once a resource is changed. */
  default void changed(Document before, Document after, Work work) {}

  /** What goes with a resource, beside all that is under its path. */
  default void removed(Document document, Work work) {}

  /** A stored resource as answers show it, before the schema of the answer is laid over it. */
  default Document shown(Document document, Work work) {
    return document;
  }

  /** The resource of an id, or of what else the path may name it by. */
  default Optional<Document> find(String id, Work work) {
    return work.stored(work.collection(), id);
  }

  /** All resources of the collection, in the order of lists. */
  default List<Document> all(Work work) {
    return work.all(work.collection());
  }

  /**
   * Whether a list has a resource, by query parameters that are no member's name. Those that are
   * have been looked at: see {@link Filter}.
   */
  default boolean listed(Document document, Work work) {
    return true;
  }

  /** A singleton before anybody set it; empty where reading it is a 404. */
  default Optional<Document> initial(Work work) {
    return work.initialBySchema();
  }

  /** The members that are shown even where {@code fields} asks for others. */
  default List<String> alwaysShown() {
    return List.of();
  }

  /** Whether plain arrays come with a Link header. */
  default boolean linked() {
    return false;
  }

  /** Whether lists give the number of things on the page for the limit, as recorded of one. */
  default boolean limitedByCount() {
    return false;
  }

  /** Whether lists counted by page show their zeros, too. */
  default boolean zeros() {
    return false;
  }

  /** Whether a checkpoint page has a {@code next} even where nothing follows. */
  default boolean alwaysNext() {
    return false;
  }

  /** What is said of pages beyond the first 1,000 records; empty where there is no such limit. */
  default Optional<Words> pagedTooFar() {
    return Optional.empty();
  }
}
