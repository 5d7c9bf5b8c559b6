// A stacked area of distributions over time. Each window is a step as wide as the window; where the person was not seen there is a gap.
import uPlot from '/uplot/dist/uPlot.esm.js';
import { clock, describe } from '/page/format.js';

const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const SYNC = uPlot.sync('time');

// Where each window is drawn. Sliding windows overlap: a step then begins where the one before ends.
function steps(windows) {
  const found = [];
  let end = -Infinity;
  for (const window of windows) {
    const from = Math.max(end, window.start);
    if (from < window.end) {
      found.push({ window, from, to: window.end });
      end = window.end;
    }
  }
  return found;
}

// Cumulative shares: drawn from the topmost down, each area covers what is below it.
function stacked(windows, labels) {
  const xs = [];
  const sums = labels.map(() => []);
  let end = null;
  for (const { window, from, to } of steps(windows)) {
    if (end !== null && from > end) {
      xs.push((end + from) / 2000);
      sums.forEach(values => values.push(null));
    }
    xs.push(from / 1000, to / 1000);
    let sum = 0;
    labels.forEach((label, index) => {
      const share = window.distribution[label];
      sum += typeof share === 'number' ? share : 0;
      sums[index].push(sum, sum);
    });
    end = to;
  }
  return [xs, ...sums.reverse()];
}

export class ExpressionChart {
  constructor(element, readout) {
    this.element = element;
    this.readout = readout;
    this.windows = [];
    this.look = '';
    // The window that the keys are at; it stays the same one while others come and go.
    this.chosen = null;
    this.plot = null;
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(element);
    element.addEventListener('keydown', event => this.key(event));
    element.addEventListener('blur', () => this.leave());
  }

  // Shows windows between two times, ms since 1970; fainter where the person is gone.
  show(windows, board, from, to, gone) {
    this.windows = windows;
    this.gone = gone;
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
      hooks: { draw: [plot => this.fade(plot)], setCursor: [plot => this.cursor(plot)] },
    }, data, this.element);
  }

  // Windows that abstain are drawn faint: no expression is to be taken from them. The axes' texts stay as they are.
  fade(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.fillStyle = style(this.gone ? '--ground' : '--card');
    if (this.gone) {
      ctx.globalAlpha = 0.4;
      ctx.fillRect(bbox.left, bbox.top, bbox.width, bbox.height);
    }
    ctx.globalAlpha = 0.75;
    for (const { from, to } of steps(this.windows).filter(({ window }) => window.abstained)) {
      const left = plot.valToPos(from / 1000, 'x', true);
      ctx.fillRect(left, bbox.top, plot.valToPos(to / 1000, 'x', true) - left, bbox.height);
    }
    ctx.restore();
  }

  resize() {
    if (this.plot && this.element.clientWidth > 0 && this.plot.width !== this.element.clientWidth) {
      this.plot.setSize({ width: this.element.clientWidth, height: this.plot.height });
    }
  }

  cursor(plot) {
    if (this.chosen || !(plot.cursor.left >= 0)) {
      if (!this.chosen) {
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
    const now = this.index() ?? last + 1;
    const next = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, PageUp: now + 10, PageDown: now - 10, Home: 0, End: last }[event.key];
    if (event.key === 'Escape') {
      this.leave();
    }
    if (next === undefined || last < 0) {
      return;
    }
    event.preventDefault();
    this.chosen = this.windows[Math.min(last, Math.max(0, next))];
    this.describe();
  }

  // Null where the keys are at none; of one that is gone, the oldest that is left.
  index() {
    return this.chosen && Math.max(0, this.windows.findIndex(
      window => window.start === this.chosen.start && window.end === this.chosen.end));
  }

  leave() {
    this.chosen = null;
    this.plot?.setCursor({ left: -10, top: -10 });
    this.readout.textContent = '';
    this.describe();
  }

  text(window) {
    return `${clock(window.start)} to ${clock(window.end)}: ${describe(window, 4)}`;
  }

  describe() {
    const last = this.windows.length - 1;
    if (last < 0) {
      return;
    }
    const index = this.index() ?? last;
    const window = this.windows[index];
    this.element.setAttribute('aria-valuemin', '0');
    this.element.setAttribute('aria-valuemax', String(last));
    this.element.setAttribute('aria-valuenow', String(index));
    this.element.setAttribute('aria-valuetext', this.text(window));
    if (this.chosen && this.plot) {
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
