package dev.fakeauth0.emulator.authentication.page;

/**
 * One organization to pick.
 *
 * @param id its id, which is posted
 * @param name its name
 * @param displayName what it is called
 */
public record OrganizationChoice(String id, String name, String displayName) {

  String initial() {
    return Initial.of(displayName);
  }
}
