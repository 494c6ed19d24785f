package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The connections of an organization, one relation seen at two places: {@code enabled_connections}
 * knows those that are enabled, {@code connections} (early access) also those that are not, and
 * says more of them.
 */
final class OrganizationConnections implements ResourceRules {

  private static final String ID = "connection_id";
  private static final String MEMBERSHIP = "assign_membership_on_login";
  private static final String SIGNUP = "is_signup_enabled";
  private static final String ENABLED = "is_enabled";

  private final String place;
  private final boolean all;

  private OrganizationConnections(String place, boolean all) {
    this.place = place;
    this.all = all;
  }

  /** The place of those that are enabled. */
  static OrganizationConnections enabled() {
    return new OrganizationConnections("organizations/{id}/enabled_connections", false);
  }

  /** The place of all. */
  static OrganizationConnections all() {
    return new OrganizationConnections("organizations/{id}/connections", true);
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public boolean limitedByCount() {
    return !all;
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return switch (act) {
      case CREATE -> Optional.of(this::add);
      case UPDATE -> Optional.of(this::change);
      case DELETE -> Optional.of(this::remove);
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<Document> find(String connection, Work work) {
    return shown(work.owner(), connection, all, work);
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> found = new ArrayList<>();
    for (String connection :
        work.state().relation(Relations.ORGANIZATIONS_CONNECTIONS).rightsOf(work.owner())) {
      find(connection, work).ifPresent(found::add);
    }
    return found;
  }

  private Decision<Answer> add(Work work) {
    Document sent = work.body();
    String connection = sent.string(ID, "");
    if (attributes(work.owner(), connection, work).isPresent()) {
      return Decision.refuse(
          Refusals.conflict(
              Words.of("The organization connection already exists."),
              "connection " + connection + " of the organization"));
    }
    Optional<Diagnosis> unfit = unfit(sent, Document.EMPTY, work);
    if (unfit.isPresent()) {
      return Decision.refuse(unfit.get());
    }
    enable(work.owner(), sent, work);
    return Decision.grant(work.shaped(201, find(connection, work).orElseThrow()));
  }

  private Decision<Answer> change(Work work) {
    String connection = work.id();
    Optional<Document> before = attributes(work.owner(), connection, work);
    if (before.isEmpty()) {
      return Decision.refuse(Work.missing(place, connection));
    }
    Optional<Diagnosis> unfit = unfit(work.body().with(ID, connection), before.get(), work);
    if (unfit.isPresent()) {
      return Decision.refuse(unfit.get());
    }
    work.draft()
        .join(
            Relations.ORGANIZATIONS_CONNECTIONS,
            work.owner(),
            connection,
            Merge.metadata(before.get(), work.body()));
    return Decision.grant(
        work.shaped(200, shown(work.owner(), connection, true, work).orElse(Document.EMPTY)));
  }

  private Decision<Answer> remove(Work work) {
    if (attributes(work.owner(), work.id(), work).isEmpty() && !all) {
      return Decision.refuse(Work.missing(place, work.id()));
    }
    work.draft().part(Relations.ORGANIZATIONS_CONNECTIONS, work.owner(), work.id());
    return Decision.grant(Answer.empty(204));
  }

  /** Enables a connection that was found fit. */
  static void enable(String organization, Document sent, Work work) {
    work.draft()
        .join(
            Relations.ORGANIZATIONS_CONNECTIONS,
            organization,
            sent.string(ID, ""),
            sent.without(ID));
  }

  /** Why a connection cannot be added, or changed so. */
  static Optional<Diagnosis> unfit(Document sent, Document before, Work work) {
    String id = sent.string(ID, "");
    Optional<Document> connection = work.stored(ConnectionRules.PLACE, id);
    if (connection.isEmpty()) {
      return Optional.of(Work.missing(ConnectionRules.PLACE, id));
    }
    Document after = Merge.metadata(before, sent);
    boolean fit =
        connection.get().string("strategy", "").equals("auth0") && after.flag(MEMBERSHIP, false);
    if (!after.flag(SIGNUP, false) || fit) {
      return Optional.empty();
    }
    return Optional.of(
        Refusals.badRequest(
            Words.of(
                "Only database connections with assign_membership_on_login = true support"
                    + " is_signup_enabled = true."),
            "who signs up must become a member, and only a database signs people up",
            "set assign_membership_on_login, or leave is_signup_enabled out"));
  }

  /** A connection of an organization as answers show it; empty if it is not there. */
  static Optional<Document> shown(String organization, String id, boolean withDisabled, Work work) {
    Optional<Document> attributes = attributes(organization, id, work);
    Optional<Document> connection = work.stored(ConnectionRules.PLACE, id);
    if (attributes.isEmpty()
        || connection.isEmpty()
        || !(withDisabled || attributes.get().flag(ENABLED, true))) {
      return Optional.empty();
    }
    String strategy = connection.get().string("strategy", "");
    Document shown = Document.of(ID, id);
    if (strategy.equals("auth0")) {
      shown = shown.with(SIGNUP, false);
    }
    shown =
        shown
            .with(MEMBERSHIP, false)
            .with("show_as_button", true)
            .with(ENABLED, true)
            .with("organization_access_level", "none");
    return Optional.of(
        Merge.metadata(shown, attributes.get())
            .with(
                "connection",
                Document.of("name", connection.get().string("name", ""), "strategy", strategy)));
  }

  private static Optional<Document> attributes(String organization, String id, Work work) {
    return work.state().relation(Relations.ORGANIZATIONS_CONNECTIONS).find(organization, id);
  }
}
