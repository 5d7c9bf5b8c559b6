// What the page knows: the windows of the last minutes by camera and person. Bounded as the server's board is.

const MAX_WINDOWS = 10_000;

function insert(windows, window) {
  // Windows mostly come in order: look from the end.
  let at = windows.length;
  while (at > 0 && (windows[at - 1].start > window.start
      || (windows[at - 1].start === window.start && windows[at - 1].end > window.end))) {
    at--;
  }
  const same = windows[at - 1];
  if (same && same.start === window.start && same.end === window.end) {
    if (same.revision <= window.revision) {
      windows[at - 1] = window;
    }
    return 0;
  }
  windows.splice(at, 0, window);
  return 1;
}

class Camera {
  constructor(id) {
    this.id = id;
    this.persons = new Map();
    this.room = [];
    // Differs whenever anything of the camera has changed.
    this.version = 0;
    // The end of the window that came last; where the camera's time jumps back, this does.
    this.cameLast = 0;
  }

  // The end of its latest window.
  get latestEnd() {
    let latest = 0;
    for (const windows of [this.room, ...this.persons.values()]) {
      latest = Math.max(latest, windows.at(-1)?.end ?? 0);
    }
    return latest;
  }
}

export class Board {
  constructor() {
    this.changes = 0;
    this.clear();
  }

  clear() {
    this.cameras = new Map();
    this.labels = [];
    this.health = { broker: { connected: false, message: '', recordsBehind: 0, missingTopics: [] }, unreadable: 0, cameras: [] };
    this.historyMillis = 600_000;
    this.page = { preview: 'off', palette: [] };
    this.count = 0;
  }

  snapshot(data) {
    this.clear();
    this.page = data.page;
    this.historyMillis = data.historyMillis;
    this.health = data.health;
    data.persons.forEach(window => this.addPerson(window));
    data.rooms.forEach(window => this.addRoom(window));
    this.cameras.forEach(camera => this.prune(camera));
  }

  person(window) {
    this.prune(this.addPerson(window));
  }

  room(window) {
    this.prune(this.addRoom(window));
  }

  addPerson(window) {
    const camera = this.camera(window);
    let windows = camera.persons.get(window.person);
    if (!windows) {
      camera.persons.set(window.person, windows = []);
    }
    this.count += insert(windows, window);
    return camera;
  }

  addRoom(window) {
    const camera = this.camera(window);
    this.count += insert(camera.room, window);
    return camera;
  }

  camera(window) {
    for (const label of Object.keys(window.distribution)) {
      if (!this.labels.includes(label) && this.labels.length < 64) {
        this.labels.push(label);
      }
    }
    let camera = this.cameras.get(window.camera);
    if (!camera) {
      this.cameras.set(window.camera, camera = new Camera(window.camera));
    }
    camera.cameLast = window.end;
    camera.version = ++this.changes;
    return camera;
  }

  // Drops what is further than the history from the camera's last window, and, over the limit, the oldest of it.
  prune(camera) {
    const keep = window => Math.abs(camera.cameLast - window.end) <= this.historyMillis;
    for (const [id, windows] of camera.persons) {
      this.count -= drop(windows, keep);
      if (windows.length === 0) {
        camera.persons.delete(id);
      }
    }
    this.count -= drop(camera.room, keep);
    while (this.count > MAX_WINDOWS) {
      this.dropOldest();
    }
  }

  dropOldest() {
    let oldest = null;
    for (const camera of this.cameras.values()) {
      for (const windows of [camera.room, ...camera.persons.values()]) {
        if (windows.length > 0 && (!oldest || windows[0].end < oldest[0].end)) {
          oldest = windows;
        }
      }
    }
    oldest.shift();
    this.count--;
    for (const [id, camera] of this.cameras) {
      for (const [person, windows] of camera.persons) {
        if (windows.length === 0) {
          camera.persons.delete(person);
        }
      }
      if (camera.persons.size === 0 && camera.room.length === 0) {
        this.cameras.delete(id);
      }
    }
  }

  // The colour of a label, and that of labels it has never heard of.
  colour(label) {
    const palette = this.page.palette;
    const index = this.labels.indexOf(label);
    return palette.length === 0 || index < 0 ? '#999999' : palette[index % palette.length];
  }
}

function drop(windows, keep) {
  const before = windows.length;
  let kept = 0;
  for (const window of windows) {
    if (keep(window)) {
      windows[kept++] = window;
    }
  }
  windows.length = kept;
  return before - kept;
}
