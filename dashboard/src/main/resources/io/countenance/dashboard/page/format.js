// Numbers and times as texts.

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export const clock = millis => CLOCK.format(millis);

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

// Shares of a distribution, the largest first.
export const strongest = distribution =>
  Object.entries(distribution).filter(([, share]) => isNumber(share)).sort((a, b) => b[1] - a[1]);

export function describe(distribution, most) {
  return strongest(distribution).slice(0, most).map(([label, share]) => `${label} ${percent(share)}`).join(', ');
}
