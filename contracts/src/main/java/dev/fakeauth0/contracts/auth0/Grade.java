package dev.fakeauth0.contracts.auth0;

/** How good the evidence for a contract is, the best first. */
public enum Grade {
  /** Recorded traffic of a real tenant, or a run of the contracts against one. */
  R("recorded"),
  /** Auth0's documentation or the specification of its Management API. */
  D("documented"),
  /** The code of Auth0's own SDKs and their tests. */
  S("in Auth0's SDKs"),
  /** Quoted independently by two or more people who had a live tenant before them. */
  F2("quoted twice"),
  /** Quoted once: a forum, a support article, code on public display. */
  F("quoted once"),
  /** What the open libraries do of which recorded traffic shows that Auth0 runs on them. */
  L("by lineage"),
  /** No evidence: decided, so that it is decided once. */
  OPEN("open");

  private final String words;

  Grade(String words) {
    this.words = words;
  }

  /** What it means in a few words. */
  public String words() {
    return words;
  }
}
