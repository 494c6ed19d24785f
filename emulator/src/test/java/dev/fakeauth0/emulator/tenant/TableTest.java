package dev.fakeauth0.emulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTest {

  private final Table<Organization> none = Table.keyedBy(Organization::name);

  @Test
  void finds_by_id_and_by_key_in_the_order_of_making() {
    Table<Organization> table = none.with(org("org_1", "acme")).with(org("org_2", "acme"));

    assertThat(table.find("org_2")).map(Organization::name).contains("acme");
    assertThat(table.findByKey("acme")).map(Organization::id).contains("org_1");
    assertThat(table.allByKey("acme"))
        .extracting(Organization::id)
        .containsExactly("org_1", "org_2");
    assertThat(table.all()).extracting(Organization::id).containsExactly("org_1", "org_2");
  }

  @Test
  void follows_a_resource_that_is_renamed() {
    Table<Organization> table = none.with(org("org_1", "acme")).with(org("org_1", "emca"));

    assertThat(table.findByKey("acme")).isEmpty();
    assertThat(table.findByKey("emca")).map(Organization::id).contains("org_1");
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void keeps_a_replaced_resource_in_its_place() {
    Table<Organization> table =
        none.with(org("org_1", "a")).with(org("org_2", "b")).with(org("org_1", "c"));

    assertThat(table.all()).extracting(Organization::name).containsExactly("c", "b");
  }

  @Test
  void forgets_what_is_removed_and_leaves_the_older_table_alone() {
    Table<Organization> before = none.with(org("org_1", "acme"));

    Table<Organization> after = before.without("org_1");

    assertThat(after.find("org_1")).isEmpty();
    assertThat(after.findByKey("acme")).isEmpty();
    assertThat(before.findByKey("acme")).isPresent();
  }

  @Test
  void indexes_what_is_asked_for_and_keeps_the_index_up_to_date() {
    Table<Organization> before = none.with(org("org_1", "a")).with(org("org_2", "b"));
    assertThat(named(before, "a")).extracting(Organization::id).containsExactly("org_1");

    Table<Organization> after = before.with(org("org_3", "a")).with(org("org_1", "b"));

    assertThat(named(after, "a")).extracting(Organization::id).containsExactly("org_3");
    assertThat(named(after, "b")).extracting(Organization::id).containsExactly("org_1", "org_2");
    assertThat(named(after.without("org_2"), "b"))
        .extracting(Organization::id)
        .containsExactly("org_1");
    assertThat(named(before, "a")).hasSize(1);
  }

  @Test
  void an_index_says_what_looking_through_all_would_say_whatever_changed_since() {
    Random random = new Random(42);
    Table<Organization> table = none;
    for (int i = 0; i < 50; i++) {
      table = table.with(org("org_" + i, name(random)));
    }
    named(table, "a");

    for (int change = 0; change < 500; change++) {
      String id = "org_" + random.nextInt(60);
      table = random.nextInt(3) == 0 ? table.without(id) : table.with(org(id, name(random)));

      for (String name : List.of("a", "b", "c")) {
        Collection<Organization> found = named(table, name);
        assertThat(found)
            .extracting(Organization::id)
            .containsExactlyElementsOf(
                table.all().stream()
                    .filter(each -> each.name().equals(name))
                    .map(Organization::id)
                    .toList());
        assertThat(found.size()).isEqualTo(List.copyOf(found).size());
      }
    }
  }

  private static String name(Random random) {
    return List.of("a", "b", "c").get(random.nextInt(3));
  }

  private static Collection<Organization> named(Table<Organization> table, String name) {
    return table.having("name", organization -> List.of(organization.name()), name);
  }

  private static Organization org(String id, String name) {
    return Organization.of(Document.of("id", id, "name", name));
  }
}
