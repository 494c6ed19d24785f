package dev.fakeauth0.emulator.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the flags of a start where nothing is wrong with them. Loading the library that reads any
 * command line takes longer than the rest of the start; it is asked only for what is not understood
 * here, so that it says what is wrong.
 */
final class StartFlags {

  private StartFlags() {}

  /** The values of each flag; empty if any argument is not understood. */
  static Optional<Map<Setting, List<String>>> of(List<String> arguments) {
    Map<String, Setting> known = new HashMap<>();
    for (Setting setting : Setting.values()) {
      known.put(setting.flag(), setting);
    }
    Map<Setting, List<String>> flags = new EnumMap<>(Setting.class);
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      Setting setting = known.get(equals < 0 ? argument : argument.substring(0, equals));
      if (setting == null || (setting.isSwitch() && equals >= 0)) {
        return Optional.empty();
      }
      String value;
      if (setting.isSwitch()) {
        value = "true";
      } else if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else {
        i++;
        if (i == arguments.size() || arguments.get(i).startsWith("--")) {
          return Optional.empty();
        }
        value = arguments.get(i);
      }
      if (!setting.repeatable()) {
        flags.remove(setting);
      }
      flags.computeIfAbsent(setting, any -> new ArrayList<>(1)).add(value);
    }
    return Optional.of(flags);
  }
}
