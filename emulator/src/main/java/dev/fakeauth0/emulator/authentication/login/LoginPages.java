package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.EndpointSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages of Universal Login, made when the first of them is asked for. */
public final class LoginPages implements EndpointSource {

  /** Holds the endpoints; loaded with the first page. */
  private static final class Endpoints {

    static final Map<String, Endpoint> ALL = new HashMap<>();
    static final Map<String, Boolean> PATHS = new HashMap<>();

    static {
      for (LoginPage page :
          List.of(
              PasswordPages.BOTH,
              PasswordPages.IDENTIFIER,
              PasswordPages.PASSWORD,
              new SignupPage(),
              new InvitationPage(),
              ResetRequestPage.ASKED,
              ResetRequestPage.SENT,
              new ConsentPage(),
              new CallbackConfirmation(),
              FactorPages.OTP,
              FactorPages.SMS,
              FactorPages.EMAIL,
              FactorPages.PUSH,
              FactorPages.RECOVERY,
              FactorPages.OPTIONS,
              FactorPages.ENROLL_OTP,
              FactorPages.ENROLL_SMS,
              FactorPages.RECOVERY_SHOWN,
              new EnrolledPage(),
              DevicePages.CONFIRM,
              DevicePages.ALLOWED,
              DevicePages.DENIED,
              DevicePages.GONE,
              OrganizationPages.NAME,
              OrganizationPages.OLDER_NAME,
              OrganizationPages.PICKER,
              PasswordlessPages.RECIPIENT,
              PasswordlessPages.CODE,
              new ProviderPage())) {
        add(PageEndpoint.showing(page));
        add(PageEndpoint.taking(page));
      }
      StandingPages.all().forEach(Endpoints::add);
    }

    private Endpoints() {}

    private static void add(Endpoint endpoint) {
      for (String method : endpoint.route().methods()) {
        ALL.put(method + ' ' + endpoint.route().path(), endpoint);
      }
      PATHS.put(endpoint.route().path(), true);
    }
  }

  private final String prefix;

  private LoginPages(String prefix) {
    this.prefix = prefix;
  }

  /** All pages, by what their paths begin with. */
  public static List<EndpointSource> all() {
    return List.of(
        new LoginPages("/u/"),
        new LoginPages("/lo/"),
        new LoginPages("/activate"),
        new LoginPages("/" + Tickets.ENROLL));
  }

  /** The paths of all pages. */
  public static List<String> paths() {
    return List.copyOf(Endpoints.PATHS.keySet());
  }

  @Override
  public String prefix() {
    return prefix;
  }

  @Override
  public Optional<Found> find(String method, String path) {
    Endpoint endpoint = Endpoints.ALL.get(method + ' ' + path);
    return endpoint != null || Endpoints.PATHS.containsKey(path)
        ? Optional.of(new Found(Optional.ofNullable(endpoint), Map.of()))
        : Optional.empty();
  }
}
