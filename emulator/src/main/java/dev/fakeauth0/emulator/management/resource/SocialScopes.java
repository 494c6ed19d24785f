package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code scope} that a social connection's permission flags stand for: {@code email: true} of a
 * GitHub connection is GitHub's {@code user:email}. Auth0 works it out whenever options are
 * written, in the order of the flags (recorded for the strategies below but {@code windowslive};
 * where a flag was never seen in a recording, the provider's own name of the permission is taken).
 */
final class SocialScopes {

  private static final String GOOGLE = "https://www.googleapis.com/auth/";

  // Names of Google's that do not follow from the flag's.
  private static final Map<String, String> GOOGLE_NAMES =
      Map.ofEntries(
          Map.entry("adsense_management", GOOGLE + "adsense"),
          Map.entry("chrome_web_store", GOOGLE + "chromewebstore"),
          Map.entry("contacts", "https://www.google.com/m8/feeds/"),
          Map.entry("contacts_new", GOOGLE + "contacts"),
          Map.entry("content_api_for_shopping", GOOGLE + "structuredcontent"),
          Map.entry("document_list", "https://docs.google.com/feeds/"),
          Map.entry("gmail", "https://mail.google.com/mail/feed/atom"),
          Map.entry("gmail_new", "https://mail.google.com/"),
          Map.entry("google_affiliate_network", GOOGLE + "gan"),
          Map.entry("google_books", GOOGLE + "books"),
          Map.entry("google_cloud_storage", GOOGLE + "devstorage.full_control"),
          Map.entry("google_drive", GOOGLE + "drive"),
          Map.entry("google_drive_files", GOOGLE + "drive.file"),
          Map.entry("google_plus", GOOGLE + "plus.login"),
          Map.entry("latitude_best", GOOGLE + "latitude.all.best"),
          Map.entry("latitude_city", GOOGLE + "latitude.all.city"),
          Map.entry("picasa_web", "https://picasaweb.google.com/data/"),
          Map.entry("sites", "https://sites.google.com/feeds/"),
          Map.entry("url_shortener", GOOGLE + "urlshortener"),
          Map.entry("webmaster_tools", "http://www.google.com/webmasters/tools/feeds/"),
          Map.entry("youtube", "https://gdata.youtube.com"),
          Map.entry("youtube_new", GOOGLE + "youtube"),
          Map.entry(
              "youtube_channelmemberships_creator",
              GOOGLE + "youtube.channel-memberships.creator"));

  // Flags that are no permission: offline access is asked for in another way.
  private static final List<String> GOOGLE_OTHERS = List.of("offline_access");

  private SocialScopes() {}

  /** The options with the flags that are on unless said otherwise, and their scope. */
  static Document applied(String strategy, Document options) {
    return switch (strategy) {
      case "google-oauth2" -> google(options, GOOGLE_OTHERS);
      // All flags of a Workspace connection but two ask for attributes, not for permissions.
      case "google-apps" -> google(options, flags(options));
      case "facebook" -> options.with("scope", String.join(",", facebook(options)));
      case "github" -> options.with("scope", github(options));
      case "apple" -> apple(options);
      case "linkedin" -> linkedin(options.withDefault("profile", true));
      case "line" -> line(options.withDefault("profile", true));
      case "wordpress" -> options.withDefault("profile", true).with("scope", List.of("profile"));
      case "windowslive" -> options.withDefault("signin", true).with("scope", windowsLive(options));
      case "salesforce", "salesforce-community", "salesforce-sandbox" ->
          options.with("scope", flags(options));
      default -> options;
    };
  }

  private static Document google(Document sent, List<String> others) {
    Document options = sent.withDefault("email", true).withDefault("profile", true);
    List<String> scope = new ArrayList<>();
    for (String flag : flags(options)) {
      if (flag.equals("email") || flag.equals("profile")) {
        scope.add(flag);
      } else if (!others.contains(flag)) {
        scope.add(GOOGLE_NAMES.getOrDefault(flag, GOOGLE + flag.replace('_', '.')));
      }
    }
    return options.with("scope", scope);
  }

  private static List<String> facebook(Document options) {
    List<String> scope = new ArrayList<>(flags(options));
    scope.remove("allow_context_profile_field");
    return scope;
  }

  private static List<String> github(Document options) {
    List<String> scope = new ArrayList<>();
    for (String flag : flags(options)) {
      switch (flag) {
        case "profile" -> {} // Everyone may read a public profile.
        case "email", "follow" -> scope.add("user:" + flag);
        case "repo_status" -> scope.add("repo:status");
        default ->
            scope.add(flag.matches("(read|write|admin)_.*") ? flag.replaceFirst("_", ":") : flag);
      }
    }
    return scope;
  }

  private static Document apple(Document options) {
    return options.has("name") || options.has("email")
        ? options.with("scope", String.join(" ", flags(options)))
        : options;
  }

  private static Document linkedin(Document options) {
    long version = options.number("strategy_version").orElse(1L);
    List<String> scope = new ArrayList<>();
    for (String flag : flags(options)) {
      scope.add(
          switch (flag) {
            case "email" -> version >= 3 ? "email" : "r_emailaddress";
            case "profile" ->
                version >= 3 ? "profile" : version == 2 ? "r_liteprofile" : "r_basicprofile";
            case "basic_profile" -> "r_basicprofile";
            case "full_profile" -> "r_fullprofile";
            case "network" -> "r_network";
            default -> flag;
          });
    }
    return options.with("scope", scope);
  }

  private static Document line(Document options) {
    List<String> scope = new ArrayList<>(List.of("openid"));
    scope.addAll(flags(options));
    return options.with("scope", scope);
  }

  private static List<String> windowsLive(Document options) {
    boolean graph = options.number("strategy_version").orElse(1L) >= 2;
    List<String> scope = new ArrayList<>();
    for (String flag : flags(options)) {
      if (flag.startsWith("graph_")) {
        scope.add(graphPermission(flag.substring("graph_".length())));
      } else if (flag.equals("offline_access")) {
        scope.add(graph ? flag : "wl.offline_access");
      } else if (!graph) {
        scope.add("wl." + flag);
      }
    }
    return scope;
  }

  private static String graphPermission(String flag) {
    boolean update = flag.endsWith("_update");
    String noun = update ? flag.substring(0, flag.length() - "_update".length()) : flag;
    return switch (noun) {
      case "emails" -> "mail." + (update ? "readwrite" : "read");
      case "device_command" -> "device.command";
      case "notes_create" -> "notes.create";
      case "user_activity" -> "useractivity.readwrite.createdbyapp";
      case "files_all" -> "files." + (update ? "readwrite.all" : "read.all");
      default -> noun + (update ? ".readwrite" : ".read");
    };
  }

  /** The names of the members that are true, in their order. */
  private static List<String> flags(Document options) {
    List<String> flags = new ArrayList<>();
    options
        .asMap()
        .forEach(
            (name, value) -> {
              if (Boolean.TRUE.equals(value)) {
                flags.add(name);
              }
            });
    return flags;
  }
}
