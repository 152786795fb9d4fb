// How do gestures reach the server? One after the other, kept until they have arrived, however long that takes.

const AGAIN = [1000, 2000, 5000, 10000]; // milliseconds before each new try; the last one from then on
const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Line {
  constructor({ address, token, say }) {
    Object.assign(this, { address, token, say, last: Promise.resolve(), waiting: 0 });
    addEventListener("beforeunload", (event) => this.waiting && event.preventDefault());
  }

  /** Sends a gesture when those before it have arrived. `make` is asked only then, and may say that there is none. */
  send(make) {
    this.waiting += 1;
    const done = this.last.then(() => this.post(make())).finally(() => { this.waiting -= 1; });
    this.last = done.catch(() => null);
    return done;
  }

  async post(gesture) {
    if (gesture === null) return { status: 0 };
    for (let tries = 0; ; tries += 1) {
      const answer = await this.try(gesture);
      if (answer) return answer;
      await rest(AGAIN[Math.min(tries, AGAIN.length - 1)]);
    }
  }

  /** The answer, or null where another try may help: the server is away, or the coder has been logged out. */
  async try(gesture) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token, Accept: "application/json" };
    try {
      const answer = await fetch(this.address, { method: "POST", headers, body: JSON.stringify(gesture) });
      if (answer.headers.get("Content-Type")?.startsWith("application/json")) return { ...(await answer.json()), status: answer.status };
      if (answer.status === 404) return { status: 404, error: "This cannot be coded here any more: it was merged, deleted or closed to you." };
      // The same gesture would fail again, and hold up every one behind it.
      if (answer.status === 500) return { status: 500, error: "Something went wrong on the server: this was not saved. Load the page again and try another way." };
      const away = answer.redirected || answer.status === 403;
      this.say(away ? "Not saved: you have been logged out. Log in in another tab; this page keeps trying." : `Not saved: the server answered ${answer.status}. This page keeps trying.`);
    } catch {
      this.say("Not saved: the server cannot be reached. This page keeps trying.");
    }
    return null;
  }
}
