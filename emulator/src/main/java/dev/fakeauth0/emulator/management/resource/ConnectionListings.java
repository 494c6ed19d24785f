package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Resource;
import java.util.ArrayList;
import java.util.List;

/** A list of what connections have one of each: their SCIM configurations, for instance. */
final class ConnectionListings implements ResourceRules {

  private final String place;
  private final String part;

  /**
   * A list.
   *
   * @param place where it stands
   * @param part the singleton below a connection
   */
  ConnectionListings(String place, String part) {
    this.place = place;
    this.part = part;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> all = new ArrayList<>();
    for (Resource connection : work.state().collection(ConnectionRules.PLACE).all()) {
      work.state()
          .singleton(ConnectionRules.PLACE + '/' + connection.id() + '/' + part)
          .ifPresent(all::add);
    }
    return all;
  }
}
