package dev.fakeauth0.contracts.auth0;

import java.util.Locale;
import java.util.Map;

/**
 * A setting of a tenant, a feature of its plan, or a permission of whoever runs the contracts.
 * Settings are read, never changed.
 */
public enum Need {
  /** Open dynamic registration is on. */
  DYNAMIC_REGISTRATION("flags.enable_dynamic_client_registration", "true"),
  /** Open dynamic registration is off. */
  NO_DYNAMIC_REGISTRATION("flags.enable_dynamic_client_registration", ""),
  /** A client that registers itself is a permissive third party: consent alone lets it in. */
  PERMISSIVE_REGISTRATION("dynamic_client_registration_security_mode", "permissive"),
  /** {@code resource} counts where {@code audience} is missing (RFC 8707). */
  RESOURCE_PARAMETER("resource_parameter_profile", "compatibility"),
  /** The metadata names {@code end_session_endpoint}. */
  RP_INITIATED_LOGOUT("oidc_logout.rp_logout_end_session_endpoint_discovery", "true"),
  /** No audience stands in for one that is missing. */
  NO_DEFAULT_AUDIENCE("default_audience", ""),
  /** The tenant's signing keys may be rotated and revoked: everybody who uses it notices. */
  KEY_ROTATION,
  /** The tenant's limits may be exceeded on purpose. */
  EXCESS,
  /** The tenant may send messages: by e-mail to {@code example.com}, to numbers nobody has. */
  MESSAGES;

  private final String setting;
  private final String value;

  Need() {
    this("", "");
  }

  Need(String setting, String value) {
    this.setting = setting;
    this.value = value;
  }

  /** Whether somebody has to allow it, rather than the tenant has to be set so. */
  public boolean isPermission() {
    return setting.isEmpty();
  }

  /** Its name on a command line: {@code key-rotation}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is missing, as a sentence. */
  public String sentence() {
    if (isPermission()) {
      return "needs your leave: --allow " + word();
    }
    return "needs the tenant setting "
        + setting
        + (value.isEmpty() ? " to be unset" : " to be " + value);
  }

  /** Whether a tenant's settings have it. */
  boolean in(Map<String, Object> settings) {
    Object found = settings;
    for (String name : setting.split("\\.", -1)) {
      found = found instanceof Map<?, ?> members ? members.get(name) : null;
    }
    boolean unset = found == null || found.equals("") || found.equals(false);
    return value.isEmpty() ? unset : value.equals(String.valueOf(found));
  }
}
