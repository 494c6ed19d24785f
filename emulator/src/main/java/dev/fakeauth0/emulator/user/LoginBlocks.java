package dev.fakeauth0.emulator.user;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Blocks that too many failed logins brought about (Management API, "user-blocks"; Auth0 docs,
 * "Brute-Force Protection"): each of an identifier in a connection.
 */
public final class LoginBlocks {

  /** The collection, by its path in the Management API. */
  public static final String COLLECTION = "user-blocks";

  private LoginBlocks() {}

  /** What a user may have given to log in. */
  public static Set<String> identifiers(Document user) {
    Set<String> identifiers = new TreeSet<>();
    for (String member : List.of("email", "username", "phone_number")) {
      user.string(member).ifPresent(identifiers::add);
    }
    return identifiers;
  }

  /** The blocks of any of these identifiers. */
  public static List<Resource> of(Set<String> identifiers, TenantState state) {
    List<Resource> found = new ArrayList<>();
    for (Resource block : state.collection(COLLECTION).all()) {
      if (identifiers.contains(block.document().string("identifier", ""))) {
        found.add(block);
      }
    }
    return found;
  }

  /** Lifts a user's blocks in a connection: their password there was changed. */
  public static void lift(Document user, String connection, TenantDraft draft) {
    for (Resource block : of(identifiers(user), draft.state())) {
      if (block.document().string("connection", connection).equals(connection)) {
        draft.remove(COLLECTION, block.id());
      }
    }
  }
}
