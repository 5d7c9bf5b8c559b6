// A stacked area of distributions over time. Each window is a step as wide as the window; where the person was not seen there is a gap.
import uPlot from '/uplot/dist/uPlot.esm.js';
import { clock, describe } from '/page/format.js';

const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const SYNC = uPlot.sync('time');

// Cumulative shares: drawn from the topmost down, each area covers what is below it.
function stacked(windows, labels) {
  const xs = [];
  const sums = labels.map(() => []);
  let end = null;
  for (const window of windows) {
    if (end !== null && window.start > end) {
      xs.push((end + window.start) / 2000);
      sums.forEach(values => values.push(null));
    }
    // Sliding windows overlap: a step then reaches to the next one's start.
    const from = end !== null && window.start < end ? end : window.start;
    if (from >= window.end) {
      continue;
    }
    xs.push(from / 1000, window.end / 1000);
    let sum = 0;
    labels.forEach((label, index) => {
      const share = window.distribution[label];
      sum += typeof share === 'number' ? share : 0;
      sums[index].push(sum, sum);
    });
    end = window.end;
  }
  return [xs, ...sums.reverse()];
}

export class ExpressionChart {
  constructor(element, readout) {
    this.element = element;
    this.readout = readout;
    this.windows = [];
    this.look = '';
    this.at = null;
    this.plot = null;
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(element);
    element.addEventListener('keydown', event => this.key(event));
    element.addEventListener('blur', () => this.leave());
  }

  // Shows windows between two times, ms since 1970.
  show(windows, board, from, to) {
    this.windows = windows;
    const labels = board.labels;
    const look = JSON.stringify([labels, labels.map(label => board.colour(label)), style('--card')]);
    const data = stacked(windows, labels);
    this.range = [from / 1000, to / 1000];
    if (look !== this.look || !this.plot) {
      this.look = look;
      this.create(labels, board, data);
    } else {
      this.plot.setData(data);
    }
    this.describe();
  }

  create(labels, board, data) {
    this.plot?.destroy();
    const line = style('--card');
    const ink = style('--soft');
    const grid = { stroke: style('--line'), width: 1 };
    const font = '11px system-ui, sans-serif';
    this.plot = new uPlot({
      width: Math.max(120, this.element.clientWidth),
      height: parseFloat(getComputedStyle(this.element).minHeight),
      padding: [6, 26, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { setScale: false }, sync: { key: SYNC.key } },
      scales: { x: { range: () => this.range }, y: { range: [0, 1] } },
      axes: [
        { stroke: ink, font, size: 24, grid: { show: false }, ticks: grid, values: (plot, ticks) => ticks.map(tick => clock(tick * 1000)), space: 70 },
        { stroke: ink, font, size: 40, grid, ticks: { show: false }, splits: [0, 0.5, 1], values: (plot, ticks) => ticks.map(tick => `${100 * tick} %`) },
      ],
      series: [{}, ...[...labels].reverse().map(label => ({
        label, stroke: line, width: 1, fill: board.colour(label), points: { show: false },
      }))],
      hooks: { setCursor: [plot => this.cursor(plot)] },
    }, data, this.element);
  }

  resize() {
    if (this.plot && this.element.clientWidth > 0 && this.plot.width !== this.element.clientWidth) {
      this.plot.setSize({ width: this.element.clientWidth, height: this.plot.height });
    }
  }

  cursor(plot) {
    if (this.at !== null || !(plot.cursor.left >= 0)) {
      if (this.at === null) {
        this.readout.textContent = '';
      }
      return;
    }
    const time = 1000 * plot.posToVal(plot.cursor.left, 'x');
    const found = this.windows.find(window => window.start <= time && time < window.end);
    this.readout.textContent = found ? this.text(found) : '';
  }

  key(event) {
    const last = this.windows.length - 1;
    const now = this.at ?? last + 1;
    const next = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, PageUp: now - 10, PageDown: now + 10, Home: 0, End: last }[event.key];
    if (event.key === 'Escape') {
      this.leave();
    }
    if (next === undefined || last < 0) {
      return;
    }
    event.preventDefault();
    this.at = Math.min(last, Math.max(0, next));
    this.describe();
  }

  leave() {
    this.at = null;
    this.plot?.setCursor({ left: -10, top: -10 });
    this.readout.textContent = '';
    this.describe();
  }

  text(window) {
    return `${clock(window.start)} to ${clock(window.end)}: ${describe(window.distribution, 4)}`;
  }

  describe() {
    const last = this.windows.length - 1;
    if (last < 0) {
      return;
    }
    const index = Math.min(last, this.at ?? last);
    const window = this.windows[index];
    this.element.setAttribute('aria-valuemin', '0');
    this.element.setAttribute('aria-valuemax', String(last));
    this.element.setAttribute('aria-valuenow', String(index));
    this.element.setAttribute('aria-valuetext', this.text(window));
    if (this.at !== null && this.plot) {
      this.readout.textContent = this.text(window);
      const left = this.plot.valToPos((window.start + window.end) / 2000, 'x');
      this.plot.setCursor({ left, top: 5 }, false);
    }
  }

  close() {
    this.resizing.disconnect();
    this.plot?.destroy();
  }
}
