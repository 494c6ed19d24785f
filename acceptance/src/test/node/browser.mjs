// The least a browser does: keeps cookies, follows redirects, fills forms. It stops at the first address that is not the
// server's it began with: the application's callback.
import assert from "node:assert/strict";

export class Browser {
  #cookies = new Map();
  #origin;

  /** Goes to an address and follows redirects: the page, or the address outside that it ended at. */
  async open(url) {
    this.#origin ??= new URL(url).origin;
    return this.#go(new URL(url), { method: "GET" });
  }

  /** Sends the form of a page, with what it has already and what the user types. */
  async submit(page, typed) {
    const form = /<form[^>]*>([\s\S]*?)<\/form>/.exec(page.text);
    assert.ok(form, `no form on ${page.url}`);
    const fields = new URLSearchParams();
    for (const [input] of form[1].matchAll(/<input[^>]*>/g)) {
      const name = attribute(input, "name");
      if (name && attribute(input, "type") === "hidden") fields.append(name, attribute(input, "value") ?? "");
    }
    for (const [name, value] of Object.entries(typed)) fields.set(name, value);
    const action = attribute(/<form[^>]*>/.exec(page.text)[0], "action");
    return this.#go(new URL(action || page.url, page.url), {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: fields.toString(),
    });
  }

  async #go(url, request) {
    let next = url;
    let sent = request;
    for (let i = 0; i < 20; i++) {
      if (next.origin !== this.#origin) return { url: next.href, text: "" };
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(next, {
        ...sent,
        headers: { ...sent.headers, ...(cookie ? { cookie } : {}) },
        redirect: "manual",
      });
      for (const line of response.headers.getSetCookie()) {
        const [pair] = line.split(";");
        this.#cookies.set(pair.slice(0, pair.indexOf("=")).trim(), pair.slice(pair.indexOf("=") + 1));
      }
      const location = response.headers.get("location");
      if (!location) return { url: next.href, status: response.status, text: await response.text() };
      await response.body?.cancel();
      next = new URL(location, next);
      sent = { method: "GET" };
    }
    throw new Error(`more than 20 redirects from ${url}`);
  }
}

function attribute(tag, name) {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return found?.[1]
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#34;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
