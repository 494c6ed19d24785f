package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WireFormsTest {

  @Test
  void has_a_form_for_each_reason_at_each_door_it_can_leave_by_and_no_other() {
    List<String> gaps = new ArrayList<>();

    for (RefusalReason reason : RefusalReason.values()) {
      for (Door door : Door.values()) {
        boolean declared = WireForms.doorsOf(reason).contains(door);
        if (declared != WireForms.find(door, reason).isPresent()) {
          gaps.add(reason + " at " + door + (declared ? " has no form" : " is not declared"));
        }
      }
    }

    assertThat(gaps).isEmpty();
  }

  @Test
  void uses_the_statuses_that_the_facts_list() {
    for (RefusalReason reason : RefusalReason.values()) {
      WireForms.find(Door.TOKEN, reason)
          .ifPresent(
              form ->
                  assertThat(form.status())
                      .as(reason.toString())
                      .isIn(
                          reason == RefusalReason.INTERNAL_ERROR
                                  || reason == RefusalReason.DEFAULT_DIRECTORY_MISSING
                              ? List.of(500)
                              : List.of(400, 401, 403, 404, 413, 429)));
    }
  }

  @Test
  void fills_facts_in() {
    String filled =
        WireForms.filled(
            "Client \"{client_id}\", {audience}.",
            RefusalReason.CLIENT_GRANT_MISSING
                .because("no grant")
                .fact("client_id", "a{audience}b")
                .fact("audience", "https://x/{client_id}"));

    assertThat(filled).isEqualTo("Client \"a{audience}b\", https://x/{client_id}.");
  }

  @Test
  void names_only_facts_that_are_spelled_like_facts() {
    Pattern braces = Pattern.compile("\\{([^}]*)}");

    for (RefusalReason reason : RefusalReason.values()) {
      for (Door door : WireForms.doorsOf(reason)) {
        Matcher names = braces.matcher(WireForms.find(door, reason).orElseThrow().text());
        while (names.find()) {
          // What follows a bar is said where there is no such fact.
          assertThat(names.group(1)).matches("[a-z_]+([|][A-Za-z_ .]+)?");
        }
      }
    }
  }
}
