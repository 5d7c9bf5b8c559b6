// One camera's latest picture with what was read in it, fetched while it is open and the page is seen.
import { clock, counted, percent } from '/page/format.js';

const EVERY_MILLIS = 500;
const SVG = 'http://www.w3.org/2000/svg';

export class Preview {
  constructor(cameraId, button, figure) {
    this.cameraId = cameraId;
    this.button = button;
    this.figure = figure;
    this.image = figure.querySelector('img');
    this.boxes = figure.querySelector('svg');
    this.caption = figure.querySelector('figcaption');
    this.timer = null;
    // Counts how often it was opened and closed: what was asked for before then is passed over.
    this.turn = 0;
    this.name();
    this.image.classList.add('waiting');
    button.addEventListener('click', () => this.toggle());
  }

  setMode(mode) {
    this.mode = mode;
    this.button.hidden = mode === 'off';
    this.image.alt = `${mode === 'blurred' ? 'Blurred picture' : 'Picture'} of the camera ${this.cameraId}`;
  }

  toggle() {
    const open = this.figure.hidden;
    this.figure.hidden = !open;
    this.button.setAttribute('aria-expanded', String(open));
    this.name();
    clearTimeout(this.timer);
    this.turn++;
    if (open) {
      this.caption.textContent = 'Waiting for a frame and its results…';
      this.look(this.turn);
    }
  }

  // There is such a button for each camera.
  name() {
    this.button.textContent = this.figure.hidden ? 'Show picture' : 'Hide picture';
    this.button.setAttribute('aria-label', `${this.button.textContent} of the camera ${this.cameraId}`);
  }

  async look(turn) {
    try {
      if (!document.hidden) {
        const answer = await fetch(`/preview?camera=${encodeURIComponent(this.cameraId)}`);
        const picture = answer.status === 200 ? await answer.json() : null;
        if (picture && turn === this.turn) {
          this.show(picture);
        }
      }
    } catch {
      // The connection's state is told at the top of the page.
    }
    if (turn === this.turn) {
      this.timer = setTimeout(() => this.look(turn), EVERY_MILLIS);
    }
  }

  show(picture) {
    this.image.classList.remove('waiting');
    this.image.src = `data:image/jpeg;base64,${picture.image}`;
    this.figure.querySelector('.stage').style.aspectRatio = `${picture.width} / ${picture.height}`;
    this.boxes.setAttribute('viewBox', `0 0 ${picture.width} ${picture.height}`);
    const size = picture.width / 38;
    this.boxes.replaceChildren(...picture.faces.flatMap(face => {
      const box = document.createElementNS(SVG, 'rect');
      for (const name of ['x', 'y', 'width', 'height']) {
        box.setAttribute(name, face[name]);
      }
      box.setAttribute('rx', size / 4);
      const text = document.createElementNS(SVG, 'text');
      // Towards the middle, so that it does not run out of the picture.
      const right = face.x + face.width / 2 > picture.width / 2;
      text.setAttribute('x', right ? face.x + face.width : face.x);
      text.setAttribute('text-anchor', right ? 'end' : 'start');
      text.setAttribute('y', face.y > 1.5 * size ? face.y - 0.4 * size : face.y + face.height + 1.1 * size);
      text.setAttribute('font-size', size);
      text.setAttribute('stroke-width', size / 6);
      text.textContent = `${face.person === '0' ? '' : `${face.person}: `}${face.dominant} ${percent(face.probability)}`;
      return [box, text];
    }));
    const blurred = this.mode === 'blurred' ? ' Blurred: the server sends no more detail than this.' : '';
    this.caption.textContent = `${clock(picture.captureTime)}, ${counted(picture.faces.length, 'face', 'faces')}.${blurred}`;
  }

  close() {
    this.figure.hidden = true;
    this.turn++;
    clearTimeout(this.timer);
  }
}
