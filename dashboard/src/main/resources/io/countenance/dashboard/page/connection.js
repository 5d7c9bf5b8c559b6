// The stream of events, opened again for as long as it takes when it breaks.

const SILENCE_MILLIS = 8_000;
const PAUSE_MILLIS = 2_000;

export class Connection {
  // handlers: an object of functions by event type; state: told 'live', 'lost' or 'refused'.
  constructor(handlers, state) {
    this.handlers = handlers;
    this.state = state;
    this.heard = 0;
    this.refused = false;
    this.open();
    setInterval(() => this.watch(), 1_000);
  }

  open() {
    this.source?.close();
    this.heard = Date.now();
    this.source = new EventSource('/events');
    for (const [type, handler] of Object.entries(this.handlers)) {
      this.source.addEventListener(type, event => {
        this.heard = Date.now();
        this.refused = false;
        this.state('live');
        handler(JSON.parse(event.data));
      });
    }
    this.source.addEventListener('error', () => this.failed(this.source));
  }

  async failed(source) {
    if (source !== this.source) {
      return;
    }
    this.lost();
    // The browser tries again by itself, save after an answer that is no stream.
    if (source.readyState === EventSource.CLOSED) {
      const answer = await fetch('/').catch(() => null);
      this.refused = answer?.status === 401;
      this.lost();
      setTimeout(() => source === this.source && this.open(), PAUSE_MILLIS);
    }
  }

  // The server speaks once a second; a line that is dead without an end is noticed by that.
  watch() {
    if (Date.now() - this.heard > SILENCE_MILLIS) {
      this.lost();
      this.open();
    }
  }

  // Says the same while it stays the same: the text is read out whenever it changes.
  lost() {
    this.state(this.refused ? 'refused' : 'lost');
  }
}
