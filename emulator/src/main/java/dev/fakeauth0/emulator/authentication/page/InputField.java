package dev.fakeauth0.emulator.authentication.page;

/**
 * A text field.
 *
 * @param name its name and id
 * @param label what stands above it
 * @param type its HTML type
 * @param value what stands in it
 * @param autocomplete what a browser may fill in (HTML, "Autofill")
 * @param inputMode the keyboard a phone shows for it
 * @param required whether it must be filled in
 */
public record InputField(
    String name,
    String label,
    String type,
    String value,
    String autocomplete,
    String inputMode,
    boolean required) {

  /** An e-mail address. */
  public static InputField email(String name, String value, boolean required) {
    return new InputField(name, "Email address", "email", value, "email", "email", required);
  }

  /** A username. */
  public static InputField username(String value, boolean required) {
    return new InputField("username", "Username", "text", value, "username", "text", required);
  }

  /** A phone number. */
  public static InputField phone(String name, String value, boolean required) {
    return new InputField(name, "Phone number", "tel", value, "tel", "tel", required);
  }
}
