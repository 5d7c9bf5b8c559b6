// Numbers and times as texts.

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export const clock = millis => CLOCK.format(millis);

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

// The day of a time; empty where it is today.
export function otherDay(millis) {
  const day = DAY.format(millis);
  return day === DAY.format(Date.now()) ? '' : day;
}

export const timeZone = () => CLOCK.resolvedOptions().timeZone;

// JSON has no NaN; the server sends it as a text.
export const isNumber = value => typeof value === 'number' && Number.isFinite(value);

export function percent(share) {
  if (!isNumber(share)) {
    return '–';
  }
  const value = 100 * share;
  return `${value > 0 && value < 1 ? '<1' : Math.round(value)} %`;
}

export const decimal = (value, digits) => isNumber(value) ? value.toFixed(digits) : '–';

export function duration(millis) {
  if (millis < 10_000) {
    return `${(millis / 1000).toFixed(1)} s`;
  }
  if (millis < 120_000) {
    return `${Math.round(millis / 1000)} s`;
  }
  return millis < 7_200_000 ? `${Math.round(millis / 60_000)} min` : `${Math.round(millis / 3_600_000)} h`;
}

export const count = value => value.toLocaleString();

export const counted = (value, one, many) => `${count(value)} ${value === 1 ? one : many}`;

// A number that grows, for a text that is read out whenever it changes.
export const roughly = value => value < 10 ? count(value) : `${count(10 ** Math.floor(Math.log10(value)))} or more`;

// Shares of a distribution, the largest first.
export const strongest = distribution =>
  Object.entries(distribution).filter(([, share]) => isNumber(share)).sort((a, b) => b[1] - a[1]);

// What stands for an expression where the job declines to name one.
export const ABSTAINED = 'abstained: not readable';

// What a window says, in words.
export function describe(window, most) {
  return window.abstained ? ABSTAINED
    : strongest(window.distribution).slice(0, most).map(([label, share]) => `${label} ${percent(share)}`).join(', ');
}
