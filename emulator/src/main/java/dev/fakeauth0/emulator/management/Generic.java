package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What operations do that are nothing special, by their {@link Act}. */
final class Generic {

  private Generic() {}

  static Decision<Answer> run(Work work) {
    return switch (work.shape().act()) {
      case LIST -> list(work);
      case CREATE -> create(work);
      case READ -> found(work).then(document -> read(work, document));
      case UPDATE -> found(work).then(before -> update(work, before));
      case REPLACE -> replace(work);
      case DELETE -> delete(work);
      case CLEAR -> clear(work);
      case READ_SINGLE -> single(work).map(document -> one(work, document));
      case UPDATE_SINGLE -> updateSingle(work);
      case REPLACE_SINGLE -> replaceSingle(work);
      case DELETE_SINGLE -> deleteSingle(work);
      case CALL -> Decision.grant(work.shaped(work.operation().successStatus(), work.sample()));
    };
  }

  private static Decision<Answer> list(Work work) {
    List<Paging.Entry> entries = new ArrayList<>();
    Kind kind = work.rules() == ResourceRules.NONE ? work.kind() : work.rules().listed();
    String idMember = kind.idMember();
    for (Document document : work.rules().all(work)) {
      if (Filter.keeps(work.operation(), work.query(), document)
          && work.rules().listed(document, work)) {
        Document shown = work.rules().shown(document, work);
        entries.add(
            new Paging.Entry(
                document.string(idMember, ""), document.string("created_at", ""), shown.asMap()));
      }
    }
    return Paging.answer(work, entries);
  }

  private static Decision<Answer> create(Work work) {
    return stored(work, completed(work, work.body()));
  }

  private static Document completed(Work work, Document sent) {
    Kind kind = work.kind();
    Document document = sent.withDefault(kind.idMember(), kind.ids().apply(work.ids()));
    if (work.shows("created_at")) {
      document = document.with("created_at", work.timestamp());
    }
    return work.shows("updated_at") ? document.with("updated_at", work.timestamp()) : document;
  }

  private static Decision<Answer> stored(Work work, Document sent) {
    return work.rules()
        .creating(sent, work)
        .then(
            document -> {
              String id = document.string(work.kind().idMember(), "");
              Optional<Diagnosis> taken = taken(work, document, id);
              if (taken.isPresent()) {
                return Decision.refuse(taken.get());
              }
              work.draft().put(work.collection(), id, document);
              work.rules().created(document, work);
              return Decision.grant(
                  work.answer(work.stored(work.collection(), id).orElse(document)));
            });
  }

  private static Decision<Document> found(Work work) {
    Optional<Document> found = work.rules().find(work.id(), work);
    return found.isPresent()
        ? Decision.grant(found.get())
        : Decision.refuse(Work.missing(work.shape().place(), work.id()));
  }

  private static Decision<Answer> read(Work work, Document document) {
    Optional<Diagnosis> refused = work.rules().reading(document, work);
    return refused.isPresent()
        ? Decision.refuse(refused.get())
        : Decision.grant(one(work, document));
  }

  private static Answer one(Work work, Document document) {
    Answer answer = work.answer(document);
    return answer.json().isEmpty()
        ? answer
        : Answer.of(
            answer.status(),
            Fields.of(work.query(), answer.json().get(), work.rules().alwaysShown()));
  }

  private static Decision<Answer> update(Work work, Document before) {
    return work.rules()
        .changing(before, work.body(), work)
        .then(
            changed -> {
              Document after =
                  work.shows("updated_at") ? changed.with("updated_at", work.timestamp()) : changed;
              String id = after.string(work.kind().idMember(), work.id());
              Optional<Diagnosis> taken = taken(work, after, id);
              if (taken.isPresent()) {
                return Decision.refuse(taken.get());
              }
              work.draft().put(work.collection(), id, after);
              work.rules().changed(before, after, work);
              return Decision.grant(work.answer(work.stored(work.collection(), id).orElse(after)));
            });
  }

  /** A PUT keeps the id and the time it was made; one that was not there is made. */
  private static Decision<Answer> replace(Work work) {
    String idMember = work.kind().idMember();
    Optional<Document> before = work.rules().find(work.id(), work);
    if (before.isEmpty()) {
      boolean made = work.operation().parameters().isEmpty() || !creatable(work);
      return made
          ? stored(work, completed(work, work.body().with(idMember, work.id())))
          : Decision.refuse(Work.missing(work.shape().place(), work.id()));
    }
    Document sent = work.body().with(idMember, before.get().string(idMember, work.id()));
    Optional<String> made = before.get().string("created_at");
    if (made.isPresent()) {
      sent = sent.with("created_at", made.get());
    }
    Document kept = sent;
    return work.rules()
        .creating(kept, work)
        .then(
            after -> {
              Document stamped =
                  work.shows("updated_at") ? after.with("updated_at", work.timestamp()) : after;
              work.draft().put(work.collection(), stamped.string(idMember, work.id()), stamped);
              work.rules().changed(before.get(), stamped, work);
              return Decision.grant(work.answer(stamped));
            });
  }

  /** Whether the collection is one that is posted to, so that a PUT makes nothing. */
  private static boolean creatable(Work work) {
    return dev.fakeauth0.emulator.management.catalogue.Catalogue.standard()
        .methods("/api/v2/" + work.shape().concrete(work.request().pathValues()))
        .contains("POST");
  }

  private static Decision<Answer> delete(Work work) {
    Optional<Document> found = work.rules().find(work.id(), work);
    if (found.isEmpty()) {
      return work.kind().absentIsDeleted()
          ? Decision.grant(work.done())
          : Decision.refuse(Work.missing(work.shape().place(), work.id()));
    }
    Optional<Diagnosis> kept = work.rules().removing(found.get(), work);
    if (kept.isPresent()) {
      return Decision.refuse(kept.get());
    }
    String id = found.get().string(work.kind().idMember(), work.id());
    work.draft().remove(work.collection(), id);
    work.draft().removeUnder(work.collection() + '/' + id);
    work.rules().removed(found.get(), work);
    return Decision.grant(work.done());
  }

  private static Decision<Answer> clear(Work work) {
    for (Document document : work.rules().all(work)) {
      if (Filter.keeps(work.operation(), work.query(), document)) {
        work.draft().remove(work.collection(), document.string(work.kind().idMember(), ""));
        work.rules().removed(document, work);
      }
    }
    return Decision.grant(work.done());
  }

  private static Decision<Document> single(Work work) {
    Optional<Document> known = work.state().singleton(work.collection());
    Optional<Document> found = known.isPresent() ? known : work.rules().initial(work);
    return found.isPresent()
        ? Decision.grant(found.get())
        : Decision.refuse(Work.missing(work.shape().place(), work.id()));
  }

  private static Decision<Answer> updateSingle(Work work) {
    return single(work)
        .then(
            before ->
                work.rules()
                    .changing(before, work.body(), work)
                    .map(after -> set(work, before, after)));
  }

  private static Decision<Answer> replaceSingle(Work work) {
    return work.rules()
        .creating(work.body(), work)
        .map(
            after ->
                set(work, work.state().singleton(work.collection()).orElse(Document.EMPTY), after));
  }

  private static Answer set(Work work, Document before, Document after) {
    work.draft().singleton(work.collection(), after);
    work.rules().changed(before, after, work);
    return work.answer(work.state().singleton(work.collection()).orElse(after));
  }

  private static Decision<Answer> deleteSingle(Work work) {
    Optional<Document> known = work.state().singleton(work.collection());
    if (known.isEmpty() && !work.kind().absentIsDeleted()) {
      return Decision.refuse(Work.missing(work.shape().place(), work.id()));
    }
    work.draft().removeSingleton(work.collection());
    work.draft().removeUnder(work.collection());
    known.ifPresent(document -> work.rules().removed(document, work));
    return Decision.grant(work.done());
  }

  /** Whether another has the member that no two may share. */
  private static Optional<Diagnosis> taken(Work work, Document document, String id) {
    Optional<String> unique = work.kind().unique();
    Optional<String> value = unique.isPresent() ? document.string(unique.get()) : Optional.empty();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    for (Resource other : work.state().collection(work.collection()).allByKey(value.get())) {
      if (!other.id().equals(id)) {
        return Optional.of(
            Refusals.conflict(
                work.kind().taken(),
                work.shape().place() + " with the " + unique.get() + ' ' + value.get()));
      }
    }
    return Optional.empty();
  }
}
