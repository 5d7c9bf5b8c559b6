// A card: one person's latest distribution, its course over time and its figures; or the whole room's.
import { ExpressionChart } from '/page/chart.js';
import { ABSTAINED, count, counted, decimal, describe, duration, isNumber, percent, strongest } from '/page/format.js';

const template = document.getElementById('card-template');

// Entropy is shown against its largest value, that of all labels being equally likely.
const maxEntropy = window => Math.log2(Math.max(2, Object.keys(window.distribution).length));

const figures = {
  entropy: { title: 'Entropy', help: 'How undecided: 0 is one expression only', text: w => `${decimal(w.entropy, 2)} bit`, share: w => w.entropy / maxEntropy(w) },
  coverage: { title: 'Coverage', help: 'Share of the window in which the person was seen', text: w => percent(w.coverage), share: w => w.coverage },
  quality: { title: 'Quality', help: 'How well the faces could be read', text: w => percent(w.quality), share: w => w.quality },
  error: { title: 'Std. error', help: 'Of the strongest expression’s share', text: w => standardError(w) },
  observations: { title: 'Readings', help: 'Faces that went into the window', text: w => count(w.observations) },
  transitions: { title: 'Changes', help: 'How often the strongest expression changed', text: w => count(w.transitions) },
  frames: { title: 'Frames read', help: 'Share of the camera’s frames that were read', text: w => percent(w.frameCoverage), share: w => w.frameCoverage },
};
const OF_PERSON = ['entropy', 'coverage', 'quality', 'error', 'observations', 'transitions'];
const OF_ROOM = ['entropy', 'quality', 'error', 'observations', 'frames'];

function standardError(window) {
  const error = window.standardError[window.dominant];
  return isNumber(error) ? `±${(100 * error).toFixed(1)} %` : '–';
}

export class Card {
  constructor(title, room) {
    this.room = room;
    this.element = template.content.firstElementChild.cloneNode(true);
    this.find = selector => this.element.querySelector(selector);
    this.element.classList.toggle('room', room);
    this.find('h3').textContent = title;
    this.chartElement = this.find('.chart');
    this.chartElement.setAttribute('aria-label', `${title}: expressions over time; arrow keys go through the windows`);
    this.chart = new ExpressionChart(this.chartElement, this.find('.readout'));
    this.values = new Map();
    for (const name of room ? OF_ROOM : OF_PERSON) {
      this.addFigure(name, figures[name]);
    }
  }

  addFigure(name, figure) {
    const group = document.createElement('div');
    group.title = figure.help;
    const title = document.createElement('dt');
    title.textContent = figure.title;
    const value = document.createElement('dd');
    const text = document.createElement('span');
    value.append(text);
    let bar = null;
    if (figure.share) {
      const track = document.createElement('span');
      track.className = 'track';
      track.setAttribute('aria-hidden', 'true');
      track.append(bar = document.createElement('i'));
      value.append(track);
    }
    group.append(title, value);
    this.find('.figures').append(group);
    this.values.set(name, { text, bar });
  }

  show(windows, camera, board, from, to) {
    const latest = windows[windows.length - 1];
    const gone = latest.end < camera.latestEnd;
    this.element.classList.toggle('gone', gone);
    const since = gone ? `${duration(camera.latestEnd - latest.end)} ago` : '';
    this.find('.seen').textContent = this.room
      ? `${counted(latest.persons, 'person', 'persons')}${gone ? `, ${since}` : ''}`
      : gone ? `last seen ${since}` : 'here';
    // The job declines to say: no expression is named.
    this.element.classList.toggle('abstained', latest.abstained);
    this.find('.swatch').style.background = latest.abstained ? 'transparent' : board.colour(latest.dominant);
    this.find('.dominant-label').textContent = latest.abstained ? ABSTAINED : latest.dominant;
    this.find('.dominant b').textContent = latest.abstained ? '' : percent(latest.distribution[latest.dominant]);
    this.showMix(latest, board);
    for (const [name, { text, bar }] of this.values) {
      text.textContent = figures[name].text(latest);
      if (bar) {
        const share = figures[name].share(latest);
        bar.style.transform = `scaleX(${isNumber(share) ? Math.min(1, Math.max(0, share)) : 0})`;
      }
    }
    this.chart.show(windows.filter(window => window.end > from), board, from, to, gone);
  }

  showMix(window, board) {
    const mix = this.find('.mix');
    mix.setAttribute('aria-label', describe(window, 8));
    const labels = board.labels.filter(label => Object.hasOwn(window.distribution, label));
    while (mix.childElementCount > labels.length) {
      mix.lastElementChild.remove();
    }
    labels.forEach((label, index) => {
      const part = mix.children[index] ?? mix.appendChild(document.createElement('span'));
      const share = window.distribution[label];
      part.style.flexGrow = isNumber(share) ? share : 0;
      part.style.background = board.colour(label);
      part.title = window.abstained ? ABSTAINED : `${label} ${percent(share)}`;
    });
  }

  close() {
    this.chart.close();
    this.element.remove();
  }
}

export function tableRow(title, window, labels) {
  const row = document.createElement('tr');
  row.classList.toggle('abstained', window.abstained);
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = title;
  row.append(head);
  for (const text of [
    window.abstained ? ABSTAINED : strongest(window.distribution)[0]?.[0] ?? '–',
    ...labels.map(label => percent(window.distribution[label])),
    decimal(window.entropy, 2), percent(window.coverage), percent(window.quality), count(window.observations),
  ]) {
    const cell = document.createElement('td');
    cell.textContent = text;
    row.append(cell);
  }
  row.children[1].className = 'left';
  return row;
}
