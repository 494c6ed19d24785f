package dev.fakeauth0.emulator.authentication.page;

import java.util.List;
import java.util.Optional;

/**
 * What all pages of a tenant share.
 *
 * @param tenantName the tenant's friendly name
 * @param application the name of the application that is logged in to; empty where there is none
 * @param style the stylesheet, in the tenant's colours
 * @param accounts the users that the strip names
 * @param furtherAccounts how many more there are
 */
public record Frame(
    String tenantName,
    Optional<String> application,
    Style style,
    List<Account> accounts,
    int furtherAccounts) {

  /** Copies the accounts. */
  public Frame {
    accounts = List.copyOf(accounts);
  }

  /** How headings go on: {@code " to continue to Web"}. */
  String toContinue() {
    return application.map(name -> " to continue to " + name).orElse("");
  }

  String monogram() {
    return Initial.of(tenantName);
  }
}
