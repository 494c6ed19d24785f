package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.Map;

/** Users who are one: their identities (Auth0 docs, "User Account Linking"). */
@SuppressWarnings("MemberName") // Sentences.
final class UserIdentitiesContract {

  private final Tenant tenant;

  UserIdentitiesContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void links_two_users_and_tells_of_both_the_first_one_first() {
    Person first = tenant.fixtures().person();
    Person second = tenant.fixtures().person();

    Reply reply = link(first, second);

    assertThat(reply).hasStatus(201);
    assertThat(Json.objects(reply))
        .extracting(one -> one.get("user_id"))
        .containsExactly(bare(first), bare(second));
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void keeps_the_profile_of_the_second_user_with_the_identity() {
    Person first = tenant.fixtures().person();
    Person second = tenant.fixtures().person();

    Map<String, Object> identity = Json.objects(link(first, second)).get(1);

    assertThat(identity)
        .containsEntry("connection", second.connection())
        .containsEntry("provider", "auth0")
        .containsEntry("isSocial", false);
    assertThat(Json.object(identity, "profileData")).containsEntry("email", second.email());
  }

  @NotYetVerified(D)
  void has_the_second_user_no_more() {
    Person first = tenant.fixtures().person();
    Person second = tenant.fixtures().person();
    link(first, second);

    assertThat(tenant.management().get(path(second)))
        .isManagementError(404, "Not Found", "The user does not exist.");
  }

  @NotYetVerified(D)
  void leaves_the_first_user_its_own_profile() {
    Person first = tenant.fixtures().person();
    Person second = tenant.fixtures().person();
    link(first, second);

    Reply reply = tenant.management().get(path(first));

    assertThat(reply).hasMember("email", first.email()).hasMember("user_id", first.userId());
    assertThat(Json.objects(Json.object(reply), "identities")).hasSize(2);
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void tells_what_is_left_when_it_unlinks() {
    Person first = tenant.fixtures().person();
    Person second = tenant.fixtures().person();
    link(first, second);

    Reply reply = unlink(first, bare(second));

    assertThat(reply).hasStatus(200);
    assertThat(Json.objects(reply))
        .singleElement()
        .satisfies(one -> assertThat(one).containsEntry("user_id", bare(first)));
  }

  @NotYetVerified(D)
  void makes_a_user_of_what_it_unlinks() {
    Person first = tenant.fixtures().person();
    Person second = tenant.fixtures().person();
    link(first, second);
    unlink(first, bare(second));

    assertThat(tenant.management().get(path(second)))
        .hasStatus(200)
        .hasMember("email", second.email());
  }

  @NotYetVerified(D)
  void does_not_unlink_a_user_from_itself() {
    Person person = tenant.fixtures().person();

    assertThat(unlink(person, bare(person)))
        .isManagementError(400, "Bad Request", "Main identity cannot be removed.");
  }

  @NotYetVerified(D)
  void does_not_link_a_user_to_itself() {
    Person person = tenant.fixtures().person();

    assertThat(link(person, person))
        .isManagementError(400, "Bad Request", "Main identity and the new one are the same.");
  }

  @NotYetVerified(D)
  void does_not_link_what_is_linked_already() {
    Person first = tenant.fixtures().person();
    Person second = tenant.fixtures().person();
    link(first, second);

    assertThat(link(first, second))
        .isManagementError(409, "Conflict", "Specified identity already exists.");
  }

  @NotYetVerified(D)
  void does_not_link_a_user_to_nobody() {
    Person person = tenant.fixtures().person();

    Reply reply =
        tenant
            .management()
            .post(
                path(person) + "/identities",
                Json.of("provider", "auth0", "user_id", "000000000000000000000000"));

    assertThat(reply)
        .isManagementError(400, "Bad Request", "Linking to an inexistent identity is not allowed.");
  }

  private Reply link(Person first, Person second) {
    return tenant
        .management()
        .post(
            path(first) + "/identities", Json.of("provider", "auth0", "user_id", second.userId()));
  }

  private Reply unlink(Person from, String id) {
    return tenant.management().delete(path(from) + "/identities/auth0/" + id);
  }

  private static String bare(Person person) {
    return person.userId().substring("auth0|".length());
  }

  private static String path(Person person) {
    return "/users/" + ManagementApi.segment(person.userId());
  }
}
