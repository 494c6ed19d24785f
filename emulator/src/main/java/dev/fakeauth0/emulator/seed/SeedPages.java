package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The seed's {@code pages}, which the Management API keeps elsewhere: the login page at the global
 * client, the others in the tenant settings.
 */
final class SeedPages {

  static final String KEY = "pages";

  private static final String LOGIN = "login";
  private static final String GLOBAL_CLIENT = "clients/global";

  private SeedPages() {}

  /** Where the settings have a page; empty if they have it not. */
  private static String setting(String page) {
    return switch (page) {
      case "guardian_multifactor" -> "guardian_mfa_page";
      case "password_reset" -> "change_password";
      case "error_page" -> "error_page";
      default -> "";
    };
  }

  /** Puts a page in. */
  static void put(TenantDraft draft, Document page) {
    String name = page.string("name", "");
    String setting = setting(name);
    if (name.equals(LOGIN)) {
      Document changes = Document.EMPTY;
      if (page.has("html")) {
        changes = changes.with("custom_login_page", page.get("html"));
      }
      if (page.has("enabled")) {
        changes = changes.with("custom_login_page_on", page.get("enabled"));
      }
      draft.singleton(GLOBAL_CLIENT, changes);
    } else if (!setting.isEmpty()) {
      draft.settings(draft.state().settings().with(setting, page.without("name")));
    }
  }

  /** The pages of a state. */
  static List<Document> written(TenantState state) {
    List<Document> pages = new ArrayList<>();
    Optional<Document> login = state.singleton(GLOBAL_CLIENT);
    if (login.isPresent() && login.get().has("custom_login_page")) {
      pages.add(
          Document.of(
              "name", LOGIN,
              "html", login.get().get("custom_login_page"),
              "enabled", login.get().flag("custom_login_page_on", true)));
    }
    for (String name : List.of("guardian_multifactor", "password_reset", "error_page")) {
      Optional<Document> page = state.settings().object(setting(name));
      if (page.isPresent()) {
        Document written = Document.of("name", name);
        for (var member : page.get().asMap().entrySet()) {
          written = written.with(member.getKey(), member.getValue());
        }
        pages.add(written);
      }
    }
    return pages;
  }

  /** The tenant settings without what is written as pages. */
  static Document rest(Document settings) {
    return settings.without("guardian_mfa_page").without("change_password").without("error_page");
  }
}
