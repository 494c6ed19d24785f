package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Surface;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The file that {@code location} of a users export names (Auth0 docs, "Bulk User Exports"). At
 * Auth0 it lies in a storage of its own; here the tenant serves it. Whoever has the address may
 * fetch it: it needs no token, cannot be guessed and ends after a minute.
 */
public final class UserExportFile implements Endpoint {

  private record Address(String job, String expires, String signature) {

    static Address of(Call call) {
      return new Address(
          call.pathParameter("job"), parameter(call, "expires"), parameter(call, "signature"));
    }

    private static String parameter(Call call, String name) {
      for (String pair : call.request().query().split("&", -1)) {
        if (pair.startsWith(name + '=')) {
          try {
            return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
          } catch (IllegalArgumentException notEncoded) {
            return ""; // Signs nothing.
          }
        }
      }
      return "";
    }
  }

  /** Where users exports are fetched. */
  public UserExportFile() {}

  @Override
  public Route route() {
    return new Route(List.of("GET", "HEAD"), UserExport.PATH, Surface.AUTHENTICATION, Door.PLAIN);
  }

  @Override
  public Reply answer(Call call) {
    Reply reply =
        call.parse(parsed -> Decision.grant(Address.of(parsed)))
            .consult(
                (address, tenant, now) ->
                    UserExport.file(
                        tenant.state(), address.job(), address.expires(), address.signature(), now))
            .reply(file -> new Outcome.File("application/gzip", file));
    return reply.status() == 200
        ? reply
            .with("Cache-Control", "no-store")
            .with(
                "Content-Disposition", "attachment; filename=\"" + call.pathParameter("file") + '"')
        : reply;
  }
}
