// Puts the page together: events into the board, the board onto the page, at most four times a second.
import { Board } from '/page/board.js';
import { CameraSection } from '/page/camera.js';
import { Connection } from '/page/connection.js';
import { count, counted, decimal, duration, roughly, timeZone } from '/page/format.js';

const MAX_CAMERAS = 24;
const DRAW_MILLIS = 250;

const byId = id => document.getElementById(id);
const board = new Board();
const sections = new Map();
let pending = null;

function changed() {
  pending ??= setTimeout(() => {
    pending = null;
    draw();
  }, DRAW_MILLIS);
}

function draw() {
  drawSummary();
  drawLegend();
  drawFilter();
  const chosen = byId('camera-filter').value;
  const span = Number(byId('span').value);
  const names = [...board.cameras.keys()].sort((a, b) => a.localeCompare(b));
  const wanted = chosen === '' ? names : names.filter(name => `camera:${name}` === chosen);
  const shown = wanted.slice(0, MAX_CAMERAS);
  for (const [name, section] of sections) {
    if (!shown.includes(name)) {
      section.close();
      sections.delete(name);
    }
  }
  const health = new Map(board.health.cameras.map(camera => [camera.camera, camera]));
  let before = null;
  for (const name of shown) {
    let section = sections.get(name);
    if (!section) {
      section = new CameraSection(name);
      sections.set(name, section);
      byId('cameras').insertBefore(section.element, before ? before.nextSibling : byId('cameras').firstChild);
    }
    before = section.element;
    section.show(board.cameras.get(name), health.get(name), board, span);
  }
  byId('empty').hidden = names.length > 0;
  const more = wanted.length - shown.length;
  byId('more-cameras').hidden = more === 0;
  byId('more-cameras').textContent = `Not shown: ${counted(more, 'camera', 'cameras')} more; choose one at the top.`;
}

function drawSummary() {
  const cameras = board.health.cameras;
  const sum = value => cameras.reduce((total, camera) => total + value(camera), 0);
  let persons = 0;
  const models = new Set();
  for (const camera of board.cameras.values()) {
    for (const windows of camera.persons.values()) {
      const latest = windows[windows.length - 1];
      if (latest.end >= camera.latestEnd) {
        persons++;
      }
      latest.models.forEach(model => models.add(model));
    }
    camera.room.at(-1)?.models.forEach(model => models.add(model));
    if (camera.persons.size === 0) {
      persons += camera.room.at(-1)?.persons ?? 0;
    }
  }
  const delays = cameras.map(camera => camera.delayMillis).filter(delay => delay >= 0);
  byId('sum-persons').textContent = count(persons);
  byId('sum-cameras').textContent = count(board.cameras.size);
  byId('sum-rate').textContent = `${decimal(sum(camera => camera.framesPerSecond), 1)} /s`;
  byId('sum-refused').textContent = count(sum(camera => Object.values(camera.refused).reduce((a, b) => a + b, 0)));
  byId('sum-delay').textContent = delays.length > 0 ? duration(Math.max(...delays)) : '–';
  byId('sum-models').textContent = models.size > 0 ? [...models].slice(0, 4).join(', ') : '–';
}

function drawLegend() {
  const legend = byId('legend');
  if (legend.childElementCount === board.labels.length
      && board.labels.every((label, index) => legend.children[index].textContent === label)) {
    return;
  }
  legend.replaceChildren(...board.labels.map(label => {
    const item = document.createElement('li');
    const swatch = document.createElement('span');
    swatch.className = 'swatch';
    swatch.style.background = board.colour(label);
    const name = document.createElement('span');
    name.textContent = label;
    item.append(swatch, name);
    return item;
  }));
}

function drawFilter() {
  const filter = byId('camera-filter');
  const names = [...board.cameras.keys()].sort((a, b) => a.localeCompare(b));
  const values = ['', ...names.map(name => `camera:${name}`)];
  if (filter.options.length === values.length && values.every((value, index) => filter.options[index].value === value)) {
    return;
  }
  const chosen = filter.value;
  filter.replaceChildren(...values.map((value, index) => {
    const option = document.createElement('option');
    option.value = value;
    option.textContent = index === 0 ? 'All' : names[index - 1];
    return option;
  }));
  filter.value = values.includes(chosen) ? chosen : '';
}

const STATES = {
  live: 'Live',
  lost: 'Connection lost; trying again…',
  refused: 'The server wants another token: open the link that it printed',
};

function connection(state) {
  const element = byId('connection');
  const shown = state === 'live' ? 'live' : 'lost';
  if (byId('connection-text').textContent !== STATES[state]) {
    element.dataset.state = shown;
    byId('connection-text').textContent = STATES[state];
  }
}

function drawAlert() {
  const { broker, unreadable } = board.health;
  const texts = [];
  if (!broker.connected) {
    texts.push(broker.message === '' ? 'Waiting for Kafka.' : `Kafka: ${broker.message}`);
  }
  if (broker.missingTopics.length > 0) {
    texts.push(`Not there, or not to be read: ${broker.missingTopics.join(', ')}.`);
  }
  if (broker.recordsBehind > 1_000) {
    texts.push(`The page is ${roughly(broker.recordsBehind)} records behind.`);
  }
  if (unreadable > 0) {
    texts.push(`${roughly(unreadable)} records could not be read.`);
  }
  const text = texts.join(' ');
  const alert = byId('alert');
  if (alert.textContent !== text) {
    alert.textContent = text;
  }
  alert.hidden = text === '';
}

new Connection({
  snapshot: data => { board.snapshot(data); drawAlert(); changed(); },
  person: window => { board.person(window); changed(); },
  room: window => { board.room(window); changed(); },
  health: health => { board.health = health; drawAlert(); changed(); },
}, connection);

byId('zone').textContent = `Times are those of your browser: ${timeZone()}.`;
byId('camera-filter').addEventListener('change', draw);
byId('span').addEventListener('change', draw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
