package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The seed's keys for what the Management API keeps as it is sent: actions, branding, protection,
 * streams and the like, under the names of the Deploy CLI. Each is put where the Management API
 * looks for it, and written back from there. Nothing of it is looked at where a seed has no such
 * key.
 */
final class SeedFeatures {

  /**
   * A list of resources.
   *
   * @param place the collection
   * @param idMember the member that holds the id
   * @param nameMember the member that tells one from another
   * @param prefix what ids begin with
   * @param length how many characters follow; 0 where the name is the id
   */
  private record Listed(
      String place, String idMember, String nameMember, String prefix, int length) {}

  private static final String BINDINGS = "/bindings";
  private static final String TRIGGERS = "actions/triggers/";
  private static final String FACTORS = "guardian/factors";
  private static final String LOGIN_PAGE = "branding/templates/universal-login";
  private static final String PROMPTS = "prompts";

  /** Where the parts of {@code riskAssessment} stand, in the order they are written. */
  private static final SortedMap<String, String> RISK =
      new TreeMap<>(
          Map.of(
              "settings", "risk-assessments/settings",
              "new_device", "risk-assessments/settings/new-device"));

  private SeedFeatures() {}

  /** Whether it is about a key. */
  static boolean knows(String key) {
    return listed(key).isPresent() || single(key).isPresent() || special(key);
  }

  /** Puts what stands under a key in. */
  static void fill(TenantDraft draft, String key, @Nullable Object value) {
    List<Document> documents = documents(value);
    Document section = value instanceof Map<?, ?> members ? Document.of(members) : Document.EMPTY;
    Optional<Listed> listed = listed(key);
    Optional<String> single = single(key);
    if (listed.isPresent()) {
      for (Document document : documents) {
        add(draft, key, listed.get(), document);
      }
    } else if (single.isPresent()) {
      draft.singleton(single.get(), section);
    } else {
      fillSpecial(draft, key, section, documents);
    }
  }

  private static void fillSpecial(
      TenantDraft draft, String key, Document section, List<Document> documents) {
    switch (key) {
      case "attackProtection" -> {
        for (String name : section.asMap().keySet()) {
          Optional<Document> protection = section.object(name);
          if (protection.isPresent()) {
            draft.singleton("attack-protection/" + hyphenated(name), protection.get());
          }
        }
      }
      case "branding" -> branding(draft, section);
      case "guardianFactors" -> {
        Document factors = draft.state().singleton(FACTORS).orElse(Document.EMPTY);
        for (Document factor : documents) {
          factors = factors.with(factor.string("name", ""), factor.flag("enabled", false));
        }
        draft.singleton(FACTORS, factors);
      }
      case "guardianFactorTemplates" -> {
        for (Document templates : documents) {
          draft.singleton(
              FACTORS + '/' + templates.string("name", "") + "/templates",
              templates.without("name"));
        }
      }
      case "guardianFactorProviders" -> {
        for (Document provider : documents) {
          draft.singleton(
              FACTORS
                  + '/'
                  + provider.string("name", "")
                  + "/providers/"
                  + provider.string("provider", ""),
              provider.without("name").without("provider"));
        }
      }
      case "prompts" -> prompts(draft, section);
      case "riskAssessment" -> {
        for (String part : section.asMap().keySet()) {
          Optional<Document> set = section.object(part);
          if (set.isPresent() && RISK.containsKey(part)) {
            draft.singleton(RISK.get(part), set.get());
          }
        }
      }
      default -> triggers(draft, section);
    }
  }

  private static void add(TenantDraft draft, String key, Listed listed, Document seeded) {
    Optional<String> kept =
        KeptIds.of(draft, listed.place(), listed.idMember(), listed.nameMember(), seeded);
    String id =
        kept.isPresent()
            ? kept.get()
            : derived(key, listed, seeded.string(listed.nameMember(), ""));
    Document document = seeded.with(listed.idMember(), id);
    if (key.equals("hooks") && document.has("secrets")) {
      draft.singleton(
          "hooks/" + id + "/secrets", document.object("secrets").orElse(Document.EMPTY));
      document = document.without("secrets");
    }
    draft.put(listed.place(), id, key.equals("actions") ? action(document) : document);
  }

  /** An action that is said to be deployed has a version that is. */
  private static Document action(Document seeded) {
    boolean deployed = seeded.flag("deployed", false);
    Document action = seeded.without("deployed");
    if (!deployed || action.has("deployed_version")) {
      return action;
    }
    Document version =
        Document.of(
            "code", action.string("code", ""),
            "dependencies", action.objects("dependencies"),
            "id", DerivedIds.uuid("action-version", action.string("id", "")),
            "deployed", true,
            "number", 1,
            "secrets", action.objects("secrets"),
            "status", "built",
            "runtime", action.string("runtime", "node22"),
            "supported_triggers", action.objects("supported_triggers"));
    return action.with("deployed_version", version).with("all_changes_deployed", true);
  }

  private static void branding(TenantDraft draft, Document section) {
    for (Document template : section.objects("templates")) {
      if (template.string("template", "").equals("universal_login")) {
        draft.singleton(LOGIN_PAGE, Document.of("body", template.string("body", "")));
      }
    }
    draft.singleton("branding", section.without("templates"));
  }

  private static void prompts(TenantDraft draft, Document section) {
    Document settings = section.without("screenRenderers");
    for (String name : List.of("customText", "partials")) {
      // One that is there and empty is written back.
      boolean empty = section.object(name).orElse(Document.EMPTY).asMap().isEmpty();
      settings = empty ? settings : settings.without(name);
    }
    draft.singleton(PROMPTS, settings);
    Document texts = section.object("customText").orElse(Document.EMPTY);
    for (String language : texts.asMap().keySet()) {
      Document prompts = texts.object(language).orElse(Document.EMPTY);
      for (String prompt : prompts.asMap().keySet()) {
        draft.singleton(
            PROMPTS + '/' + prompt + "/custom-text/" + language,
            prompts.object(prompt).orElse(Document.EMPTY));
      }
    }
    Document partials = section.object("partials").orElse(Document.EMPTY);
    for (String prompt : partials.asMap().keySet()) {
      draft.singleton(
          PROMPTS + '/' + prompt + "/partials", partials.object(prompt).orElse(Document.EMPTY));
    }
    for (Document renderer : section.objects("screenRenderers")) {
      draft.put(
          "prompts/rendering",
          renderer.string("prompt", "") + ' ' + renderer.string("screen", ""),
          renderer);
    }
  }

  private static void triggers(TenantDraft draft, Document section) {
    for (String trigger : section.asMap().keySet()) {
      List<Document> bindings = new ArrayList<>();
      for (Document seeded : section.objects(trigger)) {
        String name = seeded.string("action_name", "");
        Optional<? extends Resource> action =
            draft.state().collection("actions/actions").findByKey(name);
        if (action.isPresent()) {
          bindings.add(
              Document.of(
                  "id", DerivedIds.uuid("binding", trigger + '\n' + bindings.size()),
                  "trigger_id", trigger,
                  "action", action.get().id(),
                  "display_name", seeded.string("display_name", name)));
        }
      }
      draft.singleton(TRIGGERS + trigger + BINDINGS, Document.of("bindings", bindings));
    }
  }

  /** What a state writes: keys, and what stands under each. */
  static Map<String, Object> written(TenantState state, boolean deployCli) {
    Map<String, Object> written = new LinkedHashMap<>();
    for (String key : LISTS) {
      Listed listed = listed(key).orElseThrow();
      List<Document> documents = new ArrayList<>();
      for (Resource resource : state.collection(listed.place()).all()) {
        documents.add(written(state, key, listed, resource, deployCli));
      }
      if (!documents.isEmpty()) {
        written.put(key, documents);
      }
    }
    for (String key : SINGLES) {
      Optional<Document> document = state.singleton(single(key).orElseThrow());
      if (document.isPresent()) {
        written.put(key, document.get());
      }
    }
    Document protection = Document.EMPTY;
    List<Document> templates = new ArrayList<>();
    List<Document> providers = new ArrayList<>();
    Document triggers = Document.EMPTY;
    Document texts = Document.EMPTY;
    Document partials = Document.EMPTY;
    for (String path : state.singletonPaths()) {
      Document document = state.singleton(path).orElse(Document.EMPTY);
      String[] parts = path.split("/", -1);
      if (path.startsWith("attack-protection/")) {
        protection = protection.with(camel(parts[1]), document);
      } else if (path.startsWith(FACTORS + '/') && path.endsWith("/templates")) {
        templates.add(joined(Document.of("name", parts[2]), document));
      } else if (path.startsWith(FACTORS + '/') && path.contains("/providers/")) {
        providers.add(joined(Document.of("name", parts[2], "provider", parts[4]), document));
      } else if (path.startsWith(TRIGGERS) && path.endsWith(BINDINGS)) {
        triggers = triggers.with(parts[2], bindings(state, document));
      } else if (path.startsWith(PROMPTS + '/') && path.contains("/custom-text/")) {
        Document language = texts.object(parts[3]).orElse(Document.EMPTY);
        texts = texts.with(parts[3], language.with(parts[1], document));
      } else if (path.startsWith(PROMPTS + '/') && path.endsWith("/partials")) {
        partials = partials.with(parts[1], document);
      }
    }
    putSome(written, "attackProtection", protection);
    putSome(written, "branding", brandingOf(state));
    putSome(written, "prompts", promptsOf(state, texts, partials));
    putSome(written, "triggers", triggers);
    Document risk = Document.EMPTY;
    for (String part : RISK.keySet()) {
      Optional<Document> set = state.singleton(RISK.get(part));
      risk = set.isPresent() ? risk.with(part, set.get()) : risk;
    }
    putSome(written, "riskAssessment", risk);
    List<Document> factors = new ArrayList<>();
    Document enabled = state.singleton(FACTORS).orElse(Document.EMPTY);
    for (String name : enabled.asMap().keySet()) {
      factors.add(Document.of("name", name, "enabled", enabled.get(name)));
    }
    putSome(written, "guardianFactors", factors);
    putSome(written, "guardianFactorTemplates", templates);
    putSome(written, "guardianFactorProviders", providers);
    return written;
  }

  private static Document written(
      TenantState state, String key, Listed listed, Resource resource, boolean deployCli) {
    Document document = resource.document();
    if (key.equals("hooks")) {
      Optional<Document> secrets = state.singleton("hooks/" + resource.id() + "/secrets");
      document = secrets.isPresent() ? document.with("secrets", secrets.get()) : document;
    }
    if (!deployCli) {
      return document;
    }
    boolean deployed = document.has("deployed_version");
    for (String own :
        List.of(
            "created_at",
            "updated_at",
            "tenant",
            "current_version",
            "deployed_version",
            "all_changes_deployed",
            "latest_version")) {
      document = document.without(own);
    }
    document = listed.length() == 0 ? document : document.without(listed.idMember());
    return key.equals("actions") ? document.with("deployed", deployed) : document;
  }

  private static List<Document> bindings(TenantState state, Document kept) {
    List<Document> bindings = new ArrayList<>();
    for (Document binding : kept.objects("bindings")) {
      Optional<? extends Resource> action =
          state.collection("actions/actions").find(binding.string("action", ""));
      if (action.isPresent()) {
        bindings.add(
            Document.of(
                "action_name", action.get().document().string("name", ""),
                "display_name", binding.string("display_name", "")));
      }
    }
    return bindings;
  }

  private static Document brandingOf(TenantState state) {
    Document branding = state.singleton("branding").orElse(Document.EMPTY);
    Optional<Document> page = state.singleton(LOGIN_PAGE);
    return page.isEmpty()
        ? branding
        : branding.with(
            "templates",
            List.of(
                Document.of("template", "universal_login", "body", page.get().string("body", ""))));
  }

  private static Document promptsOf(TenantState state, Document texts, Document partials) {
    Document prompts = state.singleton(PROMPTS).orElse(Document.EMPTY);
    prompts = texts.asMap().isEmpty() ? prompts : prompts.with("customText", texts);
    prompts = partials.asMap().isEmpty() ? prompts : prompts.with("partials", partials);
    List<Document> renderers = new ArrayList<>();
    for (Resource renderer : state.collection("prompts/rendering").all()) {
      renderers.add(renderer.document());
    }
    return renderers.isEmpty() ? prompts : prompts.with("screenRenderers", renderers);
  }

  private static Document joined(Document first, Document second) {
    Document joined = first;
    for (Map.Entry<String, @Nullable Object> member : second.asMap().entrySet()) {
      joined = joined.with(member.getKey(), member.getValue());
    }
    return joined;
  }

  private static void putSome(Map<String, Object> written, String key, Document document) {
    if (!document.asMap().isEmpty()) {
      written.put(key, document);
    }
  }

  private static void putSome(Map<String, Object> written, String key, List<Document> documents) {
    if (!documents.isEmpty()) {
      written.put(key, documents);
    }
  }

  private static final List<String> LISTS =
      List.of(
          "actionModules",
          "actions",
          "emailTemplates",
          "eventStreams",
          "flowVaultConnections",
          "flows",
          "forms",
          "hooks",
          "logStreams",
          "networkACLs",
          "phoneProviders",
          "phoneTemplates",
          "rateLimitPolicies",
          "rules",
          "rulesConfigs",
          "themes");

  private static final List<String> SINGLES =
      List.of(
          "emailProvider",
          "guardianPhoneFactorMessageTypes",
          "guardianPhoneFactorSelectedProvider",
          "guardianPolicies",
          "supplementalSignals");

  private static Optional<Listed> listed(String key) {
    return Optional.ofNullable(
        switch (key) {
          case "actionModules" -> new Listed("actions/modules", "id", "name", "", 36);
          case "actions" -> new Listed("actions/actions", "id", "name", "", 36);
          case "emailTemplates" -> new Listed("email-templates", "template", "template", "", 0);
          case "eventStreams" -> new Listed("event-streams", "id", "name", "est_", 22);
          case "flowVaultConnections" ->
              new Listed("flows/vault/connections", "id", "name", "ac_", 22);
          case "flows" -> new Listed("flows", "id", "name", "af_", 22);
          case "forms" -> new Listed("forms", "id", "name", "ap_", 22);
          case "hooks" -> new Listed("hooks", "id", "name", "", 26);
          case "logStreams" -> new Listed("log-streams", "id", "name", "lst_", 16);
          case "networkACLs" -> new Listed("network-acls", "id", "description", "acl_", 22);
          case "phoneProviders" -> new Listed("branding/phone/providers", "id", "name", "pro_", 22);
          case "phoneTemplates" -> new Listed("branding/phone/templates", "id", "type", "tem_", 22);
          case "rateLimitPolicies" ->
              new Listed("rate-limit-policies", "id", "consumer_selector", "rlp_", 21);
          case "rules" -> new Listed("rules", "id", "name", "rul_", 16);
          case "rulesConfigs" -> new Listed("rules-configs", "key", "key", "", 0);
          case "themes" -> new Listed("branding/themes", "themeId", "displayName", "", 32);
          default -> null;
        });
  }

  private static Optional<String> single(String key) {
    return Optional.ofNullable(
        switch (key) {
          case "emailProvider" -> "emails/provider";
          case "guardianPhoneFactorMessageTypes" -> FACTORS + "/phone/message-types";
          case "guardianPhoneFactorSelectedProvider" -> FACTORS + "/phone/selected-provider";
          case "guardianPolicies" -> "guardian/policies";
          case "riskAssessments" -> RISK.get("settings");
          case "riskAssessmentsNewDevice" -> RISK.get("new_device");
          case "supplementalSignals" -> "supplemental-signals";
          default -> null;
        });
  }

  private static boolean special(String key) {
    return switch (key) {
      case "attackProtection",
          "branding",
          "guardianFactors",
          "guardianFactorTemplates",
          "guardianFactorProviders",
          "prompts",
          "riskAssessment",
          "triggers" ->
          true;
      default -> false;
    };
  }

  private static String derived(String key, Listed listed, String name) {
    return switch (listed.length()) {
      case 0 -> name;
      case 36 -> DerivedIds.uuid(key, name);
      case 26 -> "01" + DerivedIds.digits(key, name, 24);
      default ->
          listed.prefix()
              + (listed.prefix().equals("lst_")
                  ? DerivedIds.digits(key, name, listed.length())
                  : DerivedIds.alphanumeric(key, name, listed.length()));
    };
  }

  private static List<Document> documents(@Nullable Object value) {
    List<Document> documents = new ArrayList<>();
    if (value instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> members) {
          documents.add(Document.of(members));
        }
      }
    }
    return documents;
  }

  /** {@code bruteForceProtection} as {@code brute-force-protection}. */
  private static String hyphenated(String camel) {
    StringBuilder hyphenated = new StringBuilder();
    for (int i = 0; i < camel.length(); i++) {
      char letter = camel.charAt(i);
      if (Character.isUpperCase(letter)) {
        hyphenated.append('-');
      }
      hyphenated.append(letter);
    }
    return hyphenated.toString().toLowerCase(Locale.ROOT);
  }

  private static String camel(String hyphenated) {
    StringBuilder camel = new StringBuilder();
    for (String word : hyphenated.split("-", -1)) {
      camel.append(
          camel.length() == 0
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }
}
