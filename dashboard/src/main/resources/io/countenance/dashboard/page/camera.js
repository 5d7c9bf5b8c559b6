// One camera: how it fares, its room, its persons.
import { Card, tableRow } from '/page/card.js';
import { Preview } from '/page/preview.js';
import { count, counted, decimal, duration, otherDay } from '/page/format.js';

const MAX_CARDS = 48;
const template = document.getElementById('camera-template');
let sections = 0;

export class CameraSection {
  constructor(id) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.find = selector => this.element.querySelector(selector);
    const title = this.find('h2');
    title.textContent = id;
    // Ids in markup are counted: a camera's name may hold anything.
    title.id = `camera-${++sections}`;
    this.element.setAttribute('aria-labelledby', title.id);
    this.find('.scroll').setAttribute('aria-labelledby', title.id);
    this.preview = new Preview(id, this.find('.preview-toggle'), this.find('.preview'));
    this.cards = new Map();
    this.roomCard = null;
    this.look = '';
  }

  show(camera, health, board, span) {
    this.preview.setMode(board.page.preview);
    this.find('.camera-health').textContent = this.healthText(camera, health);
    const look = [camera.version, span, board.labels.length, matchMedia('(prefers-color-scheme: dark)').matches].join();
    if (look === this.look) {
      return;
    }
    this.look = look;
    const to = camera.latestEnd;
    const starts = [...camera.persons.values(), camera.room].filter(windows => windows.length > 0).map(windows => windows[0].start);
    const earliest = Math.min(...starts);
    // A minute at least: the first windows are not drawn as wide as the page.
    const from = Math.min(to - 60_000, Math.max(earliest, span > 0 ? to - span : earliest));
    this.showRoom(camera, board, from, to);
    this.showPersons(camera, board, from, to);
    this.showTable(camera, board);
  }

  healthText(camera, health) {
    const here = [...camera.persons.values()].filter(windows => windows[windows.length - 1].end >= camera.latestEnd).length;
    const parts = camera.persons.size > 0 ? [`${counted(here, 'person', 'persons')} here`] : [];
    const day = otherDay(camera.latestEnd - 1);
    if (day !== '') {
      parts.unshift(`times of ${day}`);
    }
    if (health) {
      const refused = Object.values(health.refused).reduce((sum, value) => sum + value, 0);
      if (health.read + health.sampledOut > 0) {
        parts.push(`${decimal(health.framesPerSecond, 1)} frames/s read`);
      }
      if (health.sampledOut > 0) {
        parts.push(`${count(health.sampledOut)} sampled out`);
      }
      if (refused > 0) {
        parts.push(`${count(refused)} refused (${Object.keys(health.refused).slice(0, 3).join(', ')})`);
      }
      if (health.delayMillis >= 0) {
        parts.push(`results ${duration(health.delayMillis)} after capture`);
      }
    }
    return parts.join(' · ');
  }

  showRoom(camera, board, from, to) {
    if (camera.room.length === 0) {
      this.roomCard?.close();
      this.roomCard = null;
      return;
    }
    if (!this.roomCard) {
      this.roomCard = new Card('Room', true);
      this.find('.cards').prepend(this.roomCard.element);
    }
    this.roomCard.show(camera.room, camera, board, from, to);
  }

  showPersons(camera, board, from, to) {
    const lastSeen = ([, windows]) => windows[windows.length - 1].end;
    const shown = [...camera.persons].sort((a, b) => lastSeen(b) - lastSeen(a)).slice(0, MAX_CARDS);
    const ids = new Set(shown.map(([id]) => id));
    for (const [id, card] of this.cards) {
      if (!ids.has(id)) {
        card.close();
        this.cards.delete(id);
      }
    }
    // By number: a card keeps its place while its person comes and goes.
    for (const [id, windows] of shown.sort(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1))) {
      let card = this.cards.get(id);
      if (!card) {
        card = new Card(`Person ${id}`, false);
        this.cards.set(id, card);
        const next = [...this.cards].filter(([other]) => BigInt(other) > BigInt(id)).sort(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1))[0];
        this.find('.cards').insertBefore(card.element, next ? next[1].element : null);
      }
      card.show(windows, camera, board, from, to);
    }
    const more = camera.persons.size - shown.length;
    this.find('.more').hidden = more === 0;
    this.find('.more').textContent = `Not shown: ${counted(more, 'person', 'persons')} last seen earlier.`;
  }

  showTable(camera, board) {
    const details = this.find('details');
    if (!details.open) {
      details.ontoggle = () => this.showTable(camera, board);
      return;
    }
    const titles = ['', 'strongest', ...board.labels, 'entropy, bit', 'coverage', 'quality', 'readings'];
    this.find('thead tr').replaceChildren(...titles.map(title => {
      const head = document.createElement('th');
      head.scope = 'col';
      head.textContent = title;
      return head;
    }));
    const rows = camera.room.length > 0 ? [tableRow('Room', camera.room[camera.room.length - 1], board.labels)] : [];
    for (const id of this.cards.keys()) {
      const windows = camera.persons.get(id);
      rows.push(tableRow(`Person ${id}`, windows[windows.length - 1], board.labels));
    }
    this.find('tbody').replaceChildren(...rows);
  }

  close() {
    this.preview.close();
    this.roomCard?.close();
    this.cards.forEach(card => card.close());
    this.element.remove();
  }
}
